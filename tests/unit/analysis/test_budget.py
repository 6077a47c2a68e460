from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.budget import (
    Efficiency,
    Output,
    absorption,
    by_difference,
    by_outputs,
    by_rest,
    together,
)

RUPIAH = st.decimals("0", "1000000000000", places=0)


def test_serapan_is_realisasi_of_pagu() -> None:
    found = absorption(Decimal(1_403_419_201), Decimal(1_248_000_000))
    assert (found.serapan, found.sisa, found.is_above_pagu) == (Decimal("88.93"), Decimal(155_419_201), False)


def test_more_than_the_pagu_is_flagged_even_by_one_rupiah() -> None:
    found = absorption(Decimal(1_000_000), Decimal(1_000_001))
    assert (found.is_above_pagu, found.sisa) == (True, Decimal(-1))
    assert absorption(Decimal(0), Decimal(1)).is_above_pagu


@pytest.mark.parametrize(("pagu", "realisasi"), [(None, Decimal(5)), (Decimal(5), None), (Decimal(0), Decimal(0))])
def test_an_unknown_amount_or_a_pagu_of_zero_has_no_serapan(pagu: Decimal | None, realisasi: Decimal | None) -> None:
    assert absorption(pagu, realisasi).serapan is None


def test_budgets_together_count_only_those_of_which_both_amounts_are_known() -> None:
    budgets = [
        absorption(Decimal(100), Decimal(50)),
        absorption(Decimal(300), None),
        absorption(Decimal(100), Decimal(100)),
    ]
    assert together(budgets).serapan == Decimal("75.00")
    assert together(budgets[1:2]).serapan is None


@pytest.mark.parametrize(
    ("capaian", "serapan", "word"),
    [
        ("100", "94.99", Efficiency.EFISIEN),
        ("100", "95", Efficiency.CUKUP_EFISIEN),
        ("90", "95", Efficiency.CUKUP_EFISIEN),
        ("89.99", "95", Efficiency.TIDAK_EFISIEN),
    ],
)
def test_by_difference_five_points_decide(capaian: str, serapan: str, word: Efficiency) -> None:
    found = by_difference(Decimal(capaian), Decimal(serapan))
    assert found is not None
    assert (found.word, found.points) == (word, Decimal(capaian) - Decimal(serapan))


def test_the_rest_is_efficient_only_where_the_target_was_reached() -> None:
    assert by_rest(Decimal("100.45"), Decimal("88.99")) == Decimal("11.01")
    assert by_rest(Decimal("99.99"), Decimal(50)) is None
    assert by_rest(None, Decimal(50)) is None
    assert by_difference(Decimal(1), None) is None


def test_efficiency_of_outputs_follows_pmk_214() -> None:
    found = by_outputs([Output(Decimal(100), Decimal(110), Decimal(99))])
    assert found is not None
    assert (found.raw, found.counted, found.value) == (Decimal("10.00"), Decimal("10.00"), Decimal("75.00"))


def test_an_efficiency_beyond_twenty_is_kept_as_it_came_and_counted_as_twenty() -> None:
    found = by_outputs([Output(Decimal("385.1"), Decimal(100), Decimal(100))])
    assert found is not None
    assert (found.raw, found.counted, found.value) == (Decimal("74.03"), Decimal(20), Decimal("100.00"))


@given(st.lists(st.builds(Output, RUPIAH, st.decimals("0", "1000", places=2), RUPIAH)))
def test_the_value_of_efficiency_lies_between_0_and_100(outputs: list[Output]) -> None:
    found = by_outputs(outputs)
    assert found is None or 0 <= found.value <= 100
