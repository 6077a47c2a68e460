"""Decimal arithmetic that loses nothing before the one rounding people see."""

from collections.abc import Iterable
from decimal import (
    ROUND_05UP,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    Inexact,
    InvalidOperation,
)
from functools import reduce

# Typed figures have 40 characters at most; what does not fit 400 digits is no figure of an office.
_MOST_DIGITS = 400
_TRAPS = [InvalidOperation, DivisionByZero, Inexact]
_LOSSLESS = Context(prec=_MOST_DIGITS, traps=_TRAPS)
# ROUND_05UP keeps the one bit that a later rounding needs, so that rounding twice equals rounding once from the
# exact quotient (Python's decimal module, after the General Decimal Arithmetic Specification).
_QUOTIENT = Context(prec=34, rounding=ROUND_05UP, traps=_TRAPS[:2])
_LONG_QUOTIENT = Context(prec=_MOST_DIGITS, rounding=ROUND_05UP, traps=_TRAPS[:2])
_LARGEST_SHORT = 20
_STORED = Context(prec=28, rounding=ROUND_HALF_UP, traps=_TRAPS[:2])
_ROUNDING = Context(prec=_MOST_DIGITS, rounding=ROUND_HALF_UP, traps=_TRAPS[:2])

HUNDRED = Decimal(100)
ZERO = Decimal(0)
_ONE = Decimal(1)

times = _LOSSLESS.multiply
plus = _LOSSLESS.add
minus = _LOSSLESS.subtract
_divide = _QUOTIENT.divide


class TooLong(ValueError):
    """A figure is not finite, or its digits reach further than any figure of an office."""


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """34 digits or more, ready to be rounded once more. The denominator is not zero. Raises DecimalException for
    figures of hundreds of digits.
    """
    short = _divide(numerator, denominator)
    return short if short.adjusted() < _LARGEST_SHORT else _LONG_QUOTIENT.divide(numerator, denominator)


def percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    """`quotient` in percent, with the same care and errors."""
    # The body of `quotient` once more: a call costs as much as the division.
    hundredfold = times(numerator, HUNDRED)
    short = _divide(hundredfold, denominator)
    return short if short.adjusted() < _LARGEST_SHORT else _LONG_QUOTIENT.divide(hundredfold, denominator)


def stored(value: Decimal) -> Decimal:
    """28 significant digits, half up, in one way of writing (8726.667, 100): what is told of a quotient."""
    short = _STORED.plus(value).normalize(_STORED)
    # Without trailing zeros 100 would be 1E+2.
    return short.quantize(_ONE, None, _ROUNDING) if short == short.to_integral_value() else short


def stored_text(value: Decimal) -> str:
    """`stored`, written without an exponent."""
    text = str(_STORED.plus(value))
    if "E" in text:
        return format(stored(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, step: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """To the places of `step` (0.01: two), by the named rounding of the decimal module; never "-0.00"."""
    result = value.quantize(step, rounding, _ROUNDING)
    return result or abs(result)


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum, exact and therefore the same in every order. Raises TooLong."""
    try:
        return reduce(plus, values, ZERO)
    except DecimalException as error:
        raise TooLong("a sum of figures") from error
