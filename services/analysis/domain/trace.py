"""The trace of a measurement: what answers "mengapa 104,96?". It is kept, told, shown and printed in this one form."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from services.analysis.domain.formulas import KOMPONEN, TRIWULAN, Formula
from services.analysis.domain.measurement import Measurement
from services.analysis.domain.policies import Policy
from services.analysis.domain.scales import Scale
from services.analysis.domain.targets import Components, Limit, Missing, OfTriwulan, YesNo, Zone
from shared.choices.ordinals import Level
from shared.events.traces import FormulaUsed, Given, OrdinalUsed, PolicyUsed, ScaleClassUsed, ScaleUsed, Trace

FORMULA_OF_REALISASI: Final[Mapping[type, Formula]] = {Components: KOMPONEN, OfTriwulan: TRIWULAN}
"""How a realisasi is made that is worked out itself."""


def trace_of(found: Measurement) -> Trace:
    """Inputs, formula with its source, policy, the whole scale and the result; the same measurement, the same trace."""
    method = found.method
    return Trace(
        formula=formula_used(found.formula),
        policy=policy_used(method.policy),
        scale=scale_used(method.scale),
        direction=method.direction,
        target=given(found.target),
        realisasi=given(found.realisasi),
        formula_realisasi=formula_used(FORMULA_OF_REALISASI.get(type(found.realisasi))),
        ordinal=ordinal_used(found.target),
        exact=found.uncapped,
        capaian=found.capaian,
        predikat=found.predikat,
        reason=found.reason,
    )


def given(value: object) -> Given:
    """A target or realisasi with its kind."""
    return _KINDS[type(value)](value)


def formula_used(formula: Formula | None) -> FormulaUsed | None:
    """A formula with its source; None where none was used."""
    return FormulaUsed(id=formula.id, text=formula.text, source=formula.source) if formula else None


def policy_used(policy: Policy) -> PolicyUsed:
    """What the office had decided."""
    return PolicyUsed(
        zero_target=policy.zero_target,
        zero_realisasi=policy.zero_realisasi,
        negative=policy.negative,
        limit=policy.limit,
        cap=policy.cap,
        places=policy.rounding.places,
        rounding=policy.rounding.mode,
    )


def scale_used(scale: Scale) -> ScaleUsed:
    """A predicate scale as it is: a later change of its file does not reach what was measured by it."""
    classes = tuple(
        ScaleClassUsed(
            predikat=each.predikat,
            bound=each.bound.value if each.bound else None,
            is_inclusive=each.bound is not None and each.bound.inclusive,
        )
        for each in scale.classes
    )
    return ScaleUsed(id=scale.id, name=scale.name, source=scale.source, classes=classes)


def ordinal_used(target: object) -> OrdinalUsed | None:
    """The scale of a target that is a predicate, as it is."""
    ordinal = target.ordinal if isinstance(target, Level) else None
    if ordinal is None:
        return None
    levels = tuple(words[0] for words in ordinal.levels)
    return OrdinalUsed(id=ordinal.id, name=ordinal.name, source=ordinal.source, levels=levels)


def _components(value: Components) -> Given:
    return Given(kind="components", figures=(value.numerator, value.denominator, value.multiplier))


def _of_triwulan(value: OfTriwulan) -> Given:
    return Given(kind="triwulan", figures=value.values, words=(value.summary, *map(str, value.numbers)))


_KINDS: Final[Mapping[type, Callable[[Any], Given]]] = {
    Decimal: lambda value: Given(kind="number", figures=(value,)),
    Zone: lambda value: Given(kind="range", figures=(value.lower, value.upper)),
    Limit: lambda value: Given(kind="limit", figures=(value.value,), words=(value.comparison,)),
    Level: lambda value: Given(kind="predicate", figures=(value.score,), words=(value.word, value.scale)),
    YesNo: lambda value: Given(kind="yes_no", figures=(Decimal(int(value.is_so)),), words=(value.word,)),
    Components: _components,
    OfTriwulan: _of_triwulan,
    Missing: lambda value: Given(kind="missing", words=(value.reason, value.text)),
}
