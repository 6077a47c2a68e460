"""What a capaian came from, as events carry it: the answer to "mengapa 104,96?" beside the inputs of its row."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaUsed:
    """A named formula: `id` is short ("R/T"), `text` is printed, `source` is the public document that states it."""

    id: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyUsed:
    """What the office decides where the regulations leave it open. `cap` is percent, None for no cap.

    `rounding` is setengah_ke_atas or dipotong, to `places` decimals; the other words are those of analysis' policies.
    """

    zero_target: str
    zero_realisasi: str
    negative: str
    limit: str
    cap: Decimal | None
    places: int
    rounding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleClassUsed:
    """A class from its lower `bound` (percent) upwards; None for the lowest. `is_inclusive` is ≥, otherwise >."""

    predikat: str
    bound: Decimal | None
    is_inclusive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleUsed:
    """A predicate scale as it was when it was used, highest class first."""

    id: str
    name: str
    source: str
    classes: tuple[ScaleClassUsed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How one capaian was reached. `formula` is None and `steps` are empty where there is none.

    `steps` are lines with the figures filled in, from the quotient over cap and rounding to the predikat; numbers are
    written as Indonesian offices write them.
    """

    formula: FormulaUsed | None
    policy: PolicyUsed
    scale: ScaleUsed
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSource:
    """Who sent a unit's measured figures, and when; `number` is the revision of them that was measured."""

    unit: str
    number: int
    submitted_at: datetime
    submitted_by: str
