"""The arithmetic of the formulas: percent from numbers, or the reason why there is none. Never divides by zero.

Each raises TooLong or DecimalException for figures that are not finite or have hundreds of digits.
"""

from decimal import Decimal
from typing import Final

from services.analysis.domain.exact import HUNDRED, ZERO, TooLong, minus, percent, times
from services.analysis.domain.formulas import Direction
from services.analysis.domain.policies import Negative, Policy, ZeroRealisasi, ZeroTarget
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import Limit, Zone

_TWO: Final = Decimal(2)
_NAIK: Final = Direction.NAIK
_TURUN: Final = Direction.TURUN
_REFUSED: Final = Negative.TIDAK_DIUKUR


def ratio(target: Decimal, realisasi: Decimal, direction: Direction, policy: Policy) -> Decimal | Reason:
    """Target and realisasi as numbers.

    A negative target turns every ratio round: −1,25 against −2,5 would be 50 where more is better. It has no capaian.
    """
    if not target.is_finite():
        raise TooLong(f"a target of {target}")
    if target <= ZERO:
        return Reason.NEGATIVE_TARGET if target else _of_zero_target(realisasi, direction, policy)
    if policy.negative is _REFUSED and realisasi < ZERO:
        return Reason.NEGATIVE_REALISASI
    if direction is _NAIK:
        return percent(realisasi, target)
    if direction is _TURUN:
        return percent(minus(times(_TWO, target), realisasi), target)
    return _inverse(target, realisasi, policy)


def _inverse(target: Decimal, realisasi: Decimal, policy: Policy) -> Decimal | Reason:
    """T/R. Below zero it would fall where the realisasi becomes better still."""
    if realisasi < 0:
        return Reason.NEGATIVE_REALISASI
    if realisasi:
        return percent(target, realisasi)
    return HUNDRED if policy.zero_realisasi is ZeroRealisasi.SERATUS else Reason.ZERO_REALISASI


def _of_zero_target(realisasi: Decimal, direction: Direction, policy: Policy) -> Decimal | Reason:
    if policy.zero_target is ZeroTarget.TIDAK_DIUKUR:
        return Reason.ZERO_TARGET
    is_met = realisasi >= 0 if direction is _NAIK else realisasi <= 0
    return HUNDRED if is_met else ZERO


def zone(target: Zone, realisasi: Decimal, direction: Direction, policy: Policy) -> Decimal | Reason:
    """A range: 100 inside, the formula on the nearer bound outside."""
    if target.lower > target.upper:
        return Reason.INVALID_RANGE
    if target.lower <= realisasi <= target.upper:
        return HUNDRED
    nearer = target.lower if realisasi < target.lower else target.upper
    # Which of the two formulas for "lower is better" makes no difference to PermenPANRB 8/2021: it names only one.
    return ratio(nearer, realisasi, _NAIK if direction is _NAIK else _TURUN, policy)


def limit(target: Limit, realisasi: Decimal) -> Decimal:
    """100 where the limit is kept, 0 where it is not."""
    return HUNDRED if target.is_met_by(realisasi) else ZERO


def limit_by_limit(target: Limit, known: Limit, direction: Direction, policy: Policy) -> Decimal | Reason:
    """A realisasi of which only a limit is known: "> 125" against "> 100" is measured on the two limits, as BKPD Jawa
    Barat 2016 printed it. One that points the other way is missed, or says nothing.
    """
    if known.is_upwards == target.is_upwards:
        return ratio(target.value, known.value, direction, policy)
    is_apart = known.value > target.value if known.is_upwards else known.value < target.value
    touches = known.value == target.value and target.is_met_by(known.value) and known.is_met_by(known.value)
    return ZERO if is_apart or (known.value == target.value and not touches) else Reason.TEXT
