"""Invitations and new passwords: by a mailed code, once, and without telling strangers anything."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from services.intake.models import ChallengeRecord, PersonRecord
from services.intake.passwords import is_password
from shared.events.intake import AccountCodeRequested
from shared.keys import one_time_code
from tests.intake_office import IntakeOffice, demo_office
from tests.visitors import PASSWORD, SECRET, Doors, Visitor

NEW = "sungai kapuas deras sekali"
PEOPLE = 9


def told(doors: Doors) -> list[AccountCodeRequested]:
    return doors.office.events(AccountCodeRequested)


def admin_of(doors: Doors) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person("admin"))


def code_of(event: AccountCodeRequested) -> str:
    return one_time_code(SECRET, event.person.person_id, event.challenge_id)


def accept(visitor: Visitor, event: AccountCodeRequested, code: str, password: str = NEW, again: str = NEW) -> int:
    link = f"/undangan/{event.challenge_id}"
    visitor.get(link)
    return visitor.post(link, {"kode": code, "sandi_baru": password, "sandi_ulang": again}).status_code


def invited(doors: Doors, role: str = "camat") -> AccountCodeRequested:
    admin = admin_of(doors)
    admin.get("/kelola/orang")
    person = doors.office.person(role)
    assert admin.post(f"/kelola/orang/{person.person_id}/undang", {"undangan": ""}).status_code == 303
    return told(doors)[-1]


def password_of(doors: Doors, person_id: UUID) -> str | None:
    with doors.database.read() as rows:
        return rows.get_one(PersonRecord, person_id).password_hash


def test_an_invitation_leads_to_a_password_of_ones_own_and_in_once(doors: Doors) -> None:
    event = invited(doors)
    assert (event.purpose, event.person.jabatan) == ("invitation", "Camat Mentebah")
    visitor = doors.visitor("10.0.0.7")
    page = visitor.get(f"/undangan/{event.challenge_id}")
    assert event.person.email in page.text
    assert accept(visitor, event, code_of(event), "pendek", "pendek") == 422
    assert accept(visitor, event, code_of(event), "Bima.Santosa2026", "Bima.Santosa2026") == 422
    assert accept(visitor, event, code_of(event), NEW, NEW + "x") == 422
    assert accept(visitor, event, "000000") == 422
    assert password_of(doors, event.person.person_id) is None
    before = visitor.cookie
    assert accept(visitor, event, code_of(event)) == 303
    assert visitor.is_in
    assert visitor.cookie != before
    assert is_password(password_of(doors, event.person.person_id), NEW)
    assert visitor.post(f"/undangan/{event.challenge_id}", {"kode": code_of(event)}).status_code == 303
    assert accept(doors.visitor("10.0.0.8"), event, code_of(event)) == 404
    assert doors.visitor("10.0.0.9").try_password(event.person.email, NEW).status_code == 303


def test_all_who_were_not_invited_are_invited_once_and_a_new_invitation_voids_the_last(doors: Doors) -> None:
    admin = admin_of(doors)
    assert f"Undang semua yang belum diundang ({PEOPLE})" in admin.get("/kelola/orang").text
    for _ in range(2):
        assert admin.post("/kelola/orang/undang").status_code == 303
    assert len(told(doors)) == PEOPLE
    shown = admin.get("/kelola/orang").text
    assert "diundang, sampai" in shown
    assert "Semua orang sudah diundang." in shown
    first = next(event for event in told(doors) if event.person.jabatan == "Camat Mentebah")
    again = f"/kelola/orang/{first.person.person_id}/undang"
    for _ in range(2):
        admin.post(again, {"undangan": str(first.challenge_id)})
    assert len(told(doors)) == PEOPLE + 1
    assert accept(doors.visitor("10.0.0.7"), first, code_of(first)) == 404
    last = next(event for event in told(doors) if event.person == first.person and event != first)
    assert accept(doors.visitor("10.0.0.7"), last, code_of(last)) == 303
    assert "sudah masuk" in admin.get("/kelola/orang").text


def test_an_invitation_ends_after_its_week_and_after_five_wrong_codes(doors: Doors) -> None:
    event = invited(doors)
    visitor = doors.visitor("10.0.0.7")
    for _ in range(5):
        doors.wait_out()
        assert accept(visitor, event, "abcdef") == 422
    doors.wait_out()
    assert accept(visitor, event, code_of(event)) == 422
    assert not visitor.is_in
    late = invited(doors, "sekcam")
    doors.age(ChallengeRecord, "expires_at", timedelta(days=7, seconds=1))
    assert accept(doors.visitor("10.0.0.8"), late, code_of(late)) == 404


def test_a_code_opens_only_the_door_it_was_mailed_for(doors: Doors) -> None:
    event = invited(doors)
    visitor = doors.visitor("10.0.0.7")
    visitor.ask_for_code(event.person.email)
    with doors.database.read() as rows:
        sign_in = rows.scalars(select(ChallengeRecord.id).where(ChallengeRecord.purpose == "sign_in")).one()
    assert visitor.get(f"/undangan/{sign_in}").status_code == 404
    assert visitor.get("/lupa-sandi/kode").status_code == 303
    visitor.get("/lupa-sandi")
    visitor.post("/lupa-sandi", {"email": event.person.email})
    assert visitor.get("/masuk/kode").status_code == 303
    assert visitor.get("/lupa-sandi/baru").status_code == 303
    assert not visitor.is_in


def forget(visitor: Visitor, email: str) -> str:
    visitor.get("/lupa-sandi")
    assert visitor.post("/lupa-sandi", {"email": email}).status_code == 303
    return visitor.get("/lupa-sandi/kode").text.replace(email, "ALAMAT").replace(visitor.token, "")


def test_a_forgotten_password_is_replaced_by_mailed_code_and_every_other_session_ends(doors: Doors) -> None:
    email = doors.with_password("camat")
    elsewhere = doors.visitor("10.0.0.5")
    elsewhere.try_password(email)
    assert elsewhere.is_in
    visitor = doors.visitor("10.0.0.6")
    forget(visitor, email)
    event = told(doors)[-1]
    assert event.purpose == "password"
    assert visitor.post("/lupa-sandi/kode", {"kode": "000000"}).status_code == 422
    before = visitor.cookie
    assert visitor.post("/lupa-sandi/kode", {"kode": code_of(event)}).status_code == 303
    assert visitor.cookie != before
    visitor.get("/lupa-sandi/baru")
    assert visitor.post("/lupa-sandi/baru", {"sandi_baru": "kopi", "sandi_ulang": "kopi"}).status_code == 422
    assert visitor.post("/lupa-sandi/baru", {"sandi_baru": NEW, "sandi_ulang": NEW}).status_code == 303
    assert visitor.is_in
    assert elsewhere.get("/").status_code == 303
    assert doors.visitor("10.0.0.7").try_password(email, NEW).status_code == 303
    assert doors.visitor("10.0.0.8").try_password(email, PASSWORD).status_code == 422


def test_an_unknown_a_shared_and_a_known_address_get_the_same_answer(doors: Doors) -> None:
    known = doors.with_password("camat")
    shared = doors.share_address("sekcam", "kasubbag")
    answers = {forget(doors.visitor(), email) for email in (known, shared, "tidak.ada@contoh.example")}
    assert len(answers) == 1
    assert len(told(doors)) == 1


def test_a_code_for_a_new_password_opens_nothing_in_another_browser(doors: Doors) -> None:
    email = doors.with_password("camat")
    asked, other = doors.visitor("10.0.0.6"), doors.visitor("10.0.0.7")
    forget(other, "tidak.ada@contoh.example")
    forget(asked, email)
    assert other.post("/lupa-sandi/kode", {"kode": code_of(told(doors)[-1])}).status_code == 422
    assert other.get("/lupa-sandi/baru").status_code == 303


def test_my_own_password_is_changed_with_the_old_one_and_other_sessions_end(doors: Doors) -> None:
    email = doors.with_password("camat")
    here, there = doors.visitor("10.0.0.5"), doors.visitor("10.0.0.6")
    for visitor in (here, there):
        visitor.try_password(email)
    here.get("/akun")
    typed = {"sandi_lama": "bukan yang lama", "sandi_baru": NEW, "sandi_ulang": NEW}
    assert here.post("/akun", typed).status_code == 422
    before = here.cookie
    assert here.post("/akun", {**typed, "sandi_lama": PASSWORD}).status_code == 303
    assert here.is_in
    assert here.cookie != before
    assert not there.is_in
    assert "sudah diganti" in here.get("/akun?diganti=ya").text
    for _ in range(6):
        here.post("/akun", {**typed, "sandi_baru": "lain dari yang tadi", "sandi_ulang": "lain dari yang tadi"})
    refused = here.post("/akun", {"sandi_lama": NEW, "sandi_baru": NEW + " ya", "sandi_ulang": NEW + " ya"})
    assert "Terlalu banyak percobaan" in refused.text


@pytest.mark.parametrize("role", ["camat", "kasubbag"])
def test_only_the_admin_of_the_same_office_invites(doors: Doors, role: str) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person(role))
    target = f"/kelola/orang/{doors.office.person('sekcam').person_id}/undang"
    assert visitor.get("/kelola/orang").status_code == visitor.get("/kelola").status_code == 403
    assert visitor.post(target).status_code == visitor.post("/kelola/orang/undang").status_code == 403
    other = IntakeOffice(doors.database, demo_office("kecamatan-contoh"))
    stranger = doors.visitor().go_on_as(other.person("admin"))
    assert stranger.post(target).status_code == 404
    assert told(doors) == []
