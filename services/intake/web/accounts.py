"""One's own account: who I am here, and a new password in place of the old one."""

from typing import cast

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from services.intake.back_off import SignInRefused, count_try, forgive, of_address, of_client
from services.intake.domain.rights import Act
from services.intake.models import PersonRecord
from services.intake.passwords import hash_password, is_password, password_problem
from services.intake.process.accounts import set_password
from services.intake.web.codes import client
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.sessions import ServerSession, hash_of
from services.intake.web.site import reading, site

pages = Blueprint("accounts", __name__)

NOT_THE_SAME = "Kedua kata sandi tidak sama."


@pages.get("/akun")
@rule(Act.SEE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """My account."""
    return _page({})


@pages.post("/akun")
@rule(Act.SEE_OFFICE, own_office, page="accounts.page")
def change_password() -> ResponseReturnValue:
    """Change my password; every other session of mine ends."""
    person = _row()
    password = request.form.get("sandi_baru", "")
    if errors := new_password_errors(person):
        return _page(errors), 422
    try:
        _try_old(person, request.form.get("sandi_lama", ""))
    except SignInRefused as refused:
        return _page({"sandi_lama": [str(refused)]}), 422
    mine = cast("ServerSession", session)
    kept = hash_password(password)
    with site().database.write() as rows:
        set_password(rows, person.id, kept, keeps=hash_of(mine.secret or ""))
    mine.renew()
    return redirect(url_for("accounts.page", diganti="ya"), 303)


def new_password_errors(person: PersonRecord) -> dict[str, list[str]]:
    """What is wrong with the new password that was typed twice; empty when it will do."""
    password = request.form.get("sandi_baru", "")
    if problem := password_problem(password, person.name, person.email):
        return {"sandi_baru": [problem]}
    return {} if password == request.form.get("sandi_ulang", "") else {"sandi_ulang": [NOT_THE_SAME]}


def _row() -> PersonRecord:
    with reading() as rows:
        return rows.get_one(PersonRecord, signed_in().person_id)


def _try_old(person: PersonRecord, password: str) -> None:
    """Guessing at an open browser is slowed down like guessing at the door. Raises SignInRefused."""
    own, around = of_address(person.email), of_client(client())
    with site().database.write() as rows:
        count_try(rows, own, around)
    if not is_password(person.password_hash, password):
        raise SignInRefused("Kata sandi lama tidak cocok.")
    with site().database.write() as rows:
        forgive(rows, own=(own,), shared=(around,))


def _page(errors: dict[str, list[str]]) -> str:
    person = _row()
    return render_template(
        "account.html",
        section="akun",
        person=person,
        jabatan=signed_in().jabatan,
        is_changed=bool(request.args.get("diganti")) and not errors,
        errors=errors,
    )
