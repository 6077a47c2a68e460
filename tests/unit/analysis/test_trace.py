import json
from decimal import Decimal

import pytest

from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Method, measure
from services.analysis.domain.policies import Policy
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import (
    Comparison,
    Components,
    Level,
    Limit,
    Missing,
    Realisasi,
    Target,
    YesNo,
    Zone,
)
from services.analysis.domain.trace import trace_bytes, trace_of
from services.analysis.scale_files import DEFAULT_SCALE, load_scales

METHOD = Method(Direction.NAIK, load_scales()[DEFAULT_SCALE], Policy(cap=Decimal(100)))


def test_a_trace_says_what_a_capaian_came_from() -> None:
    told = trace_of(measure(Decimal("84.75"), Decimal("88.95"), METHOD))
    assert told["target"] == {"kind": "number", "value": "84.75"}
    assert told["realisasi"] == {"kind": "number", "value": "88.95"}
    assert (told["formula"]["id"], told["formula"]["text"]) == ("R/T", "Realisasi ÷ Target × 100")
    assert told["formula"]["source"].startswith("LKIP Inspektorat Provinsi Jawa Barat 2016")
    assert (told["policy"]["cap"], told["policy"]["rounding"]) == ("100", {"places": 2, "mode": "setengah_ke_atas"})
    assert (told["uncapped"], told["capaian"]) == ("104.9557522123893805309734513", "100.00")
    assert told["scale"]["classes"][0] == {"predikat": "Sangat Tinggi", "from": "91"}
    assert (told["predikat"], told["reason"]) == ("Sangat Tinggi", None)


@pytest.mark.parametrize(
    ("target", "realisasi", "kinds"),
    [
        (Zone(Decimal(80), Decimal(90)), Decimal(92), ("range", "number")),
        (Limit(Comparison.AT_LEAST, Decimal(80)), Decimal(92), ("limit", "number")),
        (Level("A", Decimal(6), "s"), Level("B", Decimal(4), "s"), ("predicate", "predicate")),
        (YesNo(is_so=True, word="Ya"), YesNo(is_so=False, word="Tidak"), ("yes_no", "yes_no")),
        (Decimal(80), Components(Decimal(1), Decimal(3)), ("number", "components")),
        (Decimal(80), Missing(Reason.NOT_AVAILABLE, "-"), ("number", "missing")),
    ],
)
def test_every_kind_of_value_has_its_place_in_the_trace(
    target: Target, realisasi: Realisasi, kinds: tuple[str, str]
) -> None:
    found = measure(target, realisasi, METHOD)
    told = json.loads(trace_bytes(found))
    assert (told["target"]["kind"], told["realisasi"]["kind"]) == kinds
    assert (told["formula_realisasi"] is not None) == isinstance(realisasi, Components)
    assert (told["capaian"] is None) == (told["reason"] is not None)


def test_the_same_figures_give_the_same_bytes() -> None:
    one, two = (measure(Decimal("84.75"), Decimal("88.95"), METHOD) for _ in range(2))
    assert trace_bytes(one) == trace_bytes(two)
    assert trace_bytes(one) != trace_bytes(measure(Decimal("84.75"), Decimal("88.96"), METHOD))
