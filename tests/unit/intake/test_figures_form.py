"""What a unit types is taken as it means it, or asked about; nothing typed is guessed."""

from decimal import Decimal
from uuid import uuid4

import pytest

from services.intake.asked_realisasi import BOTH, EMPTY
from services.intake.figures_form import Figures, read_figures
from services.intake.models import CycleIndicatorRecord


def indicator(code: str = "IK-01") -> CycleIndicatorRecord:
    return CycleIndicatorRecord(
        id=uuid4(),
        cycle_id=uuid4(),
        unit_id=uuid4(),
        code=code,
        row=1,
        sasaran="Meningkatnya pelayanan",
        indikator="Indeks Kepuasan Masyarakat",
        satuan="Nilai",
        direction="naik",
        target=Decimal("84.75"),
        target_text="84,75",
        last_value="",
        source="",
    )


def test_a_number_is_taken_with_its_digits_and_its_mark() -> None:
    figures = read_figures([indicator()], {"realisasi-IK-01": " 1.234,50* nilai", "penjelasan-IK-01": "Survei."})
    (value,) = figures.values
    assert (str(value.realisasi), value.provisional, value.reason, value.explanation) == (
        "1234.50",
        True,
        None,
        "Survei.",
    )


def test_zero_must_be_said_and_is_then_a_number() -> None:
    (value,) = read_figures([indicator()], {"alasan-IK-01": "nol"}).values
    assert (value.realisasi, value.reason) == (Decimal(0), None)


@pytest.mark.parametrize("reason", ["belum_ada", "tidak_berlaku"])
def test_a_reason_in_place_of_a_number_leaves_the_number_empty(reason: str) -> None:
    (value,) = read_figures([indicator()], {"alasan-IK-01": reason}).values
    assert (value.realisasi, value.reason) == (None, reason)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, EMPTY),
        ({"realisasi-IK-01": "   "}, EMPTY),
        ({"realisasi-IK-01": "banyak"}, "“banyak” bukan angka. Tulis angkanya saja, misalnya 87,5 atau 1.234."),
        ({"realisasi-IK-01": "5", "alasan-IK-01": "belum_ada"}, BOTH),
    ],
)
def test_what_is_not_clear_is_asked_about(typed: dict[str, str], message: str) -> None:
    assert read_figures([indicator()], typed).errors == {"realisasi-IK-01": [message]}


def test_a_guessable_decimal_point_is_asked_about_with_both_readings() -> None:
    (message,) = read_figures([indicator()], {"realisasi-IK-01": "87.5"}).errors["realisasi-IK-01"]
    assert "87,5 (delapan puluh tujuh koma lima) atau 875" in message


def test_every_wrong_field_is_named_at_once() -> None:
    figures = read_figures([indicator("A"), indicator("B")], {"realisasi-A": "x"})
    assert set(figures.errors) == {"realisasi-A", "realisasi-B"}


def limited(text: str, reason: str = "") -> Figures:
    asked = indicator()
    asked.target, asked.target_text = None, "≥ 100"
    return read_figures([asked], {"realisasi-IK-01": text, "alasan-IK-01": reason})


def test_where_the_target_is_a_limit_a_number_or_a_limit_is_an_answer() -> None:
    (value,) = limited("125 nilai").values
    assert (value.realisasi, value.realisasi_text) == (Decimal(125), "")
    (value,) = limited(" lebih dari  125 ").values
    assert (value.realisasi, value.realisasi_text, value.reason) == (None, "lebih dari 125", None)
    assert "87,5 (delapan puluh" in limited("> 87.5").errors["realisasi-IK-01"][0]
    assert limited("> 125", "nol").errors == {"realisasi-IK-01": [BOTH]}
    assert read_figures([indicator()], {"realisasi-IK-01": "> 125"}).errors
