"""The trace of a measurement in plain values: what answers "mengapa 104,96?", and what is kept of a measurement.

Decimals are text, what is not known is None. The same measurement always gives the same bytes.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from services.analysis.domain.formulas import KOMPONEN, Formula
from services.analysis.domain.measurement import Measurement
from services.analysis.domain.policies import Policy
from services.analysis.domain.scales import Scale
from services.analysis.domain.targets import Components, Level, Limit, Missing, YesNo, Zone


def trace_of(measurement: Measurement) -> dict[str, Any]:
    """Inputs, formula with its source, policy, rounding, scale and result."""
    method = measurement.method
    components = KOMPONEN if isinstance(measurement.realisasi, Components) else None
    return {
        "target": value_of(measurement.target),
        "realisasi": value_of(measurement.realisasi),
        "arah": method.direction,
        "formula": _formula(measurement.formula),
        "formula_realisasi": _formula(components),
        "policy": _policy(method.policy),
        "scale": scale_of(method.scale),
        "uncapped": _decimal(measurement.uncapped),
        "capaian": _decimal(measurement.capaian),
        "predikat": measurement.predikat,
        "reason": measurement.reason,
        "reason_text": measurement.reason_sentence,
    }


def trace_bytes(measurement: Measurement) -> bytes:
    """The trace as canonical JSON in UTF-8: keys in order, no white space."""
    plain = trace_of(measurement)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def value_of(value: object) -> dict[str, Any]:
    """A target or realisasi with its kind."""
    kind, plain = _KINDS[type(value)]
    return {"kind": kind, **plain(value)}


def scale_of(scale: Scale) -> dict[str, Any]:
    """A predicate scale as it is: a later change of its file does not reach what was measured by it."""
    bounds = [(each.predikat, each.bound) for each in scale.classes]
    classes = [
        {"predikat": predikat, **({("from" if bound.inclusive else "above"): str(bound.value)} if bound else {})}
        for predikat, bound in bounds
    ]
    return {"id": scale.id, "name": scale.name, "source": scale.source, "classes": classes}


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "zero_target": policy.zero_target,
        "zero_realisasi": policy.zero_realisasi,
        "negative": policy.negative,
        "limit": policy.limit,
        "cap": _decimal(policy.cap),
        "rounding": {"places": policy.rounding.places, "mode": policy.rounding.mode},
    }


def _formula(formula: Formula | None) -> dict[str, str] | None:
    return {"id": formula.id, "text": formula.text, "source": formula.source} if formula else None


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


_KINDS: Final[Mapping[type, tuple[str, Callable[[Any], dict[str, Any]]]]] = {
    Decimal: ("number", lambda value: {"value": _decimal(value)}),
    Zone: ("range", lambda value: {"lower": _decimal(value.lower), "upper": _decimal(value.upper)}),
    Limit: ("limit", lambda value: {"comparison": value.comparison, "value": _decimal(value.value)}),
    Level: ("predicate", lambda value: {"word": value.word, "score": _decimal(value.score), "scale": value.scale}),
    YesNo: ("yes_no", lambda value: {"word": value.word, "is_so": value.is_so}),
    Components: (
        "components",
        lambda value: {
            "numerator": _decimal(value.numerator),
            "denominator": _decimal(value.denominator),
            "multiplier": _decimal(value.multiplier),
        },
    ),
    Missing: ("missing", lambda value: {"reason": value.reason, "text": value.text}),
}
