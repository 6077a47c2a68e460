"""Budget held against performance: serapan, and efficiency in the three ways offices work it out.

All amounts are Rupiah, all results percent. Nothing is divided by zero: a figure that has no meaning is None.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from services.analysis.domain.exact import HUNDRED, minus, percent, plus, rounded, times, total

_PLACES: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Absorption:
    """`serapan` is realisasi ÷ pagu × 100 with two places; None without a pagu, without a realisasi, or for a pagu of
    zero. `sisa` is pagu − realisasi; `is_above_pagu` is flagged whatever the amount (UU 1/2004 Pasal 3 ayat (3)).
    """

    pagu: Decimal | None
    realisasi: Decimal | None
    serapan: Decimal | None
    sisa: Decimal | None
    is_above_pagu: bool


def absorption(pagu: Decimal | None, realisasi: Decimal | None) -> Absorption:
    """How much of a budget was used; an amount that is not known is None, never zero. Raises TooLong."""
    if pagu is None or realisasi is None:
        return Absorption(pagu, realisasi, None, None, is_above_pagu=False)
    serapan = rounded(percent(realisasi, pagu), _PLACES) if pagu > 0 else None
    return Absorption(pagu, realisasi, serapan, minus(pagu, realisasi), is_above_pagu=realisasi > pagu)


def together(budgets: Iterable[Absorption]) -> Absorption:
    """Several budgets as one: those of which both amounts are known. Raises TooLong."""
    known = [(each.pagu, each.realisasi) for each in budgets if each.pagu is not None and each.realisasi is not None]
    if not known:
        return absorption(None, None)
    return absorption(total(pagu for pagu, _ in known), total(spent for _, spent in known))


class Efficiency(StrEnum):
    """The words of e-SAKIP Kabupaten Banjarnegara (https://github.com/naufalpi/e-sakip-bna)."""

    EFISIEN = "Efisien"
    CUKUP_EFISIEN = "Cukup efisien"
    TIDAK_EFISIEN = "Tidak efisien"


_ABOUT_EQUAL: Final = Decimal(5)


@dataclass(frozen=True, slots=True)
class DifferenceEfficiency:
    """Capaian less serapan, in percentage points, and the word for it."""

    points: Decimal
    word: Efficiency


def by_difference(capaian: Decimal | None, serapan: Decimal | None) -> DifferenceEfficiency | None:
    """More than 5 points above the serapan is efficient, more than 5 below is not (Banjarnegara). Raises TooLong."""
    if capaian is None or serapan is None:
        return None
    points = minus(capaian, serapan)
    if abs(points) <= _ABOUT_EQUAL:
        return DifferenceEfficiency(points, Efficiency.CUKUP_EFISIEN)
    return DifferenceEfficiency(points, Efficiency.EFISIEN if points > 0 else Efficiency.TIDAK_EFISIEN)


def by_rest(capaian: Decimal | None, serapan: Decimal | None) -> Decimal | None:
    """The share of the budget that was not needed, negative above the pagu; None where the target was not reached.

    `capaian` is the exact one: whether a target was reached is no matter of rounding.
    To save on what was not done is no efficiency. Source: https://123dok.com/id/article/analisis-efisiensi.11334423
    """
    if capaian is None or serapan is None or capaian < HUNDRED:
        return None
    return minus(HUNDRED, serapan)


@dataclass(frozen=True, slots=True)
class Output:
    """One output: its pagu, its capaian in percent, and what was spent."""

    pagu: Decimal
    capaian: Decimal
    realisasi: Decimal


@dataclass(frozen=True, slots=True)
class OutputEfficiency:
    """`raw` is E as it comes, in percent; `counted` is E within −20 to 20; `value` is NE, 0 to 100. Two places."""

    raw: Decimal
    counted: Decimal
    value: Decimal


_MOST: Final = Decimal(20)
_MIDDLE: Final = Decimal(50)
_PER_POINT: Final = _MIDDLE / _MOST


def by_outputs(outputs: Iterable[Output]) -> OutputEfficiency | None:
    """E = Σ(pagu × capaian − realisasi) ÷ Σ(pagu × capaian); NE = 50 + E ÷ 20 × 50. None where the divisor is not
    above zero. Raises TooLong.

    Source: PMK 214/PMK.02/2017, as applied in https://123dok.com/article/volume-indikator-keluaran-output-nomor-tahun-tentang-pengukuran.q5oxr03z.
    A report printed NE = 235 from E = 74,03; E is therefore held within −20 to 20, and kept as it came beside it.
    """
    everyone = tuple(outputs)
    # Capaian stays in percent, the spending is a hundredfold instead: nothing is divided before the end.
    earned = total(times(each.pagu, each.capaian) for each in everyone)
    if earned <= 0:
        return None
    spent = times(total(each.realisasi for each in everyone), HUNDRED)
    raw = rounded(percent(minus(earned, spent), earned), _PLACES)
    counted = max(-_MOST, min(_MOST, raw))
    return OutputEfficiency(raw, counted, rounded(plus(_MIDDLE, times(counted, _PER_POINT)), _PLACES))
