from decimal import Decimal

from services.analysis.domain.earlier import PastResult, earlier_results
from services.analysis.domain.last_value import LastValue


def past(year: str, realisasi: str) -> PastResult:
    return PastResult(year=year, realisasi=Decimal(realisasi), target=Decimal(90), capaian=Decimal("88.89"))


MEASURED = (past("2024", "80"), past("2023", "78"))


def written(realisasi: str, year: str = "") -> LastValue:
    return LastValue(Decimal(realisasi), year)


def test_without_a_word_of_the_format_our_own_measurements_count() -> None:
    assert earlier_results(MEASURED, None) == MEASURED


def test_the_same_figure_keeps_its_target_and_capaian() -> None:
    assert earlier_results(MEASURED, written("80.0")) == MEASURED
    assert earlier_results(MEASURED, written("80", "2024")) == MEASURED


def test_what_the_format_says_of_last_year_wins_without_the_capaian_of_another_figure() -> None:
    put_right = PastResult(year="2024", realisasi=Decimal(81))
    assert earlier_results(MEASURED, written("81")) == (put_right, MEASURED[1])
    assert earlier_results(MEASURED, written("81", "2024")) == (put_right, MEASURED[1])


def test_a_newer_year_goes_before_and_an_older_one_adds_nothing() -> None:
    assert earlier_results(MEASURED[1:], written("80", "2024")) == (
        PastResult(year="2024", realisasi=Decimal(80)),
        MEASURED[1],
    )
    assert earlier_results(MEASURED, written("70", "2020")) == MEASURED


def test_of_a_first_year_only_the_format_knows() -> None:
    assert earlier_results((), written("70")) == (PastResult(year="", realisasi=Decimal(70)),)
    assert earlier_results((), None) == ()


def test_five_years_are_enough() -> None:
    many = [past(str(year), "80") for year in range(2024, 2014, -1)]
    assert len(earlier_results(many, None)) == len(earlier_results(many, written("1", "2025"))) == 5
