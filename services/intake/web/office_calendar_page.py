"""The office's calendar: a year of days off, the office's own days, and the hours that hold."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from marshmallow import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.calendar.ramadan import Ramadan, ramadans, ramadans_of
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act
from services.intake.domain.working_time import WorkingCalendar
from services.intake.models import HoursRecord, OfficeRecord, OwnDayRecord
from services.intake.office_calendar import build_calendar, national_holidays
from services.intake.office_format.schema import DaySchema
from services.intake.process.office_days import declare_day, forget_day, overlaps, take_ramadan
from services.intake.process.office_warnings import calendar_warnings
from services.intake.repository.offices import today_of
from services.intake.web.hours_shown import hours_lines, period_in_words
from services.intake.web.kept import take_kept
from services.intake.web.refusals import explain
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.site import reading, site, working
from shared.dates import format_day, format_weekday, month_name

pages = Blueprint("office_calendar", __name__)

_BACK, _AHEAD = 1, 2
"""Years before and after this one that the office's clock knows (repository.offices.calendar_of)."""


@pages.get("/kelola/kalender")
@rule(Act.MANAGE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """A year."""
    return _page({}, take_kept(url_for("office_calendar.page")) or {})


@pages.post("/kelola/kalender/hari")
@rule(Act.MANAGE_OFFICE, own_office, page="office_calendar.page")
def add_day() -> ResponseReturnValue:
    """Declare a day free or working."""
    typed = request.form
    kind = typed.get("jenis", "")
    try:
        day = DaySchema().load({"day": typed.get("hari", "").strip(), "name": typed.get("nama", "").strip()})
    except ValidationError as error:
        return _page(_day_errors(error, kind), typed), 422
    if kind not in {"libur", "kerja"}:
        return _page({"jenis": "Pilih hari libur atau hari kerja."}, typed), 422
    with working() as work:
        declare_day(work, signed_in(), g.subject.office_id, day.day, day.name, is_working=kind == "kerja")
    return redirect(url_for("office_calendar.page", tahun=day.day.year), 303)


def _day_errors(error: ValidationError, kind: str) -> dict[str, str]:
    messages: Any = error.messages
    errors = {"hari": "Pilih tanggalnya."} if "day" in messages else {}
    if "name" in messages:
        errors["nama"] = "Isi keterangannya, misalnya Hari jadi kabupaten."
    return errors if kind in {"libur", "kerja"} else errors | {"jenis": "Pilih hari libur atau hari kerja."}


@pages.post("/kelola/kalender/hari/hapus")
@rule(Act.MANAGE_OFFICE, own_office, page="office_calendar.page")
def remove_day() -> ResponseReturnValue:
    """Take an own day away."""
    day = _day(request.form.get("hari", ""))
    if day is None:
        return _page({"": "Hari itu tidak ada pada kalender kantor."}, {}), 422
    with working() as work:
        forget_day(work, signed_in(), g.subject.office_id, day)
    return redirect(url_for("office_calendar.page", tahun=day.year), 303)


@pages.post("/kelola/kalender/ramadan")
@rule(Act.MANAGE_OFFICE, own_office, page="office_calendar.page")
def use_ramadan() -> ResponseReturnValue:
    """Take the hours of Perpres 21/2023 for one Ramadan."""
    wanted = [each for each in ramadans() if str(each.hijri) == request.form.get("hijriah", "")]
    if not wanted:
        return _page({"": "Tanggal Ramadan itu belum dikenal Kinerja. Tambahkan jam kerjanya sendiri."}, {}), 422
    try:
        with working() as work:
            take_ramadan(work, signed_in(), g.subject.office_id, wanted[0])
    except CommandRefused as refused:
        with reading() as rows:
            office = rows.get_one(OfficeRecord, g.subject.office_id)
            message = explain(refused, rows, ZoneInfo(office.time_zone))
        return _page({"": message}, {}), 422
    return redirect(url_for("office_calendar.page", tahun=wanted[0].first.year), 303)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(errors: dict[str, str], typed: Any) -> str:
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        today = today_of(office, site().clock.now())
        year = _year(today)
        own = _own_days(rows, office.id, year)
        hours = _hours(rows, office.id)
        warnings = calendar_warnings(rows, office, today)
    calendar = build_calendar(office.time_zone, [year], own, hours)
    return render_template(
        "calendar.html",
        section="kelola",
        year=year,
        previous=_link(year - 1, today),
        following=_link(year + 1, today),
        own_days=[(row.day, format_day(row.day), row.name, _kind(row)) for row in own],
        months=[_month(calendar, first, own) for first in _firsts(year)],
        hours=[_shown(row) for row in hours if _concerns(row, year)],
        ramadans=[each for each in ramadans_of(year) if each.last >= today and not _is_taken(each, hours)],
        warnings=warnings,
        errors=errors,
        typed=typed,
    )


def _year(today: date) -> int:
    asked = request.args.get("tahun", "")
    year = int(asked) if len(asked) == len("2026") and asked.isascii() and asked.isdigit() else today.year
    return min(max(year, today.year - _BACK), today.year + _AHEAD)


def _link(year: int, today: date) -> list[str] | None:
    if not today.year - _BACK <= year <= today.year + _AHEAD:
        return None
    return [url_for("office_calendar.page", tahun=year), str(year)]


def _own_days(rows: Session, office_id: UUID, year: int) -> list[OwnDayRecord]:
    mine = (OwnDayRecord.office_id == office_id, OwnDayRecord.day.between(date(year, 1, 1), date(year, 12, 31)))
    return list(rows.scalars(select(OwnDayRecord).where(*mine).order_by(OwnDayRecord.day)))


def _hours(rows: Session, office_id: UUID) -> list[HoursRecord]:
    mine = select(HoursRecord).where(HoursRecord.office_id == office_id)
    return list(rows.scalars(mine.order_by(HoursRecord.position)))


def _kind(row: OwnDayRecord) -> str:
    return "hari kerja kantor" if row.is_working else "libur kantor"


def _month(calendar: WorkingCalendar, first: date, own: list[OwnDayRecord]) -> list[Any]:
    """A month's name, how many days are worked in it, and what is special in it, an own day before the national one."""
    special = {**national_holidays(first.year)} | {row.day: f"{row.name} ({_kind(row)})" for row in own}
    lines = [f"{format_weekday(day)}: {text}" for day, text in sorted(special.items()) if day.month == first.month]
    worked = sum(bool(calendar.spans(day)) for day in _days_of(first))
    return [month_name(first), f"{worked} hari", Markup("<br>").join(lines)]


def _days_of(first: date) -> Iterator[date]:
    days = (first + timedelta(days=number) for number in range(31))
    return (day for day in days if day.month == first.month)


def _firsts(year: int) -> list[date]:
    return [date(year, month, 1) for month in range(1, 13)]


def _concerns(row: HoursRecord, year: int) -> bool:
    return overlaps(row, date(year, 1, 1), date(year, 12, 31))


def _is_taken(ramadan: Ramadan, hours: list[HoursRecord]) -> bool:
    return any(row.first and overlaps(row, ramadan.first, ramadan.last) for row in hours)


def _shown(row: HoursRecord) -> dict[str, Any]:
    return {
        "name": row.name,
        "days": period_in_words(row.first, row.last),
        "lines": hours_lines(row.hours),
        "is_estimate": row.is_estimate,
        "source": row.source,
        "href": url_for("office_hours.page", hours_id=row.id),
    }
