"""The office's own days and hours, as an admin keeps them. Due times that were reckoned before do not move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from services.intake.calendar.ramadan import Ramadan
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Person
from services.intake.domain.working_time import PERPRES_21_2023_RAMADAN
from services.intake.models import HoursRecord, OwnDayRecord
from services.intake.office_calendar import stored_hours
from services.intake.process.office_settings import managed_office
from shared.delivery.work import Work


@dataclass
class HoursOverlap(CommandRefused):
    """Other hours hold on some of these days: which, and when."""

    name: str
    first: date | None
    last: date | None


class HoursUnknown(CommandRefused):
    """The office has no such hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHours:
    """Hours of a range of dates as they are to be kept; without dates they are the office's usual ones."""

    name: str
    first: date | None
    last: date | None
    hours: Mapping[str, list[str]]
    source: str = ""
    is_estimate: bool = False


def declare_day(work: Work, admin: Person, office_id: UUID, day: date, name: str, *, is_working: bool) -> None:
    """Declare a day free or working. Raises NotAllowed."""
    managed_office(work, admin, office_id)
    work.session.merge(OwnDayRecord(office_id=office_id, day=day, is_working=is_working, name=name))


def forget_day(work: Work, admin: Person, office_id: UUID, day: date) -> None:
    """Leave a day to the national calendar again. Raises NotAllowed."""
    managed_office(work, admin, office_id)
    if row := work.session.get(OwnDayRecord, (office_id, day)):
        work.session.delete(row)


def keep_hours(work: Work, admin: Person, office_id: UUID, hours: OwnHours, hours_id: UUID | None = None) -> UUID:
    """Add hours, or change those with this id. Raises NotAllowed, HoursOverlap, HoursUnknown."""
    managed_office(work, admin, office_id)
    _refuse_overlap(work, office_id, hours, hours_id)
    row = _row(work, office_id, hours_id) if hours_id else _new_row(work, office_id)
    row.name, row.first, row.last = hours.name, hours.first, hours.last
    row.hours, row.source, row.is_estimate = dict(hours.hours), hours.source, hours.is_estimate
    work.session.add(row)
    work.session.flush()
    return row.id


def _new_row(work: Work, office_id: UUID) -> HoursRecord:
    """At the end: later hours win over earlier ones."""
    last = work.session.scalar(select(func.max(HoursRecord.position)).where(HoursRecord.office_id == office_id))
    return HoursRecord(id=uuid4(), office_id=office_id, position=0 if last is None else last + 1)


def _row(work: Work, office_id: UUID, hours_id: UUID) -> HoursRecord:
    row = work.session.get(HoursRecord, hours_id)
    if row is None or row.office_id != office_id:
        raise HoursUnknown
    return row


def _refuse_overlap(work: Work, office_id: UUID, hours: OwnHours, hours_id: UUID | None) -> None:
    """Usual hours lie under all others; two that are dated would leave it open which of them holds."""
    for row in work.session.scalars(select(HoursRecord).where(HoursRecord.office_id == office_id)):
        is_same_layer = bool(row.first or row.last) == bool(hours.first or hours.last)
        if row.id != hours_id and is_same_layer and overlaps(row, hours.first, hours.last):
            raise HoursOverlap(row.name, row.first, row.last)


def overlaps(row: HoursRecord, first: date | None, last: date | None) -> bool:
    """Whether hours hold on any of these days."""
    begins, ends = first or date.min, last or date.max
    return (row.first or date.min) <= ends and begins <= (row.last or date.max)


def forget_hours(work: Work, admin: Person, office_id: UUID, hours_id: UUID) -> None:
    """Give hours up. Raises NotAllowed, HoursUnknown."""
    managed_office(work, admin, office_id)
    work.session.delete(_row(work, office_id, hours_id))


def take_ramadan(work: Work, admin: Person, office_id: UUID, ramadan: Ramadan) -> None:
    """Take the hours of Perpres 21/2023 for a Ramadan, once however often it is pressed.

    Raises NotAllowed, HoursOverlap.
    """
    managed_office(work, admin, office_id)
    same = (HoursRecord.office_id == office_id, HoursRecord.name == ramadan.name)
    if work.session.scalar(select(HoursRecord.id).where(*same)) is not None:
        return
    hours = OwnHours(
        name=ramadan.name,
        first=ramadan.first,
        last=ramadan.last,
        hours=stored_hours(PERPRES_21_2023_RAMADAN),
        source=ramadan.source,
        is_estimate=ramadan.is_estimate,
    )
    keep_hours(work, admin, office_id, hours)
