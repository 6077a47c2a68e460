"""Signing in by password: the same answer for every wrong try, waits that grow and end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from services.intake.back_off import TooManyTries, count_try, of_address, of_client
from services.intake.models import FailureRecord
from services.intake.passwords import hash_password, is_password
from tests.visitors import PASSWORD, Doors, Visitor


def test_the_right_password_opens_the_tasks(doors: Doors) -> None:
    visitor = doors.visitor()
    answer = visitor.try_password(doors.with_password("camat").upper())
    assert (answer.status_code, answer.location) == (303, "/")
    assert visitor.is_in


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(doors: Doors) -> None:
    email = doors.with_password("camat")
    wrong = doors.visitor("10.0.0.1").try_password(email, "bukan sandinya")
    unknown = doors.visitor("10.0.0.2").try_password("tidak.ada@contoh.example", "bukan sandinya")
    assert wrong.status_code == unknown.status_code == 422
    assert "E-mail dan kata sandi tidak cocok." in wrong.text
    assert "E-mail dan kata sandi tidak cocok." in unknown.text


def test_somebody_without_a_password_cannot_come_in_by_one(doors: Doors) -> None:
    visitor = doors.visitor()
    visitor.try_password(doors.email_of("camat"), "a password that nobody has")
    assert not visitor.is_in


def test_a_typed_address_stays_and_a_typed_password_does_not(doors: Doors) -> None:
    answer = doors.visitor().try_password("salah.ketik@contoh.example", "rahasia-sekali")
    assert "salah.ketik@contoh.example" in answer.text
    assert "rahasia-sekali" not in answer.text


def test_after_five_failures_an_address_waits_and_the_page_says_how_long(doors: Doors) -> None:
    email = doors.with_password("camat")
    for _ in range(5):
        assert "tidak cocok" in doors.visitor().try_password(email, "salah").text
    answer = doors.visitor("10.0.0.9").try_password(email)
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan. Coba lagi 10 detik lagi." in answer.text


def test_the_wait_grows_but_never_beyond_fifteen_minutes_and_ends_with_the_right_password(doors: Doors) -> None:
    email = doors.with_password("camat")
    for _ in range(14):
        doors.wait_out()
        doors.visitor().try_password(email, "salah")
    assert "Coba lagi 15 menit lagi." in doors.visitor().try_password(email).text
    doors.wait_out()
    visitor = doors.visitor()
    visitor.try_password(email)
    assert visitor.is_in
    assert "tidak cocok" in doors.visitor().try_password(email, "salah").text


def test_failures_long_past_count_no_more(doors: Doors) -> None:
    email = doors.with_password("camat")
    for _ in range(6):
        doors.wait_out()
        doors.visitor().try_password(email, "salah")
    doors.age(FailureRecord, "waits_until", timedelta(hours=2))
    doors.visitor().try_password(email, "salah")
    assert "tidak cocok" in doors.visitor().try_password(email, "salah").text


def test_some_colleagues_mistyping_at_one_office_address_do_not_make_the_others_wait(doors: Doors) -> None:
    for number in range(8):
        doors.visitor("10.0.0.1").try_password(f"orang{number}@contoh.example", "salah")
    visitor = doors.visitor("10.0.0.1")
    visitor.try_password(doors.with_password("camat"))
    assert visitor.is_in


def test_one_client_that_tries_many_addresses_waits_too(doors: Doors) -> None:
    texts = [doors.visitor("10.0.0.7").try_password(f"p{n}@contoh.example", "salah").text for n in range(31)]
    assert "Terlalu banyak percobaan" not in texts[29]
    assert "Terlalu banyak percobaan" in texts[30]


def test_tries_at_the_same_moment_cannot_slip_past_the_wait(doors: Doors) -> None:
    together = Barrier(8)

    def attempt(number: int) -> bool:
        together.wait(timeout=20)
        try:
            with doors.database.write() as rows:
                count_try(rows, of_address("sama@contoh.example"), of_client(f"10.0.5.{number}"))
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(8))) == 5


def test_no_row_of_a_failure_names_an_address(doors: Doors) -> None:
    doors.visitor("10.9.8.7").try_password("seseorang@contoh.example", "salah")
    with doors.database.read() as rows:
        keys = rows.scalars(select(FailureRecord.key)).all()
    assert keys
    assert not any("seseorang" in key or "10.9.8.7" in key for key in keys)


def test_people_who_share_an_address_are_told_apart_by_their_passwords(doors: Doors) -> None:
    email = doors.share_address("camat", "sekcam")
    visitor = doors.visitor()
    visitor.try_password(email)
    assert doors.office.person("camat").name in visitor.get("/").text


def test_a_password_is_kept_as_argon2id_within_the_memory_of_a_small_server() -> None:
    kept = hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert is_password(kept, PASSWORD)
    assert not is_password(kept, PASSWORD + " ")


def test_in_production_nobody_can_go_on_as_somebody(doors: Doors) -> None:
    visitor = Visitor(doors.app_with(MODE="production"))
    assert "Lanjutkan sebagai" not in visitor.get("/masuk").text
    person = doors.office.person("camat").person_id
    assert visitor.post("/contoh/lanjut-sebagai", {"orang": str(person)}).status_code == 404
    assert not visitor.is_in
