"""What a new password must be, and when a report is due."""

from datetime import date

import pytest
from argon2 import extract_parameters

from services.intake.domain.final_date import day_in_year, final_date
from services.intake.passwords import NOBODYS, hash_password, password_problem

BUDI = ("Budi Santoso, S.Sos. (contoh)", "budi.santoso@mentebah.contoh.example")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("sebelas1234", "paling sedikit 12 huruf"),
        ("x" * 201, "paling banyak 200 huruf"),
        ("Password12345!", "terlalu mudah ditebak"),
        ("kata-sandi-2026", "terlalu mudah ditebak"),
        ("123456789012", "terlalu mudah ditebak"),
        ("aaaaaaaaaaaa", "terlalu mudah ditebak"),
        ("Budi.Santoso2026", "nama atau alamat"),
        ("budi.santoso@mentebah.contoh.example", "nama atau alamat"),
        ("1980-Santoso-1980", "nama atau alamat"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_with_the_reason(password: str, said: str) -> None:
    assert said in (password_problem(password, *BUDI) or "")


@pytest.mark.parametrize("password", ["kopi pagi di teras", "sungai kapuas deras sekali", "Budi naik sepeda biru"])
def test_a_few_words_of_ones_own_will_do(password: str) -> None:
    assert password_problem(password, *BUDI) is None


def test_an_unknown_account_takes_as_long_as_a_wrong_password() -> None:
    assert extract_parameters(NOBODYS) == extract_parameters(hash_password("kopi pagi di teras"))


def test_a_report_is_due_two_months_after_the_years_end_or_on_the_offices_own_earlier_day() -> None:
    assert final_date("2025", None) == date(2026, 2, 28)
    assert final_date("2027", None) == date(2028, 2, 29)
    assert final_date("2025", "02-15") == date(2026, 2, 15)
    assert final_date("2025", "02-29") == date(2026, 2, 28)
    assert final_date("2025", "06-30") == date(2026, 2, 28)
    assert final_date("Triwulan I", None) is None


def test_a_day_of_the_year_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="day"):
        day_in_year("02-30", 2026)
