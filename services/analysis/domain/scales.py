"""Predicate scales: from a capaian to the word for it. Scales are data; this says what a sound one is.

Printed scales leave gaps between whole numbers ("76–90", "91–100": where is 90,5?). Each class is therefore known
by its lower bound alone: it reaches up to the next class, the last one downwards without end (a negative capaian
is published, too), the first one upwards without end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any


class ScaleInvalid(Exception):
    """A scale leaves a value without a class or gives it two; the message names the scale and the class."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A lower bound in percent; `inclusive` is ">=", otherwise ">"."""

    value: Decimal
    inclusive: bool


@dataclass(frozen=True, slots=True)
class ScaleClass:
    """One class; `bound` is None for the lowest, which takes everything below."""

    predikat: str
    bound: Bound | None


@dataclass(frozen=True, slots=True)
class Scale:
    """A predicate scale, highest class first. `source` is a regulation or a public document.

    Raises ScaleInvalid when built with bounds that do not fall, an open class that is not the last, or a name twice.
    """

    id: str
    name: str
    source: str
    classes: tuple[ScaleClass, ...]
    _bounds: tuple[tuple[Decimal, bool, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.classes) < 2 or any(not each.predikat for each in self.classes):  # noqa: PLR2004 - one is no scale
            raise ScaleInvalid(f"scale {self.id}: it needs at least two classes, each with a predikat")
        if len({each.predikat for each in self.classes}) != len(self.classes):
            raise ScaleInvalid(f"scale {self.id}: two classes have the same predikat")
        for higher, lower in pairwise(self.classes):
            self._check_pair(higher, lower)
        if self.classes[-1].bound is not None:
            raise ScaleInvalid(f"scale {self.id}: gap below {self.classes[-1].predikat}; the last class has no bound")
        bounds = ((each.bound, each.predikat) for each in self.classes)
        object.__setattr__(self, "_bounds", tuple((b.value, b.inclusive, name) for b, name in bounds if b))

    def _check_pair(self, higher: ScaleClass, lower: ScaleClass) -> None:
        if higher.bound is None:
            raise ScaleInvalid(f"scale {self.id}: {higher.predikat} has no bound and leaves nothing to the next")
        if lower.bound is not None and lower.bound.value >= higher.bound.value:
            raise ScaleInvalid(f"scale {self.id}: {lower.predikat} overlaps {higher.predikat}; bounds must fall")

    def predikat(self, capaian: Decimal) -> str:
        """The class of a capaian in percent, as rounded for the reader: what is looked up is what is printed."""
        for lower, is_inclusive, predikat in self._bounds:
            if capaian > lower or (is_inclusive and capaian == lower):
                return predikat
        return self.classes[-1].predikat


def scale_from(plain: Mapping[str, Any]) -> Scale:
    """A scale from the plain values of its file, all scalars text. Raises ScaleInvalid, naming what is wrong."""
    missing = [key for key in ("id", "name", "source", "classes") if not plain.get(key)]
    if missing:
        raise ScaleInvalid(f"scale {plain.get('id', '?')}: missing {', '.join(missing)}")
    classes: Sequence[Any] = plain["classes"]
    if not isinstance(classes, list) or not all(isinstance(each, Mapping) for each in classes):
        raise ScaleInvalid(f"scale {plain['id']}: classes is a list of predikat with its bound")
    return Scale(
        id=plain["id"],
        name=plain["name"],
        source=plain["source"],
        classes=tuple(ScaleClass(each.get("predikat", ""), _bound(each, plain["id"])) for each in classes),
    )


def _bound(plain: Mapping[str, str], scale: str) -> Bound | None:
    given = [key for key in ("from", "above") if key in plain]
    if not given:
        return None
    if len(given) > 1 or set(plain) - {"predikat", "from", "above"}:
        raise ScaleInvalid(f"scale {scale}: a class has predikat and from (>=) or above (>), not {sorted(plain)}")
    try:
        value = Decimal(plain[given[0]])
    except InvalidOperation:
        raise ScaleInvalid(f"scale {scale}: {plain[given[0]]!r} is not a number like 91 or 90.5") from None
    if not value.is_finite():
        raise ScaleInvalid(f"scale {scale}: a bound must be a finite number")
    return Bound(value, inclusive=given[0] == "from")
