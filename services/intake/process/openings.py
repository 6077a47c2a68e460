"""Cycles that open by themselves, on the day of the year that an office chose."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.intake.domain.final_date import day_in_year
from services.intake.models import CycleRecord, OfficeRecord, SopVersionRecord
from services.intake.process.cycles import begin
from services.intake.process.history import KINERJA
from services.intake.repository.offices import calendar_of, sop_of, today_of
from shared.dates import format_date
from shared.delivery.work import Work

LATEST_AFTER = timedelta(days=31)
"""How long after its day a cycle still opens: a day that is set late in the year speaks of the next one."""


def offices_to_open(session: Session, now: datetime) -> list[UUID]:
    """Offices whose day has come and which have no cycle, open or ended, for the year before."""
    period = str(now.year - 1)
    known = exists().where(
        CycleRecord.office_id == OfficeRecord.id,
        CycleRecord.sop_id == SopVersionRecord.sop_id,
        CycleRecord.period == period,
    )
    candidates = session.scalars(
        select(OfficeRecord)
        .join(SopVersionRecord, SopVersionRecord.id == OfficeRecord.sop_version_id)
        .where(OfficeRecord.opens_on.is_not(None), ~known)
        .order_by(OfficeRecord.id)
    )
    return [office.id for office in candidates if is_day_of_opening(session, office, now)]


def awaits_opening(session: Session, office: OfficeRecord, now: datetime) -> bool:
    """Whether this office's day has come and its cycle is not there."""
    return is_day_of_opening(session, office, now) and office.id in offices_to_open(session, now)


def opening_day(session: Session, office: OfficeRecord, now: datetime) -> date | None:
    """The first working day on or after the office's day in this year; None where it has none."""
    if office.opens_on is None:
        return None
    wanted = day_in_year(office.opens_on, today_of(office, now).year)
    return next(calendar_of(session, office, now).days_from(wanted))


def is_day_of_opening(session: Session, office: OfficeRecord, now: datetime) -> bool:
    """Whether the office's day has come, in its own hours, and is not long gone."""
    day = opening_day(session, office, now)
    if day is None or not day <= today_of(office, now) <= day + LATEST_AFTER:
        return False
    return now >= calendar_of(session, office, now).spans(day)[0][0]


def open_by_date(work: Work, office_id: UUID) -> UUID | None:
    """Open the cycle for the year before, once however many ask; None when nothing is to be opened. Raises NoHolder."""
    office = work.session.get_one(OfficeRecord, office_id, with_for_update=True)
    day = opening_day(work.session, office, work.now())
    if day is None or office_id not in offices_to_open(work.session, work.now()):
        return None
    sop = sop_of(work.session, office.sop_version_id)
    period = str(day.year - 1)
    text = f"Siklus {sop.subject} {period} dibuka menurut tanggal pembukaan kantor, {format_date(day)}."
    return begin(work, office, period, KINERJA, text)
