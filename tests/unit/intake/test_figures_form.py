"""What a unit types is taken as it means it, or asked about; nothing typed is guessed."""

from decimal import Decimal
from uuid import uuid4

import pytest

from services.intake.asked_realisasi import BOTH, EMPTY
from services.intake.asked_triwulan import NO_REASON_NEEDED
from services.intake.figures_form import Figures, read_figures
from services.intake.models import CycleIndicatorRecord
from shared.numbers import format_id


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


QUARTERS = {"tw1": "10", "tw2": "20", "tw3": "30", "tw4": "40"}


def by_triwulan(summary: str = "jumlah", targets: dict[str, str] = QUARTERS) -> CycleIndicatorRecord:
    asked = indicator()
    asked.details = {**targets, **({"tw_summary": summary} if summary else {})}
    return asked


def quarters(*typed: str, **others: str) -> dict[str, str]:
    of_triwulan = {f"tw{number}-IK-01": text for number, text in enumerate(typed, start=1)}
    return of_triwulan | {f"{name}-IK-01": text for name, text in others.items()}


@pytest.mark.parametrize(
    ("summary", "year"),
    [("jumlah", "73.75"), ("rata_rata", "18.44"), ("nilai_terakhir", "40.75"), ("kumulatif", "40.75")],
)
def test_a_year_is_worked_out_from_its_triwulan(summary: str, year: str) -> None:
    (value,) = read_figures([by_triwulan(summary)], quarters("5", "10*", "18", "40,75")).values
    assert (str(value.realisasi), value.summary, value.provisional) == (
        year,
        summary,
        summary in ("jumlah", "rata_rata"),
    )
    assert [(each.number, each.target, each.realisasi) for each in value.triwulan][-1] == (
        4,
        Decimal(40),
        Decimal("40.75"),
    )
    same = quarters("5", "10", "18", "40,75", realisasi=format_id(Decimal(year)))
    assert str(read_figures([by_triwulan(summary)], same).values[0].realisasi) == year


def test_a_typed_year_that_differs_from_its_triwulan_is_refused_with_both_figures() -> None:
    errors = read_figures([by_triwulan()], quarters("5", "10", "18", "40", realisasi="80")).errors
    assert list(errors) == ["realisasi-IK-01"]
    assert "di sini 80, sedangkan dari triwulan (jumlah semua triwulan) 73." in errors["realisasi-IK-01"][0]
    assert "Kosongkan" in errors["realisasi-IK-01"][0]


def test_a_missing_triwulan_is_named_and_never_zero() -> None:
    half = quarters("5", "", "18", "")
    errors = read_figures([by_triwulan()], half).errors
    assert errors["tw2-IK-01"][0].startswith("Isi realisasi TW II.")
    assert list(errors) == ["tw2-IK-01", "tw4-IK-01"]
    assert list(read_figures([by_triwulan("kumulatif")], half).errors) == ["tw4-IK-01"]
    (value,) = read_figures([by_triwulan()], half | {"realisasi-IK-01": "60"}).values
    assert value.realisasi == 60
    assert [each.realisasi for each in value.triwulan] == [5, None, 18, None]
    (value,) = read_figures([by_triwulan()], half | {"alasan-IK-01": "belum_ada"}).values
    assert (value.realisasi, value.reason) == (None, "belum_ada")


def test_only_triwulan_with_a_target_are_asked_for() -> None:
    (value,) = read_figures([by_triwulan("rata_rata", {"tw2": "1", "tw4": "2"})], quarters("9", "1", "9", "2")).values
    assert (value.realisasi, [each.number for each in value.triwulan]) == (Decimal("1.50"), [2, 4])
    (value,) = read_figures([indicator()], quarters("9", "9", realisasi="5")).values
    assert (value.realisasi, len(value.triwulan)) == (Decimal(5), 0)


def test_a_year_that_is_not_worked_out_from_triwulan_is_asked_for_beside_them() -> None:
    assert read_figures([by_triwulan("")], quarters("1", "1", "1", "1")).errors == {"realisasi-IK-01": [EMPTY]}
    (value,) = read_figures([by_triwulan("")], quarters("1", "", "1", "1", realisasi="7")).values
    assert (value.realisasi, value.summary) == (Decimal(7), "")


def test_a_reason_beside_a_whole_year_of_triwulan_is_refused_unless_both_say_zero() -> None:
    errors = read_figures([by_triwulan()], quarters("1", "1", "1", "1", alasan="belum_ada")).errors
    assert errors == {"alasan-IK-01": [NO_REASON_NEEDED]}
    (value,) = read_figures([by_triwulan()], quarters("0", "0", "0", "0", alasan="nol")).values
    assert value.realisasi == 0


def test_what_is_no_number_is_said_at_its_triwulan() -> None:
    errors = read_figures([by_triwulan()], quarters("87.5", "1", "1", "1")).errors
    assert list(errors) == ["tw1-IK-01"]
    assert "87,5" in errors["tw1-IK-01"][0]
