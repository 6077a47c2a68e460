"""Target and realisasi that stand in each other's place."""

from decimal import Decimal

from services.analysis.domain.findings.found import Code, Column, EarlierYear, FigureRow, Finding, Severity
from services.analysis.domain.findings.history import significant_digits
from shared.numbers import format_id

# Targets and results move by a few percent from year to year. Swapped figures fit last year within a tenth, while as
# they stand both are further off than that: then the swap explains both at once.
_FITS = Decimal("0.1")
# A target is set in round figures, a result is counted: 141,92 (target) against 100 (realisasi) reads like a swap.
_ROUND_DIGITS = 2
_MORE_DIGITS = 2
_ALL = Decimal(100)


def swapped_against_last_year(row: FigureRow) -> Finding | None:
    """Last year's pair of figures fits only when the two change places."""
    target, realisasi, last = row.target, row.realisasi, _last_pair(row)
    if target is None or realisasi is None or last is None:
        return None
    return _found(row, target, realisasi, Severity.CHECK) if _fits_swapped(target, realisasi, last) else None


def swapped_by_looks(row: FigureRow) -> Finding | None:
    """Nothing is known of earlier years, and the realisasi looks like a target and the target like a realisasi."""
    target, realisasi = row.target, row.realisasi
    # A target is often set to last year's result: results alone tell nothing of a swap.
    if target is None or realisasi is None or row.history or not _looks_swapped(row, target, realisasi):
        return None
    return _found(row, target, realisasi, Severity.NOTE)


def _last_pair(row: FigureRow) -> EarlierYear | None:
    return next((year for year in row.earlier if year.target is not None and year.realisasi is not None), None)


def _fits_swapped(target: Decimal, realisasi: Decimal, last: EarlierYear) -> bool:
    if last.target is None or last.realisasi is None:
        return False
    as_it_stands = _near(target, last.target) or _near(realisasi, last.realisasi)
    return not as_it_stands and _near(target, last.realisasi) and _near(realisasi, last.target)


def _near(value: Decimal, reference: Decimal) -> bool:
    return abs(value - reference) <= _FITS * abs(reference)


def _looks_swapped(row: FigureRow, target: Decimal, realisasi: Decimal) -> bool:
    if realisasi <= 0 or target <= 0 or _near(realisasi, target):
        return False
    if row.is_percent and realisasi == _ALL and target < _ALL:
        return False  # everything was reached
    digits = significant_digits(realisasi)
    return digits <= _ROUND_DIGITS and significant_digits(target) - digits >= _MORE_DIGITS


def _found(row: FigureRow, target: Decimal, realisasi: Decimal, severity: Severity) -> Finding:
    return row.found(
        Code.SWAPPED,
        severity,
        Column.REALISASI,
        f"Target {format_id(target)} dan realisasi {format_id(realisasi)} mungkin tertukar. Mohon periksa keduanya.",
    )
