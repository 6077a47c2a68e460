from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.aggregation import (
    Averaging,
    LeftOut,
    Member,
    OfficeWay,
    Omitted,
    aggregate,
    aggregate_office,
)
from services.analysis.domain.reasons import Reason

# A sum of quotients in 28 digits would depend on their order.
QUOTIENTS = st.builds(
    Context(prec=28).divide, st.integers(-(10**9), 10**9).map(Decimal), st.integers(1, 999).map(Decimal)
)
CAPAIAN = st.decimals("-1000000", "1000000", places=6) | QUOTIENTS
WEIGHTS = st.decimals("0", "1000", places=3)


def member(name: str, capaian: str | None, **more: str) -> Member:
    return Member(
        name=name,
        capaian=None if capaian is None else Decimal(capaian),
        reason=Reason.NOT_AVAILABLE if capaian is None else None,
        weight=Decimal(more["weight"]) if "weight" in more else None,
        sasaran=more.get("sasaran", ""),
        unit=more.get("unit", ""),
    )


def test_the_mean_of_biro_organisasi_2016_comes_out_as_printed() -> None:
    printed = ("200", "100", "128.57", "25", "130.77", "98.89", "82.71")
    assert aggregate(member(str(n), each) for n, each in enumerate(printed)).capaian == Decimal("109.42")


def test_what_cannot_be_measured_is_named_and_not_counted_as_zero() -> None:
    found = aggregate([member("a", "80"), member("b", None), member("c", "100")])
    assert (found.capaian, found.counted) == (Decimal("90.00"), ("a", "c"))
    assert found.left_out == (LeftOut("b", Reason.NOT_AVAILABLE),)


def test_weights_move_the_mean_and_a_member_without_weight_is_named() -> None:
    members = [member("a", "80", weight="3"), member("b", "100", weight="1"), member("c", "20")]
    found = aggregate(members, Averaging.BERBOBOT)
    assert (found.capaian, found.left_out) == (Decimal("85.00"), (LeftOut("c", Omitted.NO_WEIGHT),))


@pytest.mark.parametrize("members", [[], [member("a", None)], [member("a", "80", weight="0")]])
def test_nothing_that_counts_gives_no_figure(members: list[Member]) -> None:
    assert aggregate(members, Averaging.BERBOBOT).capaian is None


@pytest.mark.parametrize("wrong", ["-1", "NaN", "Infinity"])
def test_a_weight_is_a_number_that_is_not_negative(wrong: str) -> None:
    with pytest.raises(ValueError, match="a:"):
        member("a", "1", weight=wrong)


def test_an_office_has_its_sasaran_its_units_and_one_figure_in_either_way() -> None:
    members = [
        member("a", "100", sasaran="S1", unit="U1"),
        member("b", "90", sasaran="S1", unit="U2"),
        member("c", "50", sasaran="S2", unit="U2"),
    ]
    found = aggregate_office(members)
    assert {name: each.capaian for name, each in found.sasaran.items()} == {"S1": Decimal("95.00"), "S2": Decimal(50)}
    assert {name: each.capaian for name, each in found.unit.items()} == {"U1": Decimal(100), "U2": Decimal(70)}
    assert found.instansi.capaian == Decimal("80.00")
    assert aggregate_office(members, way=OfficeWay.RATA_RATA_SASARAN).instansi.capaian == Decimal("72.50")


def test_a_sasaran_without_any_figure_is_named_in_the_mean_of_sasaran() -> None:
    members = [member("a", "100", sasaran="S1"), member("b", None, sasaran="S2"), member("c", "50")]
    found = aggregate_office(members, way=OfficeWay.RATA_RATA_SASARAN).instansi
    assert (found.capaian, found.left_out) == (Decimal("75.00"), (LeftOut("S2", None),))


@given(st.lists(st.tuples(CAPAIAN, WEIGHTS), min_size=1), st.sampled_from(Averaging))
def test_an_aggregate_lies_between_the_least_and_the_greatest(
    values: list[tuple[Decimal, Decimal]], averaging: Averaging
) -> None:
    members = [Member(name=str(n), capaian=value, weight=weight) for n, (value, weight) in enumerate(values)]
    found = aggregate(members, averaging)
    if found.exact is None:
        assert averaging is Averaging.BERBOBOT
        assert not any(weight for _, weight in values)
    else:
        assert min(value for value, _ in values) <= found.exact <= max(value for value, _ in values)


@given(
    st.lists(st.tuples(CAPAIAN, WEIGHTS), min_size=1).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(rows))
    )
)
def test_the_order_of_members_does_not_matter(
    orders: tuple[list[tuple[Decimal, Decimal]], list[tuple[Decimal, Decimal]]],
) -> None:
    one, two = (
        aggregate((Member(name="", capaian=value, weight=weight) for value, weight in order), Averaging.BERBOBOT)
        for order in orders
    )
    assert (one.exact, one.capaian) == (two.exact, two.capaian)


def test_a_figure_far_out_of_proportion_does_not_stop_the_mean_of_the_others() -> None:
    endless = Context(prec=400).divide(Decimal(10) ** 60, Decimal(3))
    members = [
        Member(name="a", capaian=endless, weight=Decimal("12345678901234567890.12345678901234567")),
        Member(name="b", capaian=Context(prec=34).divide(Decimal(1), Decimal(7)), weight=Decimal("0.0000000001")),
    ]
    for averaging in Averaging:
        found = aggregate(members, averaging).exact
        assert found is not None
        assert found.is_finite()
