"""The pages of signing in and out."""

from typing import cast
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from services.intake.back_off import SignInRefused, count_try, forgive, of_address, of_client, of_codes
from services.intake.sign_in import people_at, whose_code, whose_password
from services.intake.web.codes import ask_for_code, asked, client, try_code
from services.intake.web.kept import kept_message
from services.intake.web.rules import current_person, public
from services.intake.web.sessions import ServerSession
from services.intake.web.site import reading, site

pages = Blueprint("sign_in", __name__)

OPEN_TOO_LONG = "Halaman ini terbuka terlalu lama. Isi kata sandi Anda, lalu masuk sekali lagi."


@pages.get("/masuk")
@public("whoever is not signed in must be able to")
def form() -> ResponseReturnValue:
    """Address and password, or a code by mail."""
    if current_person():
        return redirect(url_for("tasks.mine"), 303)
    return render_template("sign_in.html", errors={}, typed={}, message=kept_message())


@pages.post("/masuk")
@public("whoever is not signed in must be able to")
def enter() -> ResponseReturnValue:
    """Sign in by password, or ask for a code."""
    email = request.form.get("email", "").strip()
    password = request.form.get("sandi", "")
    if not email:
        return _again(email, "email", "Isi alamat e-mail Anda.")
    if request.form.get("cara") == "kode":
        return _mail_code(email, password)
    if not password:
        return _again(email, "sandi", "Isi kata sandi Anda, atau minta kode lewat e-mail.")
    try:
        person_id = _try_password(email, password)
    except SignInRefused as refused:
        return _again(email, "sandi", str(refused))
    return go_in(person_id)


def _try_password(email: str, password: str) -> UUID:
    own, around = of_address(email), of_client(client())
    with site().database.write() as rows:
        count_try(rows, own, around)
    with reading() as rows:
        people = people_at(rows, email)
    person = whose_password(people, password)
    if person is None:
        raise SignInRefused("E-mail dan kata sandi tidak cocok.")
    with site().database.write() as rows:
        forgive(rows, own=(own, of_codes(email)), shared=(around,))
    return person.id


def _mail_code(email: str, password: str) -> ResponseReturnValue:
    with reading() as rows:
        people = people_at(rows, email)
    person = whose_code(people, password)
    try:
        ask_for_code(email, person.id if person else None)
    except SignInRefused as refused:
        return _again(email, "email", str(refused))
    return redirect(url_for("sign_in.code_form"), 303)


@pages.get("/masuk/kode")
@public("whoever is not signed in must be able to")
def code_form() -> ResponseReturnValue:
    """Six digits from the mail."""
    code = asked()
    if code is None:
        return redirect(url_for("sign_in.form"), 303)
    return render_template("sign_in_code.html", errors={}, email=code.shown)


@pages.post("/masuk/kode")
@public("whoever is not signed in must be able to")
def enter_code() -> ResponseReturnValue:
    """Sign in by code."""
    code = asked()
    if code is None:
        return redirect(url_for("sign_in.form"), 303)
    try:
        person_id = try_code(code, request.form.get("kode", ""))
    except SignInRefused as refused:
        return render_template("sign_in_code.html", errors={"kode": str(refused)}, email=code.shown), 422
    return go_in(person_id)


@pages.post("/keluar")
@public("ends the session of whoever asks")
def leave() -> ResponseReturnValue:
    """Sign out."""
    cast("ServerSession", session).sign_out()
    return redirect(url_for("sign_in.form"), 303)


def go_in(person_id: UUID) -> ResponseReturnValue:
    """Sign somebody in who has proved who they are, and lead them to where they wanted to go."""
    back_to = session.pop("back_to", None) or url_for("tasks.mine")
    cast("ServerSession", session).sign_in(person_id)
    return redirect(back_to, 303)


def ask_again() -> ResponseReturnValue:
    """The sign-in page once more, for a form whose session has ended; the typed address stays."""
    typed = {"email": request.form.get("email", "").strip()}
    return render_template("sign_in.html", errors={}, typed=typed, message=kept_message() or OPEN_TOO_LONG), 422


def _again(email: str, field: str, message: str) -> ResponseReturnValue:
    page = render_template("sign_in.html", errors={field: message}, typed={"email": email}, message=None)
    return page, 422
