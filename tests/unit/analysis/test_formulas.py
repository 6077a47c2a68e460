from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.analysis.domain.formulas import Absence, Direction, Measured, NotMeasurable, Reason, measure

figures = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
positive = st.decimals(min_value=Decimal("0.0001"), max_value=10**9, places=4)
directions = st.sampled_from(Direction)


def capaian(target: Decimal, realisasi: Decimal, direction: Direction) -> Fraction:
    result = measure(target, realisasi, direction)
    assert isinstance(result, Measured)
    return result.capaian


@given(
    st.none() | figures,
    st.none() | figures,
    directions,
    st.sampled_from(["", "WTP"]),
    st.none() | st.sampled_from(Absence),
)
def test_nothing_is_ever_divided_by_zero(
    target: Decimal | None, realisasi: Decimal | None, direction: Direction, text: str, absence: Absence | None
) -> None:
    result = measure(target, realisasi, direction, target_text=text, absence=absence)
    assert isinstance(result, Measured | NotMeasurable)


@given(positive, positive, positive)
def test_more_realisasi_is_more_capaian_where_higher_is_better(target: Decimal, one: Decimal, two: Decimal) -> None:
    assume(one < two)
    assert capaian(target, one, Direction.NAIK) < capaian(target, two, Direction.NAIK)


@given(positive, positive, positive, st.sampled_from([Direction.TURUN, Direction.TURUN_RASIO]))
def test_more_realisasi_is_less_capaian_where_lower_is_better(
    target: Decimal, one: Decimal, two: Decimal, direction: Direction
) -> None:
    assume(one < two)
    assert capaian(target, one, direction) > capaian(target, two, direction)


@given(positive, positive, st.integers(min_value=1, max_value=10**6), directions)
def test_the_unit_of_measurement_does_not_matter(
    target: Decimal, realisasi: Decimal, factor: int, direction: Direction
) -> None:
    assert capaian(target, realisasi, direction) == capaian(target * factor, realisasi * factor, direction)


@given(positive, directions)
def test_a_target_met_exactly_is_one_hundred_percent(target: Decimal, direction: Direction) -> None:
    assert capaian(target, target, direction) == 100


@pytest.mark.parametrize(
    ("target", "realisasi", "direction", "expected"),
    [
        ("90", "88.10", Direction.TURUN, Fraction(9190, 90)),
        ("89", "86.97", Direction.TURUN_RASIO, Fraction(890000, 8697)),
        ("19.14", "-7.20", Direction.NAIK, Fraction(-72000, 1914)),
        ("6", "13.5", Direction.TURUN, Fraction(-25)),
    ],
)
def test_a_capaian_is_exact_and_neither_capped_nor_floored(
    target: str, realisasi: str, direction: Direction, expected: Fraction
) -> None:
    assert capaian(Decimal(target), Decimal(realisasi), direction) == expected


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("realisasi", ["0", "37.5"])
def test_a_zero_target_is_never_divided_by(direction: Direction, realisasi: str) -> None:
    assert measure(Decimal(0), Decimal(realisasi), direction) == NotMeasurable(Reason.ZERO_TARGET)


def test_a_zero_realisasi_is_never_divided_by_but_is_a_value_elsewhere() -> None:
    assert measure(Decimal(4), Decimal(0), Direction.TURUN_RASIO) == NotMeasurable(Reason.ZERO_REALISASI)
    assert capaian(Decimal(34), Decimal(0), Direction.NAIK) == 0
    assert capaian(Decimal(34), Decimal(0), Direction.TURUN) == 200


@pytest.mark.parametrize(
    ("target", "text", "realisasi", "absence", "reason"),
    [
        (None, "", Decimal(1), None, Reason.EMPTY),
        (None, "  ", Decimal(1), None, Reason.EMPTY),
        (None, "WTP", Decimal(1), None, Reason.TEXT),
        (None, "WTP", None, Absence.BELUM_ADA, Reason.TEXT),
        (Decimal(10), "10", None, Absence.BELUM_ADA, Reason.NOT_AVAILABLE),
        (Decimal(10), "10", None, None, Reason.NOT_AVAILABLE),
        (Decimal(0), "0", None, Absence.BELUM_ADA, Reason.NOT_AVAILABLE),
        (None, "", None, Absence.TIDAK_BERLAKU, Reason.NOT_APPLICABLE),
    ],
)
def test_what_cannot_be_measured_says_why(
    target: Decimal | None, text: str, realisasi: Decimal | None, absence: Absence | None, reason: Reason
) -> None:
    result = measure(target, realisasi, Direction.NAIK, target_text=text, absence=absence)
    assert result == NotMeasurable(reason)


def test_every_reason_and_formula_has_words_for_the_reader() -> None:
    assert all(reason.sentence.endswith(".") for reason in Reason)
    assert all(direction.formula.text and "http" in direction.formula.source for direction in Direction)
