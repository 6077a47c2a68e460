"""The demo's bar: go on as another made-up person. In production these routes do not exist."""

from typing import cast
from uuid import UUID

from flask import Blueprint, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from services.intake.models import HoldingRecord, OfficeRecord, PersonRecord, PostRecord
from services.intake.web.rules import public
from services.intake.web.sessions import ServerSession
from services.intake.web.site import reading

pages = Blueprint("demo", __name__)


@pages.post("/contoh/lanjut-sebagai")
@public("demo and rehearsal only: everybody here is made up")
def go_on_as() -> ResponseReturnValue:
    """Sign in as the chosen person."""
    try:
        person_id = UUID(request.form.get("orang", ""))
    except ValueError:
        abort(404)
    with reading() as rows:
        person = rows.get(PersonRecord, person_id)
        office = rows.get(OfficeRecord, person.office_id) if person and person.office_id else None
    if person is None or office is None or not office.is_demo:
        abort(404)
    cast("ServerSession", session).sign_in(person_id)
    return redirect(url_for("tasks.mine"), 303)


def demo_people() -> list[tuple[str, str]]:
    """(person id, name, post and office) of everybody in the demo's offices."""
    with reading() as rows:
        found = rows.execute(
            select(PersonRecord.id, PersonRecord.name, PostRecord.jabatan, OfficeRecord.name, PersonRecord.is_admin)
            .join(OfficeRecord, OfficeRecord.id == PersonRecord.office_id)
            .outerjoin(HoldingRecord, HoldingRecord.person_id == PersonRecord.id)
            .outerjoin(PostRecord, PostRecord.id == HoldingRecord.post_id)
            .where(OfficeRecord.is_demo)
            .order_by(OfficeRecord.name, PostRecord.position)
        ).all()
    return [
        (str(row[0]), f"{row[1]} – {row[2] or ('Admin' if row[4] else 'tanpa jabatan')} ({row[3]})") for row in found
    ]
