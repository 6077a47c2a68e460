from decimal import Decimal

from services.analysis.domain.earlier import PastResult
from services.analysis.domain.formulas import Direction
from services.analysis.domain.policies import OFFICE_DEFAULT
from services.analysis.domain.reasons import Reason
from services.analysis.domain.year_comparisons import Against, YearFigures, compare_year

FIGURES = YearFigures(
    year="2025",
    realisasi=Decimal("88.95"),
    target=Decimal("84.75"),
    earlier=tuple(
        PastResult(year=str(year), realisasi=Decimal(value))
        for year, value in ((2024, "80"), (2023, "0"), (2022, "88.95"), (2021, "70"), (2020, "60"), (2019, "50"))
    ),
    renstra_target=Decimal(90),
    renstra_year="2029",
    national_standard=Decimal(0),
)


def test_a_year_is_held_against_target_five_years_renstra_and_standard() -> None:
    found = compare_year(FIGURES, Direction.NAIK, OFFICE_DEFAULT)
    assert [(each.against, each.year) for each in found] == [
        (Against.TARGET, "2025"),
        *((Against.TAHUN_SEBELUMNYA, str(year)) for year in range(2024, 2019, -1)),
        (Against.RENSTRA, "2029"),
        (Against.STANDAR_NASIONAL, "2025"),
    ]
    assert [str(each.percent) for each in found] == [
        "104.96", "11.19", "None", "0.00", "27.07", "48.25", "98.83", "None",
    ]  # fmt: skip
    assert [each.is_better for each in found] == [True, True, True, None, True, True, False, True]


def test_zero_is_never_divided_by() -> None:
    found = {each.year: each for each in compare_year(FIGURES, Direction.NAIK, OFFICE_DEFAULT)[1:-2]}
    assert (found["2023"].percent, found["2023"].reason, found["2023"].difference) == (None, None, Decimal("88.95"))
    assert compare_year(FIGURES, Direction.NAIK, OFFICE_DEFAULT)[-1].reason is Reason.ZERO_TARGET


def test_where_less_is_better_a_fall_is_better() -> None:
    figures = YearFigures(year="2025", realisasi=Decimal(4), earlier=(PastResult(year="2024", realisasi=Decimal(5)),))
    (found,) = compare_year(figures, Direction.TURUN, OFFICE_DEFAULT)
    assert (found.is_better, found.difference, found.percent) == (True, Decimal(-1), Decimal("-20.00"))


def test_an_unknown_realisasi_is_compared_with_nothing() -> None:
    assert (
        compare_year(YearFigures(year="2025", realisasi=None, target=Decimal(1)), Direction.NAIK, OFFICE_DEFAULT) == ()
    )
