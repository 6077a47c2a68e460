from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from services.analysis.domain import formulas
from services.analysis.domain.exact import TooLong
from services.analysis.domain.formulas import Direction, Formula
from services.analysis.domain.measurement import Measurement, Method, measure
from services.analysis.domain.policies import LimitTarget, Negative, Policy, Rounding, RoundingMode, ZeroRealisasi
from services.analysis.domain.policies import ZeroTarget as Zero
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import (
    Components,
    Limit,
    Missing,
    Realisasi,
    Target,
    YesNo,
    Zone,
)
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.choices.limits import Comparison
from shared.choices.ordinals import Level
from shared.numbers import round_half_up

SCALE = load_scales()[DEFAULT_SCALE]
NAIK, TURUN, TURUN_RASIO = Direction
YES, NO = YesNo(is_so=True, word="Ya"), YesNo(is_so=False, word="Tidak")

figures = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
positive = st.decimals(min_value=Decimal("0.0001"), max_value=10**9, places=4)
directions = st.sampled_from(Direction)
targets = (
    figures
    | st.builds(Zone, figures, figures)
    | st.builds(Limit, st.sampled_from(Comparison), figures)
    | st.builds(Level, st.just("A"), st.just(Decimal(6)), st.sampled_from(["sakip", "bpk"]))
    | st.builds(YesNo, st.booleans(), st.just("Ya"))
    | st.builds(Missing, st.sampled_from(Reason))
)
policies = st.builds(
    Policy,
    zero_target=st.sampled_from(Zero),
    zero_realisasi=st.sampled_from(ZeroRealisasi),
    negative=st.sampled_from(Negative),
    limit=st.sampled_from(LimitTarget),
    cap=st.sampled_from([None, Decimal(100), Decimal(120), Decimal(150)]),
    rounding=st.builds(Rounding, st.integers(0, 6), st.sampled_from(RoundingMode)),
)


def measured(
    target: Target, realisasi: Realisasi, direction: Direction = NAIK, policy: Policy | None = None
) -> Measurement:
    return measure(target, realisasi, Method(direction, SCALE, policy or Policy()))


def exact(target: Decimal, realisasi: Decimal, direction: Direction) -> Decimal:
    found = measured(target, realisasi, direction).exact
    assert found is not None
    return found


@given(targets, targets | st.builds(Components, figures, figures), st.none() | directions, policies)
def test_a_result_is_a_finite_number_or_a_reason_whatever_is_measured(
    target: Target, realisasi: Realisasi, direction: Direction | None, policy: Policy
) -> None:
    found = measure(target, realisasi, Method(direction, SCALE, policy))
    numbers = (found.exact, found.uncapped, found.capaian)
    if found.reason is None:
        assert all(number is not None and number.is_finite() for number in numbers)
        assert found.predikat
    else:
        assert (*numbers, found.predikat) == (None, None, None, None)


@given(figures, figures, directions, policies)
def test_a_printed_capaian_is_rounded_once_from_the_exact_fraction(
    target: Decimal, realisasi: Decimal, direction: Direction, policy: Policy
) -> None:
    found = measured(target, realisasi, direction, Policy(rounding=Rounding(policy.rounding.places)))
    if found.capaian is None:
        return
    t, r = Fraction(target), Fraction(realisasi)
    fraction = {NAIK: lambda: r / t, TURUN: lambda: (2 * t - r) / t, TURUN_RASIO: lambda: t / r}[direction]() * 100
    assert str(found.capaian) == str(round_half_up(fraction, policy.rounding.places))


@pytest.mark.parametrize(
    ("realisasi", "printed"), [("1.000049999999999999999999999999999999999", "100.00"), ("1.00005", "100.01")]
)
def test_a_figure_just_below_a_tie_is_not_lifted_by_the_quotient_s_own_rounding(realisasi: str, printed: str) -> None:
    assert str(measured(Decimal(1), Decimal(realisasi), NAIK).capaian) == printed


@given(positive, positive, positive)
def test_more_realisasi_is_more_capaian_where_higher_is_better(target: Decimal, one: Decimal, two: Decimal) -> None:
    assume(one < two)
    assert exact(target, one, NAIK) < exact(target, two, NAIK)


@given(positive, positive, positive, st.sampled_from([TURUN, TURUN_RASIO]), policies)
def test_more_realisasi_is_less_capaian_where_lower_is_better(
    target: Decimal, one: Decimal, two: Decimal, direction: Direction, policy: Policy
) -> None:
    assume(one < two)
    assert exact(target, one, direction) > exact(target, two, direction)
    first, second = (measured(target, each, direction, policy).capaian for each in (one, two))
    assert first is not None
    assert second is not None
    assert first >= second


@given(positive, positive, positive, positive, directions)
def test_more_realisasi_never_turns_back_at_the_bounds_of_a_range(
    bound: Decimal, width: Decimal, one: Decimal, two: Decimal, direction: Direction
) -> None:
    target = Zone(bound, bound + width)
    low, high = (measured(target, each, direction).exact for each in sorted((one, two)))
    assert low is not None
    assert high is not None
    assert low <= high if direction is NAIK else low >= high


@given(positive, positive, st.decimals(min_value=Decimal("0.001"), max_value=10**6, places=3), directions)
def test_the_unit_of_measurement_does_not_matter(
    target: Decimal, realisasi: Decimal, factor: Decimal, direction: Direction
) -> None:
    assert exact(target, realisasi, direction) == exact(target * factor, realisasi * factor, direction)


@given(positive, directions)
def test_a_target_met_exactly_is_one_hundred_percent(target: Decimal, direction: Direction) -> None:
    assert exact(target, target, direction) == 100


@given(targets, targets, directions, policies)
def test_a_cap_never_raises_a_capaian_and_the_uncapped_one_stays(
    target: Target, realisasi: Realisasi, direction: Direction, policy: Policy
) -> None:
    rounding, free = policy.rounding, Policy(rounding=policy.rounding)
    capped = measured(target, realisasi, direction, Policy(cap=Decimal(120), rounding=rounding))
    uncapped = measured(target, realisasi, direction, free)
    assert capped.uncapped == uncapped.uncapped
    if capped.capaian is not None and uncapped.capaian is not None:
        assert capped.capaian == min(uncapped.capaian, Decimal(120))


@given(figures, figures, figures, directions)
@example(Decimal(-5), Decimal(0), Decimal(0), NAIK)
def test_everything_inside_a_range_is_one_hundred(one: Decimal, two: Decimal, three: Decimal, way: Direction) -> None:
    lower, inside, upper = sorted((one, two, three))
    assert measured(Zone(lower, upper), inside, way).capaian == 100


@pytest.mark.parametrize(
    ("target", "realisasi", "direction", "printed"),
    [
        ("90", "88.10", TURUN, "102.11"),
        ("89", "86.97", TURUN_RASIO, "102.33"),
        ("19.14", "-7.20", NAIK, "-37.62"),
        ("6", "13.5", TURUN, "-25.00"),
        ("10", "5", TURUN, "150.00"),
        ("10", "0", TURUN, "200.00"),
        ("10", "25", TURUN, "-50.00"),
    ],
)
def test_a_capaian_is_neither_capped_nor_floored_by_default(
    target: str, realisasi: str, direction: Direction, printed: str
) -> None:
    assert str(measured(Decimal(target), Decimal(realisasi), direction).capaian) == printed


@pytest.mark.parametrize(
    ("lower", "upper", "realisasi", "direction", "printed"),
    [
        ("80", "90", "92", NAIK, "102.22"),
        ("80", "90", "70", NAIK, "87.50"),
        ("5", "6", "11.45", NAIK, "190.83"),
        ("0", "5.99", "5.99", NAIK, "100.00"),
        ("7", "8", "6.5", TURUN, "107.14"),
        ("7", "8", "9", TURUN, "87.50"),
    ],
)
def test_outside_a_range_the_nearer_bound_is_the_target(
    lower: str, upper: str, realisasi: str, direction: Direction, printed: str
) -> None:
    found = measured(Zone(Decimal(lower), Decimal(upper)), Decimal(realisasi), direction)
    assert str(found.capaian) == printed


@pytest.mark.parametrize(
    ("target", "realisasi", "expected"),
    [
        (Limit(Comparison.AT_LEAST, Decimal(80)), Decimal(80), 100),
        (Limit(Comparison.MORE, Decimal(80)), Decimal(80), 0),
        (Limit(Comparison.AT_MOST, Decimal(5)), Decimal("5.01"), 0),
        (Limit(Comparison.LESS, Decimal(5)), Decimal(-1), 100),
        (Limit(Comparison.MORE, Decimal(100)), Limit(Comparison.MORE, Decimal(125)), 125),
        (Limit(Comparison.MORE, Decimal(100)), Limit(Comparison.AT_LEAST, Decimal(90)), 90),
        (Limit(Comparison.MORE, Decimal(100)), Limit(Comparison.LESS, Decimal(90)), 0),
        (Limit(Comparison.MORE, Decimal(100)), Limit(Comparison.LESS, Decimal(110)), None),
        (Limit(Comparison.MORE, Decimal(100)), Limit(Comparison.AT_MOST, Decimal(100)), 0),
        (Limit(Comparison.AT_LEAST, Decimal(100)), Limit(Comparison.AT_MOST, Decimal(100)), None),
        (Limit(Comparison.AT_LEAST, Decimal(100)), Limit(Comparison.LESS, Decimal(100)), 0),
        (Limit(Comparison.LESS, Decimal(100)), Limit(Comparison.MORE, Decimal(100)), 0),
        (Level("A", Decimal(6), "sakip"), Level("B", Decimal(3), "sakip"), 50),
        (YES, YES, 100),
        (NO, YES, 0),
        (Decimal(80), Components(Decimal(10), Decimal(25)), 50),
    ],
)
def test_what_is_no_plain_number_is_measured_by_its_own_formula(
    target: Target, realisasi: Realisasi, expected: int | None
) -> None:
    found = measured(target, realisasi)
    assert found.capaian == expected
    assert found.reason is (Reason.TEXT if expected is None else None)


def test_an_inequality_may_be_measured_on_its_limit_instead() -> None:
    """BKPD Jawa Barat 2016 printed 125 for "> 125" against "> 100"."""
    on_limit = Policy(limit=LimitTarget.PADA_BATAS)
    target, realisasi = Limit(Comparison.MORE, Decimal(100)), Limit(Comparison.MORE, Decimal(125))
    assert measured(target, realisasi, NAIK, on_limit).capaian == 125
    assert measured(target, Decimal(75), NAIK, on_limit).capaian == 75


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("realisasi", ["0", "37.5", "-1"])
def test_a_zero_target_is_never_divided_by(direction: Direction, realisasi: str) -> None:
    assert measured(Decimal(0), Decimal(realisasi), direction).reason is Reason.ZERO_TARGET


@pytest.mark.parametrize(
    ("realisasi", "direction", "capaian"),
    [("0", TURUN, 100), ("0.003", TURUN, 0), ("37.5", NAIK, 100), ("-1", NAIK, 0)],
)
def test_a_zero_target_may_be_met_or_not(realisasi: str, direction: Direction, capaian: int) -> None:
    met_or_not = Policy(zero_target=Zero.TERCAPAI_ATAU_NOL)
    assert measured(Decimal(0), Decimal(realisasi), direction, met_or_not).capaian == capaian


def test_a_zero_realisasi_is_never_divided_by_but_is_a_value_elsewhere() -> None:
    assert measured(Decimal(4), Decimal(0), TURUN_RASIO).reason is Reason.ZERO_REALISASI
    assert measured(Decimal(4), Decimal(0), TURUN_RASIO, Policy(zero_realisasi=ZeroRealisasi.SERATUS)).capaian == 100
    assert exact(Decimal(34), Decimal(0), NAIK) == 0
    assert exact(Decimal(34), Decimal(0), TURUN) == 200


def test_below_zero_the_policy_decides() -> None:
    worse, far = Decimal("-7.20"), Decimal(25)
    floored = measured(Decimal(10), far, TURUN, Policy(negative=Negative.NOL))
    assert str(floored.capaian) == "0.00"
    assert floored.uncapped == -50
    refused = Policy(negative=Negative.TIDAK_DIUKUR)
    assert measured(Decimal("19.14"), worse, NAIK, refused).reason is Reason.NEGATIVE_REALISASI
    assert measured(Decimal(10), far, TURUN, refused).capaian == -50
    assert measured(Decimal(6), worse, TURUN_RASIO).reason is Reason.NEGATIVE_REALISASI


def test_a_negative_target_would_turn_the_ratio_round_and_has_no_capaian() -> None:
    assert measured(Decimal("-2.5"), Decimal("-1.25"), NAIK).reason is Reason.NEGATIVE_TARGET


def test_a_policy_has_one_of_the_caps_that_offices_use() -> None:
    with pytest.raises(ValueError, match="a cap is 100, 120 or 150"):
        Policy(cap=Decimal(110))
    with pytest.raises(ValueError, match="0 to 6 places"):
        Rounding(7)


@pytest.mark.parametrize("figure", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_finite_is_refused(figure: Decimal) -> None:
    for target, realisasi in ((Decimal(3), figure), (figure, Decimal(3)), (Zone(figure, figure), Decimal(3))):
        with pytest.raises(TooLong):
            measured(target, realisasi)
    with pytest.raises(TooLong):
        measured(Decimal(3), Decimal("1e900"))


def test_every_reason_and_formula_has_words_and_a_source_for_the_reader() -> None:
    assert all(reason.sentence.endswith(".") and reason.sentence_of_realisasi.endswith(".") for reason in Reason)
    named = [each for each in vars(formulas).values() if isinstance(each, Formula)]
    every = [*named, *(direction.formula for direction in Direction)]
    assert len({formula.id for formula in every}) == 10
    assert all(formula.text and "http" in formula.source for formula in every)
