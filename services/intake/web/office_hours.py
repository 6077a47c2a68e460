"""Office hours of a range of dates: adding, correcting, giving up."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, Person, Subject
from services.intake.models import HoursRecord, OfficeRecord
from services.intake.office_format.fields import WEEKDAYS
from services.intake.office_format.schema import HoursSchema
from services.intake.process.office_days import OwnHours, forget_hours, keep_hours
from services.intake.web.hours_shown import period_in_words, typed_hours
from services.intake.web.kept import take_kept
from services.intake.web.refusals import explain
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.site import reading, working

pages = Blueprint("office_hours", __name__)

_FIELDS = {"name": "nama", "first": "mulai", "last": "sampai", "hours": WEEKDAYS[0], "_schema": ""}
_LONGEST_SOURCE = 500


def the_hours(rows: Session, _person: Person, hours_id: UUID) -> Subject:
    """The hours in the address."""
    row = rows.get(HoursRecord, hours_id)
    if row is None:
        abort(404)
    return Subject(office_id=row.office_id)


@pages.get("/kelola/kalender/jam")
@rule(Act.MANAGE_OFFICE, own_office)
def new() -> ResponseReturnValue:
    """An empty form."""
    return _page(None, {}, take_kept(url_for("office_hours.new")) or {})


@pages.post("/kelola/kalender/jam")
@rule(Act.MANAGE_OFFICE, own_office, page="office_hours.new")
def add() -> ResponseReturnValue:
    """Add hours."""
    return _keep(None)


@pages.get("/kelola/kalender/jam/<uuid:hours_id>")
@rule(Act.MANAGE_OFFICE, the_hours)
def page(hours_id: UUID) -> ResponseReturnValue:
    """The form with what holds now."""
    return _page(hours_id, {}, take_kept(url_for("office_hours.page", hours_id=hours_id)) or _present(hours_id))


@pages.post("/kelola/kalender/jam/<uuid:hours_id>")
@rule(Act.MANAGE_OFFICE, the_hours, page="office_hours.page")
def change(hours_id: UUID) -> ResponseReturnValue:
    """Correct hours."""
    return _keep(hours_id)


@pages.post("/kelola/kalender/jam/<uuid:hours_id>/hapus")
@rule(Act.MANAGE_OFFICE, the_hours, page="office_hours.page")
def remove(hours_id: UUID) -> ResponseReturnValue:
    """Give hours up."""
    with working() as work:
        forget_hours(work, signed_in(), g.subject.office_id, hours_id)
    return redirect(url_for("office_calendar.page"), 303)


def _keep(hours_id: UUID | None) -> ResponseReturnValue:
    typed = request.form
    try:
        hours = _read(typed)
        with working() as work:
            keep_hours(work, signed_in(), g.subject.office_id, hours, hours_id)
    except ValidationError as error:
        return _page(hours_id, _told(error), typed), 422
    except CommandRefused as refused:
        return _page(hours_id, {"mulai": _sentence(refused)}, typed), 422
    return redirect(url_for("office_calendar.page", tahun=hours.first.year if hours.first else None), 303)


def _read(typed: Any) -> OwnHours:
    """The form, by the rules of an office file. Raises ValidationError."""
    days = {day: typed.get(day, "").strip() for day in WEEKDAYS}
    given = {
        "name": typed.get("nama", "").strip(),
        "first": typed.get("mulai", "").strip(),
        "last": typed.get("sampai", "").strip(),
        "hours": {day: spans for day, spans in days.items() if spans},
    }
    entry = HoursSchema().load(given)
    return OwnHours(
        name=entry.name,
        first=entry.first,
        last=entry.last,
        hours=entry.hours,
        source=" ".join(typed.get("sumber", "").split())[:_LONGEST_SOURCE],
        is_estimate=bool(typed.get("perkiraan")),
    )


def _told(error: ValidationError) -> dict[str, str]:
    messages: Any = error.messages
    return {_FIELDS[key]: f"{found[0][:1].upper()}{found[0][1:]}." for key, found in messages.items()}


def _sentence(refused: CommandRefused) -> str:
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        return explain(refused, rows, ZoneInfo(office.time_zone))


def _present(hours_id: UUID) -> dict[str, str]:
    with reading() as rows:
        row = rows.get_one(HoursRecord, hours_id)
    return {
        "nama": row.name,
        "mulai": row.first.isoformat() if row.first else "",
        "sampai": row.last.isoformat() if row.last else "",
        "sumber": row.source,
        "perkiraan": "ya" if row.is_estimate else "",
        **typed_hours(row.hours),
    }


def _page(hours_id: UUID | None, errors: dict[str, str], typed: Any) -> str:
    action = url_for("office_hours.change", hours_id=hours_id) if hours_id else url_for("office_hours.add")
    return render_template(
        "hours.html",
        section="kelola",
        action=action,
        remove_url=url_for("office_hours.remove", hours_id=hours_id) if hours_id else None,
        period=_period(hours_id) if hours_id else "",
        weekdays=WEEKDAYS,
        errors=errors,
        typed=typed,
    )


def _period(hours_id: UUID) -> str:
    """The dates in words: browsers draw a date field each in their own way."""
    with reading() as rows:
        row = rows.get_one(HoursRecord, hours_id)
    return period_in_words(row.first, row.last)
