"""The trace of a measurement as events carry it."""

from services.analysis.domain.calculation import calculation_of
from services.analysis.domain.measurement import Measurement
from services.analysis.domain.policies import Policy
from services.analysis.domain.scales import Scale
from shared.events.traces import FormulaUsed, PolicyUsed, ScaleClassUsed, ScaleUsed, Trace


def told_trace(found: Measurement) -> Trace:
    """Formula with its source, policy, the whole scale, and the calculation; the same measurement, the same trace."""
    formula = found.formula
    return Trace(
        formula=FormulaUsed(id=formula.id, text=formula.text, source=formula.source) if formula else None,
        policy=_policy(found.method.policy),
        scale=_scale(found.method.scale),
        steps=calculation_of(found),
    )


def _policy(policy: Policy) -> PolicyUsed:
    return PolicyUsed(
        zero_target=policy.zero_target,
        zero_realisasi=policy.zero_realisasi,
        negative=policy.negative,
        limit=policy.limit,
        cap=policy.cap,
        places=policy.rounding.places,
        rounding=policy.rounding.mode,
    )


def _scale(scale: Scale) -> ScaleUsed:
    classes = tuple(
        ScaleClassUsed(
            predikat=each.predikat,
            bound=each.bound.value if each.bound else None,
            is_inclusive=each.bound is not None and each.bound.inclusive,
        )
        for each in scale.classes
    )
    return ScaleUsed(id=scale.id, name=scale.name, source=scale.source, classes=classes)
