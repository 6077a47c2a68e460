"""A realisasi that is computed, held against what it is computed from."""

from decimal import Decimal
from fractions import Fraction

from services.analysis.domain.findings.found import Code, Column, FigureRow, Finding, Severity
from shared.numbers import format_id, round_half_up

# A share, a percentage, per 1.000, per 100.000: which of them is meant stands in the indicator's words only.
_MULTIPLIERS = tuple(10**power for power in range(7))


def other_than_components(row: FigureRow) -> Finding | None:
    """The realisasi is not what its pembilang and penyebut give, by no usual multiplier; rounding is no difference."""
    if row.realisasi is None or row.numerator is None or not row.denominator:
        return None
    quotient = Fraction(row.numerator) / Fraction(row.denominator)
    if any(_agrees(row.realisasi, quotient * multiplier) for multiplier in _MULTIPLIERS):
        return None
    times, shown = (" × 100", quotient * 100) if row.is_percent else ("", quotient)
    reckoned = f"{format_id(row.numerator)} ÷ {format_id(row.denominator)}{times} = {format_id(round_half_up(shown))}"
    return row.found(
        Code.COMPONENTS_DIFFER,
        Severity.CHECK,
        Column.REALISASI,
        f"Realisasi {format_id(row.realisasi)} tidak sesuai dengan pembilang dan penyebutnya: {reckoned}."
        " Mohon periksa ketiganya.",
    )


def _agrees(realisasi: Decimal, exact: Fraction) -> bool:
    exponent = realisasi.as_tuple().exponent
    last_digit = Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(0)
    return abs(Fraction(realisasi) - exact) < last_digit
