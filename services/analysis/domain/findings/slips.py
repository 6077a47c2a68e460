"""A figure about ten, a hundred or a thousand times too large or too small: a decimal sign or a unit (ribu, juta,
bagian dan persen) got lost on the way.
"""

from decimal import Decimal
from statistics import median

from services.analysis.domain.findings.found import Code, Column, FigureRow, Finding, Severity
from shared.numbers import format_id

# A slip moves a figure by a power of ten, an ordinary year moves it by much less. Two thirds to three halves around
# the power keeps the nets apart (6,7 to 15; 67 to 150; 667 to 1.500) and below them free: of the published tables a
# capaian of 606 percent is real.
_AROUND = Decimal("1.5")
_POWERS = (10, 100, 1000)


def scale_slip(row: FigureRow) -> Finding | None:
    """Held against the unit's own history; without one, against the target."""
    if row.realisasi is None or row.counts_few_things:
        return None
    usual = median(row.history) if row.history else None
    if usual is not None and _factor(row.realisasi, usual):
        return _at_realisasi(row, row.realisasi, usual, earlier_years(row))
    if row.target is None or not _factor(row.realisasi, row.target):
        return None
    if usual is not None:
        return _at_target(row, row.target, usual)
    return _at_realisasi(row, row.realisasi, row.target, "targetnya")


def _factor(value: Decimal, reference: Decimal) -> Decimal | None:
    """10, 100, 1000 or one divided by it, where `value` is about that many times `reference`."""
    if not value or not reference or (value < 0) != (reference < 0):
        return None
    for power in _POWERS:
        for factor in (Decimal(power), 1 / Decimal(power)):
            expected = abs(reference) * factor
            if expected / _AROUND <= abs(value) <= expected * _AROUND:
                return factor
    return None


def _at_realisasi(row: FigureRow, value: Decimal, usual: Decimal, what: str) -> Finding:
    return row.found(
        Code.SCALE_SLIP,
        Severity.CHECK,
        Column.REALISASI,
        f"Realisasi {format_id(value)} {_times(value, usual)} {what} ({format_id(usual)})."
        " Mohon periksa letak koma dan satuannya.",
    )


def earlier_years(row: FigureRow) -> str:
    """What the usual figure of a row is."""
    return "realisasi tahun lalu" if len(row.history) == 1 else f"nilai tengah {len(row.history)} tahun sebelumnya"


def _at_target(row: FigureRow, target: Decimal, usual: Decimal) -> Finding | None:
    """The realisasi is as in other years: if something slipped, it is the target."""
    if not _factor(target, usual):
        return None
    return row.found(
        Code.SCALE_SLIP,
        Severity.CHECK,
        Column.TARGET,
        f"Target {format_id(target)} {_times(target, usual)} {earlier_years(row)} ({format_id(usual)})."
        " Mohon periksa letak koma dan satuannya.",
    )


def _times(value: Decimal, usual: Decimal) -> str:
    factor = _factor(value, usual)
    if factor is None:
        raise AssertionError  # asked only where there is one
    return f"sekitar {format_id(factor)} kali" if factor > 1 else f"hanya sekitar 1/{format_id(1 / factor)} dari"
