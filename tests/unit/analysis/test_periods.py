from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.periods import Triwulan, figures, of_year
from shared.triwulan import Summary

TARGETS = ("10", "20", "30", "40")


def year(*realisasi: str | None) -> list[Triwulan]:
    return [
        Triwulan(number, Decimal(target), None if value is None else Decimal(value))
        for number, (target, value) in enumerate(zip(TARGETS, realisasi, strict=True), start=1)
    ]


@pytest.mark.parametrize(
    ("summary", "target", "realisasi"),
    [
        (Summary.JUMLAH, "100", "90"),
        (Summary.RATA_RATA, "25", "22.5"),
        (Summary.NILAI_TERAKHIR, "40", "45"),
        (Summary.KUMULATIF, "40", "45"),
    ],
)
def test_a_whole_year_is_summed_averaged_or_its_last_value(summary: Summary, target: str, realisasi: str) -> None:
    found = figures(summary, year("5", "15", "25", "45"))
    assert (found.target, found.realisasi, found.is_complete) == (Decimal(target), Decimal(realisasi), True)


@pytest.mark.parametrize(
    ("summary", "target", "realisasi"),
    [
        (Summary.JUMLAH, "40", "25"),
        (Summary.RATA_RATA, "20", "12.5"),
        (Summary.NILAI_TERAKHIR, "30", "25"),
        (Summary.KUMULATIF, "30", "25"),
    ],
)
def test_a_triwulan_not_yet_measured_is_not_zero(summary: Summary, target: str, realisasi: str) -> None:
    found = figures(summary, year("0", None, "25", None))
    assert (found.target, found.realisasi) == (Decimal(target), Decimal(realisasi))
    assert (found.counted, found.missing) == ((1, 3), (2, 4))


@pytest.mark.parametrize("summary", Summary)
def test_a_year_without_any_measurement_has_no_figure(summary: Summary) -> None:
    found = figures(summary, year(None, None, None, None))
    assert (found.target, found.realisasi, found.missing) == (None, None, (1, 2, 3, 4))


@pytest.mark.parametrize("summary", Summary)
def test_a_period_ends_with_its_triwulan(summary: Summary) -> None:
    through_two = figures(summary, year("5", "15", "25", "45"), through=2)
    assert through_two == figures(summary, year("5", "15", None, None)[:2], through=2)
    assert through_two.counted == (1, 2)


def test_a_sum_against_a_target_that_one_triwulan_lacks_has_no_target() -> None:
    own = [Triwulan(1, Decimal(10), Decimal(5)), Triwulan(2, None, Decimal(5))]
    assert figures(Summary.JUMLAH, own).target is None
    assert of_year(Summary.JUMLAH, own, Decimal(40)).target == Decimal(40)


def test_a_running_total_that_falls_is_named() -> None:
    assert figures(Summary.KUMULATIF, year("5", None, "4", "9")).falling == (3,)
    assert figures(Summary.JUMLAH, year("5", None, "4", "9")).falling == ()


def test_a_triwulan_given_twice_or_out_of_the_year_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        figures(Summary.JUMLAH, [*year("1", "1", "1", "1"), Triwulan(1, None, None)])
    with pytest.raises(ValueError, match="not 5"):
        Triwulan(5, None, None)


@given(st.permutations(year("5", None, "25.3", "0")), st.sampled_from(Summary))
def test_the_order_of_triwulan_does_not_matter(order: list[Triwulan], summary: Summary) -> None:
    assert figures(summary, order) == figures(summary, year("5", None, "25.3", "0"))
