"""Who belongs to the office, who has come in, and inviting them."""

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.domain.rights import Act, Person, Subject
from services.intake.models import OfficeRecord, PersonRecord
from services.intake.process.accounts import accounts_of, invite, invite_all
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.site import reading, site, working

pages = Blueprint("people", __name__)


def the_person(rows: Session, _person: Person, person_id: UUID) -> Subject:
    """The person in the address."""
    found = rows.get(PersonRecord, person_id)
    if found is None or found.office_id is None:
        abort(404)
    return Subject(office_id=found.office_id)


@pages.get("/kelola/orang")
@rule(Act.MANAGE_OFFICE, own_office)
def listing() -> ResponseReturnValue:
    """Everybody of the office."""
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        accounts = accounts_of(rows, office, site().clock.now())
    uninvited = sum(not account.has_password and account.invitation is None for account in accounts)
    return render_template(
        "people.html",
        section="kelola",
        accounts=accounts,
        zone=ZoneInfo(office.time_zone),
        uninvited=uninvited,
        told=_told(request.args.get("diundang", "")),
    )


def _told(count: str) -> str:
    if not (count.isascii() and count.isdigit()):
        return ""
    if count == "0":
        return "Undangan sudah dikirim sebelumnya. Tidak ada yang berubah."
    return f"{count} undangan sedang dikirim lewat e-mail. Undangan berlaku 7 hari."


@pages.post("/kelola/orang/undang")
@rule(Act.MANAGE_OFFICE, own_office, page="people.listing")
def invite_everybody() -> ResponseReturnValue:
    """Invite all who were not invited yet."""
    with working() as work:
        count = invite_all(work, signed_in(), g.subject.office_id)
    return redirect(url_for("people.listing", diundang=count), 303)


@pages.post("/kelola/orang/<uuid:person_id>/undang")
@rule(Act.MANAGE_OFFICE, the_person, page="people.listing")
def invite_one(person_id: UUID) -> ResponseReturnValue:
    """Invite one person, or send a new invitation in place of the last."""
    with working() as work:
        sent = invite(work, signed_in(), g.subject.office_id, person_id, _id(request.form.get("undangan", "")))
    return redirect(url_for("people.listing", diundang=int(sent)), 303)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
