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

DECIMALS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**24), 10**24), st.integers(0, 8)
)


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


@pytest.mark.parametrize(
    ("text", "satuan", "value"),
    [
        ("-5", "-", "-5"),
        ("11", "1", "11"),
        ("5", "%", "5"),
        ("5 Org.", "org.", "5"),
        ("12  desa /  kelurahan", "Desa / Kelurahan ", "12"),
        ("1.234 km2", "km2", "1234"),
        ("3 100 KK", "100 KK", "3"),
        ("Rp 5 juta", "juta", "5"),
    ],
)
def test_the_satuan_goes_and_the_number_stays_whole(text: str, satuan: str, value: str) -> None:
    assert str(parse_id(text, satuan).value) == value


@pytest.mark.parametrize(
    ("text", "satuan"), [("12100 KK", "100 KK"), ("km25", "km2"), ("–5", "–"), ("- 5", "-"), ("15ß", "ss")]
)
def test_a_satuan_never_takes_a_part_of_the_number_with_it(text: str, satuan: str) -> None:
    with pytest.raises(NumberRefused):
        parse_id(text, satuan)


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
        (".5", ["0.5", "5"]),
        (",5", ["0.5", "5"]),
        ("-,5", ["-0.5", "-5"]),
        ("5,", ["5"]),
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


@pytest.mark.parametrize("text", ["", "WTP", "n/a", "١٢", "1e5", "12 34", "--5", "5-", "٪", "9" * 41, "*" * 500_000])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_id(text)


@given(DECIMALS)
def test_a_number_that_was_printed_is_read_back_with_the_same_digits(value: Decimal) -> None:
    assert parse_id(format_id(value)).value.as_tuple() == value.as_tuple()


@given(DECIMALS, st.sampled_from(["Persen", "-", "100 KK", "m2", "Rp"]))
def test_a_satuan_and_a_mark_behind_a_number_change_nothing_of_it(value: Decimal, satuan: str) -> None:
    behind = f" {satuan}" if satuan != "-" else ""
    assert parse_id(f"{format_id(value)}{behind}*", satuan) == TypedNumber(value, provisional=True)


@given(st.text("0123456789.,-−*% Rp", max_size=12))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(text: str) -> None:
    said = None
    try:
        parse_id(text)
    except NumberRefused as refused:
        said = refused.message
    assert said is None or said.endswith(".")


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
        ("0.50", "nol koma lima nol"),
        ("1001000", "satu juta seribu"),
        ("21000", "dua puluh satu ribu"),
        ("2000000000000000", "dua kuadriliun"),
        ("1" + "0" * 28 + "7", " ".join(["satu", *["nol"] * 28, "tujuh"])),
    ],
)
def test_a_number_is_spelled_in_words(value: str, words: str) -> None:
    assert spell_id(Decimal(value)) == words


@pytest.mark.parametrize(
    ("value", "rounded"), [("1/200", "0.01"), ("-1/200", "-0.01"), ("-1/2000", "0.00"), ("2/3", "0.67"), ("5", "5.00")]
)
def test_rounding_is_half_up_from_the_exact_fraction(value: str, rounded: str) -> None:
    assert str(round_half_up(Fraction(value))) == rounded


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half_a_place(value: Fraction, places: int) -> None:
    rounded = round_half_up(value, places)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)
    assert rounded.as_tuple().exponent == -places


def test_rounding_keeps_every_digit_of_a_large_figure() -> None:
    assert str(round_half_up(Fraction(10**30 + 1))) == f"{10**30 + 1}.00"
