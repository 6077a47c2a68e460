"""Each finding on figures made for it, and on neighbours that must stay quiet."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.analysis.domain.findings import (
    Cell,
    Code,
    Column,
    EarlierYear,
    FigureRow,
    Finding,
    Severity,
    check_row,
    check_rows,
)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def row(
    target: str | None, realisasi: str | None, *earlier: str, satuan: str = "%", spent: str | None = None, at: int = 1
) -> FigureRow:
    """A row of which `earlier` are the realisasi of the years before, newest first."""
    years = tuple(EarlierYear(str(2024 - back), Decimal(each)) for back, each in enumerate(earlier))
    return FigureRow(
        row=at, satuan=satuan, target=number(target), realisasi=number(realisasi), earlier=years, spent=number(spent)
    )


def only(of: FigureRow) -> Finding:
    (found,) = check_row(of)
    return found


@pytest.mark.parametrize(
    ("realisasi", "earlier", "words"),
    [
        ("885", ["87.2"], "sekitar 10 kali"),
        ("8.85", ["87.2"], "hanya sekitar 1/10 dari"),
        ("8850", ["87.2"], "sekitar 100 kali"),
        ("0.885", ["87.2"], "hanya sekitar 1/100 dari"),
        ("88500", ["87.2"], "sekitar 1.000 kali"),
        ("0.0885", ["87.2"], "hanya sekitar 1/1.000 dari"),
    ],
)
def test_a_power_of_ten_away_from_history_is_a_slip(realisasi: str, earlier: list[str], words: str) -> None:
    found = only(row("88", realisasi, *earlier))
    assert (found.code, found.severity) == (Code.SCALE_SLIP, Severity.CHECK)
    assert found.cell == Cell(1, Column.REALISASI)
    assert f"{words} realisasi tahun lalu (87,2)." in found.sentence


def test_without_history_the_target_shows_the_slip() -> None:
    found = only(row("105", "0.15"))
    assert found.code is Code.SCALE_SLIP
    assert found.sentence == (
        "Realisasi 0,15 hanya sekitar 1/1.000 dari targetnya (105). Mohon periksa letak koma dan satuannya."
    )


def test_a_realisasi_as_in_other_years_points_to_the_target() -> None:
    found = only(row("850", "86", "85", "84"))
    assert (found.code, found.cell) == (Code.SCALE_SLIP, Cell(1, Column.TARGET))
    assert found.sentence.startswith("Target 850 sekitar 10 kali nilai tengah 2 tahun sebelumnya (84,5).")


@pytest.mark.parametrize(("target", "realisasi"), [("50", "302.97"), ("4", "1"), ("10", "1"), ("34", "0")])
def test_a_strong_or_weak_result_is_no_slip(target: str, realisasi: str) -> None:
    assert check_row(row(target, realisasi, satuan="inovasi")) == ()


def test_a_share_of_one_percent_instead_of_ten_is_still_looked_at() -> None:
    assert only(row("10", "1", satuan="%")).code is Code.SCALE_SLIP


@pytest.mark.parametrize(
    ("realisasi", "earlier"),
    [("60", ["82", "81", "83"]), ("120", ["82", "81", "83", "80"]), ("300", ["80"]), ("26", ["80"]), ("-80", ["80"])],
)
def test_far_from_its_own_history_is_an_outlier(realisasi: str, earlier: list[str]) -> None:
    found = only(row(None, realisasi, *earlier))
    assert (found.code, found.cell) == (Code.OUTLIER, Cell(1, Column.REALISASI))
    assert "mohon jelaskan" in found.sentence


@pytest.mark.parametrize(
    ("realisasi", "earlier"),
    [("88", ["82", "81", "83"]), ("100", ["80"]), ("40", ["80"]), ("150", ["40", "100", "160"]), ("5", ["0"])],
)
def test_an_ordinary_change_is_no_outlier(realisasi: str, earlier: list[str]) -> None:
    assert check_row(row(None, realisasi, *earlier)) == ()


def test_a_small_count_may_change_by_multiples() -> None:
    assert check_row(row("4", "1", "4", "3", "5", satuan="inovasi")) == ()


def test_last_years_pair_shows_a_swap() -> None:
    last = EarlierYear("2024", Decimal(64), Decimal(100))
    swapped = FigureRow(row=3, satuan="orang", target=Decimal(66), realisasi=Decimal(100), earlier=(last,))
    found = only(swapped)
    assert (found.code, found.severity, found.cell) == (Code.SWAPPED, Severity.CHECK, Cell(3, Column.REALISASI))
    assert found.sentence == "Target 66 dan realisasi 100 mungkin tertukar. Mohon periksa keduanya."
    assert check_row(replace(swapped, target=Decimal(100), realisasi=Decimal(66))) == ()


def test_a_ragged_target_and_a_round_realisasi_look_swapped() -> None:
    found = only(row("141.92", "100"))
    assert (found.code, found.severity) == (Code.SWAPPED, Severity.NOTE)
    assert check_row(row("100", "141.92")) == ()


def test_all_of_a_ragged_share_is_no_swap() -> None:
    assert check_row(row("98.25", "100")) == ()


def test_a_target_set_to_last_years_result_is_no_swap() -> None:
    assert check_row(row("97.53", "80", "97.53")) == ()


def codes(of: FigureRow) -> set[Code]:
    return {found.code for found in check_row(of)}


@pytest.mark.parametrize(
    ("target", "realisasi", "severity"),
    [("88", "84.75", Severity.CHECK), ("90", "85", Severity.NOTE), ("84.75", "84.75", Severity.CHECK)],
)
def test_exactly_last_years_figure_is_named(target: str, realisasi: str, severity: Severity) -> None:
    found = only(row(target, realisasi, realisasi))
    assert (found.code, found.severity) == (Code.SAME_AS_LAST_YEAR, severity)
    assert "sama persis dengan realisasi tahun 2024" in found.sentence


@pytest.mark.parametrize(("target", "realisasi"), [("100", "100"), ("5", "0"), ("12", "12"), ("90", "100")])
def test_nothing_all_and_what_was_aimed_at_may_stay_the_same(target: str, realisasi: str) -> None:
    assert check_row(row(target, realisasi, realisasi)) == ()


def test_only_the_year_before_counts_as_last_year() -> None:
    assert check_row(row("88", "84.75", "83.10", "84.75")) == ()


def computed(realisasi: str, numerator: str, denominator: str, satuan: str = "%") -> FigureRow:
    usual = row("88", realisasi, satuan=satuan)
    return replace(usual, numerator=Decimal(numerator), denominator=Decimal(denominator))


def test_a_realisasi_that_is_not_what_its_components_give_is_asked_about() -> None:
    found = only(computed("80", "45", "60"))
    assert (found.code, found.severity, found.cell.column) == (
        Code.COMPONENTS_DIFFER,
        Severity.CHECK,
        Column.REALISASI,
    )
    assert found.sentence == (
        "Realisasi 80 tidak sesuai dengan pembilang dan penyebutnya: 45 ÷ 60 × 100 = 75,00. Mohon periksa ketiganya."
    )


@pytest.mark.parametrize(
    ("realisasi", "numerator", "denominator", "satuan"),
    [
        ("75", "45", "60", "%"),
        ("66.66", "2", "3", "%"),
        ("66.67", "2", "3", "%"),
        ("67", "2", "3", "%"),
        ("0.75", "45", "60", "indeks"),
        ("12.5", "1", "8000", "per 100.000"),
        ("80", "45", "0", "%"),
    ],
)
def test_rounding_another_multiplier_and_a_penyebut_of_zero_are_no_difference(
    realisasi: str, numerator: str, denominator: str, satuan: str
) -> None:
    found = check_row(computed(realisasi, numerator, denominator, satuan))
    assert Code.COMPONENTS_DIFFER not in {each.code for each in found}


def test_a_realisasi_in_words_wants_its_proof_too_and_is_a_result() -> None:
    bare = replace(row(None, None), realisasi_text="WTP", evidence=0, spent=Decimal(5))
    assert only(bare).sentence == "Realisasi WTP belum disertai bukti dukung."


def test_a_realisasi_without_a_file_is_noted() -> None:
    bare = replace(row("88", "84.75"), evidence=0)
    assert (only(bare).code, only(bare).cell.column) == (Code.NO_EVIDENCE, Column.BUKTI)
    assert check_row(replace(bare, evidence=1)) == ()
    assert check_row(replace(bare, evidence=None)) == ()
    assert check_row(replace(bare, realisasi=None)) == ()


def test_money_without_a_result_is_named() -> None:
    none, nothing = row("88", None, spent="1000"), row("88", "0", spent="1000")
    assert (only(none).code, only(none).severity) == (Code.SPENT_WITHOUT_RESULT, Severity.NOTE)
    assert (only(nothing).code, only(nothing).severity) == (Code.SPENT_WITHOUT_RESULT, Severity.CHECK)
    assert check_row(replace(nothing, higher_is_better=False)) == ()
    assert check_row(replace(nothing, spent=Decimal(0))) == ()
    assert check_row(replace(nothing, realisasi=Decimal(70))) == ()


@pytest.mark.parametrize(("pagu", "spent", "is_above"), [("100", "101", True), ("0", "1", True), ("100", "100", False)])
def test_more_than_the_pagu_is_serious(pagu: str, spent: str, *, is_above: bool) -> None:
    found = check_row(replace(row("88", "87"), pagu=Decimal(pagu), spent=Decimal(spent)))
    assert [each.code for each in found] == [Code.ABOVE_PAGU] * is_above
    assert all(each.severity is Severity.SERIOUS for each in found)
    assert all(each.cell.column is Column.ANGGARAN_REALISASI for each in found)


def test_an_unknown_pagu_is_not_exceeded() -> None:
    assert check_row(row("88", "87", spent="100")) == ()


def test_one_slip_is_explained_once() -> None:
    last = EarlierYear("2024", Decimal(85), Decimal(8500))
    assert codes(FigureRow(row=1, satuan="x", target=Decimal(86), realisasi=Decimal(8600), earlier=(last,))) == {
        Code.SWAPPED
    }


def test_a_power_of_ten_is_a_better_explanation_than_roundness() -> None:
    assert codes(row("0.8525", "80")) == {Code.SCALE_SLIP}


def test_rows_are_looked_at_in_their_order() -> None:
    found = check_rows([row("105", "0.15", at=7), row("88", "87", at=8), row("105", "0.15", at=2)])
    assert [each.cell.row for each in found] == [7, 2]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_figure_is_finite(value: str) -> None:
    with pytest.raises(ValueError, match="row 1"):
        row("1", value)
