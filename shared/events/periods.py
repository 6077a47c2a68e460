"""The triwulan of an indicator, as events carry them: what is aimed at, what was reached, what it came to."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TriwulanFigure:
    """Triwulan `number`, 1 to 4, with a target. `realisasi` is None where it is not asked yet or not known."""

    number: int
    target: Decimal
    realisasi: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredTriwulan:
    """A triwulan held against its own target. `capaian` is percent as the year's; None with a `reason`."""

    number: int
    target: Decimal
    realisasi: Decimal | None
    capaian: Decimal | None
    reason: str | None = None
