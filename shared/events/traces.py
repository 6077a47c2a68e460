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
class OrdinalUsed:
    """The ordinal scale of a predicate as it was when it was used: its `levels` from the lowest, which scores 1."""

    id: str
    name: str
    source: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A target or realisasi as it went into the formula; what `figures` and `words` are goes by `kind`.

    number: (value); range: (lower, upper); limit: (value), words (comparison); predicate: (place on its ordinal scale),
    words (predicate, id of that scale); yes_no: words (word), figures (1 or 0); components: (numerator, denominator,
    multiplier); triwulan: (value of each), words (how they become the year, number of each); missing: words (reason,
    what is written there).
    """

    kind: str
    figures: tuple[Decimal, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How one capaian was reached, whole: what was measured can be reckoned again from these values alone.

    `exact` is percent with 28 digits before cap and rounding; it, `capaian` and `predikat` are None with a `reason`.
    `formula` is None where none was used; `formula_realisasi` is that of a realisasi from components; `ordinal` is the
    scale of a target that is a predicate. Traces told
    before `target` was part of them have their calculation as text in `steps`; `shared.trace_steps` reads both.
    """

    formula: FormulaUsed | None
    policy: PolicyUsed
    scale: ScaleUsed
    steps: tuple[str, ...] = ()
    direction: str | None = None
    target: Given | None = None
    realisasi: Given | None = None
    formula_realisasi: FormulaUsed | None = None
    ordinal: OrdinalUsed | None = None
    exact: Decimal | None = None
    capaian: Decimal | None = None
    predikat: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSource:
    """Who sent a unit's measured figures, and when; `number` is the revision of them that was measured."""

    unit: str
    number: int
    submitted_at: datetime
    submitted_by: str
