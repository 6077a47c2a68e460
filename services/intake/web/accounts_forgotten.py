"""A forgotten password: an address, a code by mail, a new password. Every answer is the same for an unknown address."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from services.intake.back_off import SignInRefused
from services.intake.models import PersonRecord
from services.intake.passwords import hash_password
from services.intake.process.accounts import PASSWORD, request_new_password, set_password
from services.intake.sign_in import people_at
from services.intake.web.accounts import new_password_errors
from services.intake.web.codes import ask_for_code, asked, try_code
from services.intake.web.rules import public
from services.intake.web.sessions import ServerSession
from services.intake.web.sign_in import go_in
from services.intake.web.site import reading, site
from shared.clock import machine_now

pages = Blueprint("accounts_forgotten", __name__)

_MAY_SET = "new_password"
_MAY_SET_LASTS = timedelta(minutes=10)
_WHY = "whoever forgot their password cannot be signed in"


@pages.get("/lupa-sandi")
@public(_WHY)
def form() -> ResponseReturnValue:
    """The address."""
    return render_template("forgotten.html", errors={}, typed={})


@pages.post("/lupa-sandi")
@public(_WHY)
def ask() -> ResponseReturnValue:
    """Have a code mailed, if the address is one person's."""
    email = request.form.get("email", "").strip()
    if not email:
        return _again(email, "Isi alamat e-mail Anda.")
    with reading() as rows:
        people = people_at(rows, email)
    person_id = people[0].id if len(people) == 1 else None
    try:
        ask_for_code(email, person_id, request=request_new_password)
    except SignInRefused as refused:
        return _again(email, str(refused))
    return redirect(url_for("accounts_forgotten.code_form"), 303)


def _again(email: str, message: str) -> ResponseReturnValue:
    return render_template("forgotten.html", errors={"email": message}, typed={"email": email}), 422


@pages.get("/lupa-sandi/kode")
@public(_WHY)
def code_form() -> ResponseReturnValue:
    """Six digits from the mail."""
    code = asked(PASSWORD)
    if code is None:
        return redirect(url_for("accounts_forgotten.form"), 303)
    return render_template("forgotten_code.html", errors={}, email=code.shown)


@pages.post("/lupa-sandi/kode")
@public(_WHY)
def enter_code() -> ResponseReturnValue:
    """Prove that the mailbox is one's own."""
    code = asked(PASSWORD)
    if code is None:
        return redirect(url_for("accounts_forgotten.form"), 303)
    try:
        person_id = try_code(code, request.form.get("kode", ""))
    except SignInRefused as refused:
        return render_template("forgotten_code.html", errors={"kode": str(refused)}, email=code.shown), 422
    until = machine_now() + _MAY_SET_LASTS
    cast("ServerSession", session).renew()
    session[_MAY_SET] = {"person_id": str(person_id), "until": until.isoformat()}
    return redirect(url_for("accounts_forgotten.password_form"), 303)


@pages.get("/lupa-sandi/baru")
@public("the code was given in this browser")
def password_form() -> ResponseReturnValue:
    """The new password, twice."""
    if _who_may() is None:
        return redirect(url_for("accounts_forgotten.form"), 303)
    return render_template("forgotten_new.html", errors={})


@pages.post("/lupa-sandi/baru")
@public("the code was given in this browser")
def set_new() -> ResponseReturnValue:
    """Set it; every session of the person ends, and this browser is in."""
    person = _who_may()
    if person is None:
        return redirect(url_for("accounts_forgotten.form"), 303)
    if errors := new_password_errors(person):
        return render_template("forgotten_new.html", errors=errors), 422
    kept = hash_password(request.form.get("sandi_baru", ""))
    with site().database.write() as rows:
        set_password(rows, person.id, kept)
    session.pop(_MAY_SET)
    return go_in(person.id)


def _who_may() -> PersonRecord | None:
    allowed = session.get(_MAY_SET)
    if not allowed or datetime.fromisoformat(allowed["until"]) < machine_now():
        return None
    with reading() as rows:
        return rows.get(PersonRecord, UUID(allowed["person_id"]))
