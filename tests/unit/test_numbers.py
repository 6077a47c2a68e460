"""Numbers as people type them: a decimal point is never guessed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.numbers import (
    AmbiguousNumber,
    NotANumber,
    NumberRefused,
    TypedNumber,
    format_id,
    parse_id,
    round_half_up,
    spell_id,
)

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("87,5", "87.5"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("1.234.567,50", "1234567.50"),
        ("1234,5", "1234.5"),
        (" −37,60 ", "-37.60"),
        ("-5", "-5"),
        ("0", "0"),
        ("0,125", "0.125"),
        ("Rp 1.000", "1000"),
        ("Rp1.500.000,00", "1500000.00"),
        ("87,5 %", "87.5"),
        ("12 desa", "12"),
    ],
)
def test_a_number_is_read_as_indonesians_write_it_with_its_digits_kept(text: str, value: str) -> None:
    assert str(parse_id(text, satuan="Desa").value) == value


def test_an_asterisk_marks_a_provisional_figure() -> None:
    assert parse_id("352.390*") == TypedNumber(Decimal(352390), provisional=True)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("87.5", ["87.5", "875"]),
        ("0.125", ["0.125", "125"]),
        ("1,234.56", ["1234.56", "123456"]),
        ("1,2,3", ["12.3", "123"]),
        ("1403.419.201", ["1403419.201", "1403419201"]),
        ("01.234", ["1.234", "1234"]),
    ],
)
def test_what_could_mean_two_numbers_is_refused_with_its_readings(text: str, readings: list[str]) -> None:
    with pytest.raises(AmbiguousNumber) as refused:
        parse_id(text)
    assert list(refused.value.readings) == [Decimal(reading) for reading in readings]


def test_the_message_shows_both_readings() -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_id("87.5")
    assert refused.value.message == (
        "Kami tidak yakin dengan “87.5”. Maksud Anda 87,5 (delapan puluh tujuh koma lima) atau 875?"
        " Gunakan koma untuk desimal."
    )


@pytest.mark.parametrize("text", ["", "WTP", "n/a", "١٢", "1e5", "12 34", "--5", "5-", "٪", "9" * 41])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_id(text)


@given(DECIMALS)
def test_a_number_that_was_printed_is_read_back_the_same(value: Decimal) -> None:
    assert parse_id(format_id(value)).value == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("8726.67", "8.726,67"), ("-37.60", "-37,60"), ("100.00", "100,00"), ("70", "70"), ("1E+5", "100.000")],
)
def test_a_figure_is_printed_with_the_digits_it_has(value: str, text: str) -> None:
    assert format_id(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("87.5", "delapan puluh tujuh koma lima"),
        ("1234", "seribu dua ratus tiga puluh empat"),
        ("-11.05", "minus sebelas koma nol lima"),
        ("1000000", "satu juta"),
        ("101115", "seratus satu ribu seratus lima belas"),
        ("0", "nol"),
    ],
)
def test_a_number_is_spelled_in_words(value: str, words: str) -> None:
    assert spell_id(Decimal(value)) == words


@pytest.mark.parametrize(
    ("value", "rounded"), [("1/200", "0.01"), ("-1/200", "-0.01"), ("-1/2000", "0.00"), ("2/3", "0.67"), ("5", "5.00")]
)
def test_rounding_is_half_up_from_the_exact_fraction(value: str, rounded: str) -> None:
    assert str(round_half_up(Fraction(value))) == rounded
