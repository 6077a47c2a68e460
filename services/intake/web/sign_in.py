"""The pages of signing in and out."""

import secrets
from typing import cast
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from services.intake.sign_in import Challenge, SignInRefused, by_code, by_password, needs_password, request_code
from services.intake.web.kept import ENDED, has_kept
from services.intake.web.rules import current_person, public
from services.intake.web.sessions import ServerSession, hash_of
from services.intake.web.site import reading, site, working

pages = Blueprint("sign_in", __name__)

_BROWSER = "browser"
_CHALLENGE = "challenge"


@pages.get("/masuk")
@public("whoever is not signed in must be able to")
def form() -> ResponseReturnValue:
    """Address and password, or a code by mail."""
    if current_person():
        return redirect(url_for("tasks.mine"), 303)
    return render_template("sign_in.html", errors={}, typed={}, message=ENDED if has_kept() else None)


@pages.post("/masuk")
@public("whoever is not signed in must be able to")
def enter() -> ResponseReturnValue:
    """Sign in by password, or ask for a code."""
    email = request.form.get("email", "").strip()
    password = request.form.get("sandi", "")
    if not email:
        return _again(email, "email", "Isi alamat e-mail Anda.")
    if request.form.get("cara") == "kode":
        return _ask_for_code(email, password)
    if not password:
        return _again(email, "sandi", "Isi kata sandi Anda, atau minta kode lewat e-mail.")
    try:
        person_id = _try_password(email, password)
    except SignInRefused as refused:
        return _again(email, "sandi", str(refused))
    return _go_in(person_id)


def _try_password(email: str, password: str) -> UUID:
    refusal: SignInRefused | None = None
    # A refused try is counted, so its transaction is kept.
    with site().database.write() as rows:
        try:
            return by_password(rows, email, password, _client())
        except SignInRefused as refused:
            refusal = refused
    raise refusal


def _ask_for_code(email: str, password: str) -> ResponseReturnValue:
    with reading() as rows:
        if not password and needs_password(rows, email):
            return _again(email, "sandi", "Alamat ini dipakai beberapa orang. Isi juga kata sandi Anda.")
    browser = session.setdefault(_BROWSER, secrets.token_urlsafe(32))
    try:
        with working() as work:
            challenge = request_code(work, email, password, hash_of(browser), _client())
    except SignInRefused as refused:
        return _again(email, "email", str(refused))
    session[_CHALLENGE] = str(challenge.id)
    session["email"] = email
    return redirect(url_for("sign_in.code_form"), 303)


@pages.get("/masuk/kode")
@public("whoever is not signed in must be able to")
def code_form() -> ResponseReturnValue:
    """Six digits from the mail."""
    if _CHALLENGE not in session:
        return redirect(url_for("sign_in.form"), 303)
    return render_template("sign_in_code.html", errors={}, email=session.get("email", ""))


@pages.post("/masuk/kode")
@public("whoever is not signed in must be able to")
def enter_code() -> ResponseReturnValue:
    """Sign in by code."""
    if _CHALLENGE not in session:
        return redirect(url_for("sign_in.form"), 303)
    challenge = Challenge(UUID(session[_CHALLENGE]), hash_of(session.get(_BROWSER, "")))
    refusal: SignInRefused | None = None
    person_id: UUID | None = None
    with site().database.write() as rows:
        try:
            person_id = by_code(rows, challenge, request.form.get("kode", ""), site().settings.secret_key)
        except SignInRefused as refused:
            refusal = refused
    if person_id is None:
        errors = {"kode": str(refusal)}
        return render_template("sign_in_code.html", errors=errors, email=session.get("email", "")), 422
    session.pop(_CHALLENGE)
    return _go_in(person_id)


@pages.post("/keluar")
@public("ends the session of whoever asks")
def leave() -> ResponseReturnValue:
    """Sign out."""
    cast("ServerSession", session).sign_out()
    return redirect(url_for("sign_in.form"), 303)


def _go_in(person_id: UUID) -> ResponseReturnValue:
    back_to = session.pop("back_to", None) or url_for("tasks.mine")
    cast("ServerSession", session).sign_in(person_id)
    return redirect(back_to, 303)


def _again(email: str, field: str, message: str) -> ResponseReturnValue:
    page = render_template("sign_in.html", errors={field: message}, typed={"email": email}, message=None)
    return page, 422


def _client() -> str:
    return request.remote_addr or "unknown"
