"""What an admin should see to before it hurts: a calendar that lacks something, a cycle that cannot open."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.calendar.ramadan import Ramadan, ramadans_of
from services.intake.models import HoursRecord, OfficeRecord, OwnDayRecord
from services.intake.office_calendar import is_cuti_bersama, knows_cuti_bersama
from services.intake.process.office_days import overlaps
from services.intake.process.openings import awaits_opening
from services.intake.repository.offices import holders_of, posts_of, sop_of, today_of
from shared.dates import format_date

LOOKS_AHEAD_FROM_MONTH = 10
"""From October on the next year's calendar should be known."""
_SOON = timedelta(days=60)
_AT_HAND = timedelta(days=14)


def office_warnings(session: Session, office: OfficeRecord, now: datetime) -> list[str]:
    """Sentences for the admin; empty when all is well."""
    return [*_opening(session, office, now), *calendar_warnings(session, office, today_of(office, now))]


def _opening(session: Session, office: OfficeRecord, now: datetime) -> Iterator[str]:
    if not awaits_opening(session, office, now):
        return
    sop = sop_of(session, office.sop_version_id)
    held = holders_of(posts_of(session, office.id, today_of(office, now)))
    for number in sop.start:
        role = sop.step(number).responsible
        if role not in held:
            yield (
                f"Siklus belum dapat dibuka menurut tanggalnya karena jabatan {sop.roles[role].name}"
                " belum ada pemegangnya."
            )


def calendar_warnings(session: Session, office: OfficeRecord, today: date) -> list[str]:
    """What the office's calendar lacks for this year and, from October on, for the next."""
    hours = session.scalars(select(HoursRecord).where(HoursRecord.office_id == office.id)).all()
    found = [text for each in ramadans_of(today.year) for text in _of_ramadan(each, hours, today)]
    if today.month >= LOOKS_AHEAD_FROM_MONTH:
        found += _next_year(session, office, hours, today.year + 1)
    return list(dict.fromkeys(found))


def _of_ramadan(ramadan: Ramadan, hours: Sequence[HoursRecord], today: date) -> Iterator[str]:
    if not today <= ramadan.last or ramadan.first - today > _SOON:
        return
    taken = [row for row in hours if row.first and overlaps(row, ramadan.first, ramadan.last)]
    if not taken:
        yield _not_taken(ramadan)
    for row in taken:
        if row.is_estimate and row.first and row.first - today <= _AT_HAND:
            yield f"Tanggal {row.name} masih perkiraan. Sesuaikan pada kalender setelah keputusan pemerintah."


def _not_taken(ramadan: Ramadan) -> str:
    days = f"{format_date(ramadan.first)} sampai {format_date(ramadan.last)}"
    return f"Jam kerja {ramadan.name} ({days}) belum dipasang pada kalender kantor."


def _next_year(session: Session, office: OfficeRecord, hours: Sequence[HoursRecord], year: int) -> Iterator[str]:
    known = ramadans_of(year)
    dated = [row for row in hours if row.first]
    for ramadan in known:
        if not any(overlaps(row, ramadan.first, ramadan.last) for row in dated):
            yield _not_taken(ramadan)
    if not known and not any("ramadan" in row.name.casefold() and _in_year(row, year) for row in dated):
        yield f"Tanggal Ramadan tahun {year} belum dikenal Kinerja. Tambahkan jam kerjanya pada kalender kantor."
    if not knows_cuti_bersama(year) and not _has_own_cuti_bersama(session, office, year):
        yield (
            f"Cuti bersama tahun {year} belum dikenal Kinerja. Tambahkan pada kalender kantor"
            " setelah keputusan bersama tiga menteri terbit."
        )


def _in_year(row: HoursRecord, year: int) -> bool:
    return overlaps(row, date(year, 1, 1), date(year, 12, 31))


def _has_own_cuti_bersama(session: Session, office: OfficeRecord, year: int) -> bool:
    free = select(OwnDayRecord).where(OwnDayRecord.office_id == office.id, OwnDayRecord.is_working.is_(False))
    return any(row.day.year == year and is_cuti_bersama(row.name) for row in session.scalars(free))
