"""The mean of figures, exact before the one rounding people see."""

from collections.abc import Sequence
from decimal import Decimal, DecimalException

from services.analysis.domain.exact import HUNDRED, TooLong, percent, times, total


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The arithmetic mean, ready to be rounded once; None of nothing. Raises TooLong (a ValueError)."""
    return weighted_mean([(value, Decimal(1)) for value in values])


def weighted_mean(values: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The mean of (value, weight); None where the weights are all zero. Raises TooLong (a ValueError)."""
    try:
        divisor = times(total(weight for _, weight in values), HUNDRED)
        return percent(total(times(value, weight) for value, weight in values), divisor) if divisor else None
    except DecimalException as error:
        raise TooLong("a mean of figures") from error
