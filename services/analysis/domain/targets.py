"""What a target and a realisasi can be: a number, a range, a limit, a predicate, yes or no, or nothing."""

from dataclasses import dataclass
from decimal import Decimal

from services.analysis.domain.exact import HUNDRED, quotient, stored, times
from services.analysis.domain.reasons import Reason
from shared.choices.limits import Comparison
from shared.choices.ordinals import Level
from shared.triwulan import Summary, year_of_known


@dataclass(frozen=True, slots=True)
class Zone:
    """A range target (zona): everything from `lower` to `upper` is as it should be."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Limit:
    """An inequality target such as "≥ 80"; as a realisasi, all that is known of it ("> 125")."""

    comparison: Comparison
    value: Decimal

    @property
    def is_upwards(self) -> bool:
        """Whether everything above the value keeps the limit."""
        return self.comparison in (Comparison.MORE, Comparison.AT_LEAST)

    def is_met_by(self, realisasi: Decimal) -> bool:
        """Whether the realisasi keeps the limit."""
        if realisasi == self.value:
            return self.comparison in (Comparison.AT_MOST, Comparison.AT_LEAST)
        return (realisasi > self.value) == self.is_upwards


@dataclass(frozen=True, slots=True)
class YesNo:
    """Whether something is so, and the word that said it."""

    is_so: bool
    word: str


@dataclass(frozen=True, slots=True)
class Components:
    """A realisasi that is computed: `numerator` ÷ `denominator` × `multiplier` (100 for a percentage)."""

    numerator: Decimal
    denominator: Decimal
    multiplier: Decimal = HUNDRED

    @property
    def value(self) -> Decimal:
        """The realisasi with 28 significant digits; there is none with a denominator of zero."""
        return stored(quotient(times(self.numerator, self.multiplier), self.denominator))


@dataclass(frozen=True, slots=True)
class OfTriwulan:
    """A realisasi of a year that follows from its triwulan: `numbers` 1 to 4, each with its value in `values`."""

    summary: Summary
    numbers: tuple[int, ...]
    values: tuple[Decimal, ...]

    @property
    def value(self) -> Decimal:
        """The year's realisasi. Raises IndexError where there is no triwulan."""
        return year_of_known(self.summary, self.values)


@dataclass(frozen=True, slots=True)
class Missing:
    """No value, why, and what is written there instead; `readings` are the numbers an ambiguous text could mean."""

    reason: Reason
    text: str = ""
    readings: tuple[Decimal, ...] = ()


Target = Decimal | Zone | Limit | Level | YesNo | Missing
Realisasi = Decimal | Components | OfTriwulan | Limit | Level | YesNo | Missing
