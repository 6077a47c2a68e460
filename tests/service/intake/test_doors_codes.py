"""Signing in by a mailed code: six digits, ten minutes, five tries, one browser, and no word about who is known."""

from datetime import timedelta

import pytest

from services.intake.back_off import SignInRefused, of_codes_by
from services.intake.models import ChallengeRecord, FailureRecord
from services.intake.sign_in import Challenge, by_code, request_code
from services.intake.web.sessions import hash_of
from shared.clock import machine_now
from shared.events.intake import SignInCodeRequested
from tests.visitors import PASSWORD, SECRET, Doors


def test_the_mailed_code_opens_the_door_once(doors: Doors) -> None:
    visitor = doors.visitor()
    assert visitor.ask_for_code(doors.email_of("camat")).location == "/masuk/kode"
    code = doors.mailed_code()
    assert visitor.try_code(f"{code[:3]} {code[3:]}").location == "/"
    assert visitor.is_in


def test_asking_for_a_code_tells_notify_a_challenge_and_never_the_digits(doors: Doors) -> None:
    doors.visitor().ask_for_code(doors.email_of("camat"))
    (event,) = doors.office.events(SignInCodeRequested)
    assert event.person.person_id == doors.office.person("camat").person_id
    assert doors.mailed_code() not in repr(event)


def test_a_known_and_an_unknown_address_get_the_same_answer(doors: Doors) -> None:
    shared = doors.share_address("camat", "sekcam")
    pages = []
    for email in (doors.email_of("kasubbag"), "tidak.ada@contoh.example", shared):
        visitor = doors.visitor()
        assert visitor.ask_for_code(email).location == "/masuk/kode"
        pages.append(visitor.get("/masuk/kode").text.replace(email, "…").replace(visitor.token, "…"))
    assert pages[0] == pages[1] == pages[2]
    assert len(doors.office.events(SignInCodeRequested)) == 1


def test_codes_that_were_used_are_not_held_against_a_whole_office_behind_one_address(doors: Doors) -> None:
    with doors.database.write() as rows:
        of_office = of_codes_by("10.0.0.1")
        rows.add(FailureRecord(key=of_office.key, failures=of_office.free - 2, waits_until=machine_now()))
    for role in ("camat", "sekcam", "kasubbag", "staf"):
        visitor = doors.visitor()
        assert visitor.ask_for_code(doors.email_of(role)).location == "/masuk/kode"
        visitor.try_code(doors.mailed_code())
        assert visitor.is_in


def test_an_address_of_several_people_needs_the_password_as_well(doors: Doors) -> None:
    email = doors.share_address("camat", "sekcam")
    doors.visitor().ask_for_code(email)
    doors.visitor().ask_for_code(email, "bukan sandinya")
    assert doors.office.events(SignInCodeRequested) == []
    visitor = doors.visitor()
    visitor.ask_for_code(email, PASSWORD)
    visitor.try_code(doors.mailed_code())
    assert doors.office.person("camat").name in visitor.get("/").text


def test_a_code_opens_only_the_browser_that_asked_for_it(doors: Doors) -> None:
    asked, other = doors.visitor(), doors.visitor()
    other.ask_for_code("tidak.ada@contoh.example")
    asked.ask_for_code(doors.email_of("camat"))
    code = doors.mailed_code()
    assert other.try_code(code).status_code == 422
    assert not other.is_in
    asked.try_code(code)
    assert asked.is_in


def test_the_right_digits_for_a_challenge_open_nothing_with_another_browsers_mark(doors: Doors) -> None:
    with doors.office.work() as work:
        asked = request_code(work, doors.office.person("camat").person_id, hash_of("the browser that asked"))
    elsewhere = Challenge(asked.id, hash_of("another browser"))
    with doors.database.write() as rows, pytest.raises(SignInRefused, match="peramban lain"):
        by_code(rows, elsewhere, doors.mailed_code(), SECRET)
    with doors.database.write() as rows:
        assert by_code(rows, asked, doors.mailed_code(), SECRET) == doors.office.person("camat").person_id


def test_the_fifth_wrong_code_is_the_last(doors: Doors) -> None:
    visitor = doors.visitor()
    visitor.ask_for_code(doors.email_of("camat"))
    code = doors.mailed_code()
    wrong = "000000" if code != "000000" else "111111"
    assert "masih dapat mencoba 4 kali" in visitor.try_code(wrong).text
    for _ in range(4):
        visitor.try_code(wrong)
    doors.wait_out()
    assert "sudah dicoba terlalu sering" in visitor.try_code(code).text
    assert not visitor.is_in


def test_a_code_is_good_for_ten_minutes(doors: Doors) -> None:
    visitor = doors.visitor()
    visitor.ask_for_code(doors.email_of("camat"))
    code = doors.mailed_code()
    doors.age(ChallengeRecord, "expires_at", timedelta(minutes=10))
    assert "sudah tidak berlaku" in visitor.try_code(code).text
    assert not visitor.is_in


def test_wrong_codes_count_against_the_address_however_many_codes_are_asked_for(doors: Doors) -> None:
    email = doors.email_of("camat")
    for number in range(5):
        visitor = doors.visitor(f"10.0.1.{number}")
        visitor.ask_for_code(email)
        assert "tidak cocok" in visitor.try_code("x").text
    visitor = doors.visitor("10.0.1.9")
    doors_answer = visitor.ask_for_code(email)
    assert doors_answer.status_code == 422
    assert "Terlalu banyak percobaan" in doors_answer.text


def test_nobody_can_fill_a_mailbox_with_codes(doors: Doors) -> None:
    email = doors.email_of("camat")
    answers = [doors.visitor(f"10.0.2.{number}").ask_for_code(email).status_code for number in range(8)]
    assert answers == [303] * 5 + [422] * 3
    assert len(doors.office.events(SignInCodeRequested)) == 5
    unknown = [doors.visitor(f"10.0.3.{n}").ask_for_code("tidak.ada@contoh.example").status_code for n in range(8)]
    assert unknown == answers
