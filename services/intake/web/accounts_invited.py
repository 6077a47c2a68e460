"""The link of an invitation: a code from the same mail, and a password of one's own."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services.intake.back_off import SignInRefused
from services.intake.models import OfficeRecord, PersonRecord
from services.intake.passwords import hash_password
from services.intake.process.accounts import ANY_BROWSER, INVITATION, invited_person, set_password
from services.intake.sign_in import Challenge
from services.intake.web.accounts import new_password_errors
from services.intake.web.codes import Asked, try_code
from services.intake.web.rules import current_person, public
from services.intake.web.sign_in import go_in
from services.intake.web.site import reading

pages = Blueprint("accounts_invited", __name__)

_DEAD = (
    "Undangan ini sudah dipakai atau tidak berlaku lagi. Masuk seperti biasa, atau minta undangan baru kepada admin."
)


@pages.get("/undangan/<uuid:challenge>")
@public("the mail's code is asked for; the page only reads")
def form(challenge: UUID) -> ResponseReturnValue:
    """Code and new password."""
    person = _invited(challenge)
    return _page(person, challenge, {}) if person else _dead()


@pages.post("/undangan/<uuid:challenge>")
@public("only the mail's code opens it")
def accept(challenge: UUID) -> ResponseReturnValue:
    """Take the invitation up: the password is set and the person is in."""
    person = _invited(challenge)
    if person is None:
        return _dead()
    if errors := new_password_errors(person):
        return _page(person, challenge, errors), 422
    kept = hash_password(request.form.get("sandi_baru", ""))

    def keep(rows: Session, person_id: UUID) -> None:
        set_password(rows, person_id, kept)

    code = Asked(Challenge(challenge, ANY_BROWSER, INVITATION), person.email, None)
    try:
        person_id = try_code(code, request.form.get("kode", ""), keep)
    except SignInRefused as refused:
        return _page(person, challenge, {"kode": [str(refused)]}), 422
    return go_in(person_id)


def _invited(challenge: UUID) -> PersonRecord | None:
    with reading() as rows:
        return invited_person(rows, challenge)


def _page(person: PersonRecord, challenge: UUID, errors: dict[str, list[str]]) -> str:
    with reading() as rows:
        office = rows.get(OfficeRecord, person.office_id) if person.office_id else None
    return render_template(
        "invitation.html",
        office_name=office.name if office else None,
        office_parent=office.pemerintah if office else None,
        person=person,
        action=url_for("accounts_invited.accept", challenge=challenge),
        errors=errors,
    )


def _dead() -> ResponseReturnValue:
    """Also for who presses twice: they are in by then."""
    if current_person() and request.method == "POST":
        return redirect(url_for("tasks.mine"), 303)
    return render_template("invitation_dead.html", message=_DEAD), 404
