import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.exact import TooLong
from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Method, measure
from services.analysis.domain.policies import Policy, Rounding, RoundingMode
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import (
    Components,
    Limit,
    Missing,
    OfTriwulan,
    Realisasi,
    Target,
    YesNo,
    Zone,
)
from services.analysis.domain.trace import trace_of
from services.analysis.domain.trace_text import TraceWriter
from services.analysis.domain.written import read_realisasi, read_target
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.choices.limits import Comparison
from shared.choices.ordinal_files import load_ordinals
from shared.choices.ordinals import Level
from shared.events.traces import Given, ScaleClassUsed, Trace
from shared.events.wire import schema_of
from shared.triwulan import Summary

ORDINALS = load_ordinals()
METHOD = Method(Direction.NAIK, load_scales()[DEFAULT_SCALE], Policy(cap=Decimal(100)))
QUARTERS = OfTriwulan(Summary.RATA_RATA, (1, 4), (Decimal(75), Decimal(86)))


def test_a_trace_says_what_a_capaian_came_from() -> None:
    told = trace_of(measure(Decimal("84.75"), Decimal("88.95"), METHOD))
    assert told.target == Given(kind="number", figures=(Decimal("84.75"),))
    assert told.realisasi == Given(kind="number", figures=(Decimal("88.95"),))
    assert told.formula is not None
    assert (told.formula.id, told.formula.text) == ("R/T", "Realisasi ÷ Target × 100")
    assert told.formula.source.startswith("LKIP Inspektorat Provinsi Jawa Barat 2016")
    assert (told.policy.cap, told.policy.places, told.policy.rounding) == (Decimal(100), 2, "setengah_ke_atas")
    assert (told.exact, told.capaian) == (Decimal("104.9557522123893805309734513"), Decimal("100.00"))
    assert told.scale.classes[0] == ScaleClassUsed(predikat="Sangat Tinggi", bound=Decimal(91), is_inclusive=True)
    assert (told.direction, told.predikat, told.reason) == ("naik", "Sangat Tinggi", None)


@pytest.mark.parametrize(
    ("target", "realisasi", "kinds"),
    [
        (Zone(Decimal(80), Decimal(90)), Decimal(92), ("range", "number")),
        (Limit(Comparison.AT_LEAST, Decimal(80)), Decimal(92), ("limit", "number")),
        (Level("A", Decimal(6), "s"), Level("B", Decimal(4), "s"), ("predicate", "predicate")),
        (YesNo(is_so=True, word="Ya"), YesNo(is_so=False, word="Tidak"), ("yes_no", "yes_no")),
        (Decimal(80), Components(Decimal(1), Decimal(3)), ("number", "components")),
        (Decimal(80), QUARTERS, ("number", "triwulan")),
        (Decimal(80), Missing(Reason.NOT_AVAILABLE, "-"), ("number", "missing")),
    ],
)
def test_every_kind_of_value_has_its_place_in_the_trace(
    target: Target, realisasi: Realisasi, kinds: tuple[str, str]
) -> None:
    found = measure(target, realisasi, METHOD)
    told = trace_of(found)
    assert told.target
    assert told.realisasi
    assert (told.target.kind, told.realisasi.kind) == kinds
    assert (told.formula_realisasi is not None) == isinstance(realisasi, Components | OfTriwulan)
    assert (told.capaian is None) == (told.reason is not None)
    assert TraceWriter(METHOD).write(found) == canonical(told)


def test_a_predicate_s_trace_holds_its_whole_scale_and_is_kept_as_it_is_told() -> None:
    writer = TraceWriter(METHOD)
    for target, realisasi in (("BB", "B"), ("WTP", "WDP"), ("A", "AA")):
        found = measure(read_target(target, "", ORDINALS), read_realisasi(realisasi, "", ORDINALS), METHOD)
        told = trace_of(found)
        assert told.ordinal
        assert target in told.ordinal.levels
        assert told.ordinal.levels[-1] in {"WTP", "AA"}
        assert writer.write(found) == canonical(told)


def canonical(trace: Trace) -> str:
    return json.dumps(schema_of(Trace).dump(trace), sort_keys=True, separators=(",", ":"))


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(Direction),
    st.builds(Rounding, st.integers(0, 6), st.sampled_from(RoundingMode)),
)
def test_what_is_kept_of_a_trace_is_what_is_told_of_it(
    target: Decimal, realisasi: Decimal, direction: Direction, rounding: Rounding
) -> None:
    method = Method(direction, METHOD.scale, Policy(rounding=rounding))
    try:
        found = measure(target, realisasi, method)
    except TooLong:
        return
    kept = TraceWriter(method).write(found)
    assert kept == canonical(trace_of(found))
    assert schema_of(Trace).load(json.loads(kept)) == trace_of(found)


def test_the_same_figures_give_the_same_characters() -> None:
    writer = TraceWriter(METHOD)
    one, two = (writer.write(measure(Decimal("84.75"), Decimal("88.95"), METHOD)) for _ in range(2))
    assert one == two
    assert one != writer.write(measure(Decimal("84.75"), Decimal("88.96"), METHOD))
