"""A trace as the text that is kept: canonical JSON in ASCII, keys in order, no white space."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from services.analysis.domain.exact import stored_text
from services.analysis.domain.formulas import Formula
from services.analysis.domain.measurement import Measurement, Method
from services.analysis.domain.reasons import Reason
from services.analysis.domain.trace import (
    FORMULA_OF_REALISASI,
    formula_used,
    given,
    ordinal_used,
    policy_used,
    scale_used,
)
from shared.choices.ordinals import Level
from shared.events.traces import FormulaUsed, OrdinalUsed

_Outcome = tuple[str | None, Formula | None, str | None, str | None, Reason | None]


class TraceWriter:
    """Writes the `trace_of` measurements by one method as text; the same measurement, the same characters.

    A country has a million traces and few methods: what they have in common is written once, not for each of them.
    """

    __slots__ = ("_common", "_exact", "_policy", "_scale")

    def __init__(self, method: Method) -> None:
        self._exact = f',"direction":{_json(method.direction)},"exact":'
        self._policy = _json(asdict(policy_used(method.policy)))
        self._scale = _json(asdict(scale_used(method.scale)))
        self._common: dict[_Outcome, tuple[str, str]] = {}

    def write(self, found: Measurement) -> str:
        """The trace of a measurement that was made by this writer's method."""
        target, realisasi, _, formula, exact, capaian, predikat, reason = found
        ordinal = target.scale if type(target) is Level else None
        outcome = (
            formula.id if formula else None,
            FORMULA_OF_REALISASI.get(type(realisasi)),
            ordinal,
            predikat,
            reason,
        )
        common = self._common.get(outcome)
        if common is None:
            common = self._common[outcome] = self._around_realisasi(found)
        before, after = common
        # Rounded to at most six places, str() never writes an exponent; it takes a fifth of the time of format().
        figures = ("null", "null") if exact is None else (f'"{capaian!s}"', f'"{stored_text(exact)}"')
        return f'{{"capaian":{figures[0]}{self._exact}{figures[1]}{before}{_given(realisasi)}{after}{_given(target)}}}'

    def _around_realisasi(self, found: Measurement) -> tuple[str, str]:
        before = {
            "formula": _dataclass(formula_used(found.formula)),
            "formula_realisasi": _dataclass(formula_used(FORMULA_OF_REALISASI.get(type(found.realisasi)))),
            "ordinal": _dataclass(ordinal_used(found.target)),
            "policy": self._policy,
            "predikat": _json(found.predikat),
            "realisasi": "",
        }
        after = {"reason": _json(found.reason), "scale": self._scale, "steps": "[]", "target": ""}
        return _members(before), _members(after)


def _members(members: dict[str, str]) -> str:
    return "".join(f',"{name}":{text}' for name, text in members.items())


def _given(value: object) -> str:
    if type(value) is Decimal:
        text = str(value)
        return f'{{"figures":["{format(value, "f") if "E" in text else text}"],"kind":"number","words":[]}}'
    return _json(asdict(given(value)))


def _dataclass(used: FormulaUsed | OrdinalUsed | None) -> str:
    return _json(asdict(used) if used else None)


def _json(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), default=lambda value: format(value, "f"))
