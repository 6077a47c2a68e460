"""A figure held against the unit's own earlier years."""

from decimal import Decimal
from statistics import median

from services.analysis.domain.findings.found import Code, Column, EarlierYear, FigureRow, Finding, Severity
from services.analysis.domain.findings.slips import earlier_years
from shared.numbers import format_id

# From three years on the spread of the years themselves says what is usual.
_YEARS_FOR_A_SPREAD = 3
# Distance from the median in median absolute deviations. 1,4826 deviations are a standard deviation of normal values;
# three and a half of those is the customary cut (Iglewicz and Hoaglin, 1993): 3,5 × 1,4826 = 5,2.
_DEVIATIONS = Decimal("5.2")
# Years that were all but alike make any change look enormous: below a quarter of the usual value nothing is far off.
_LEAST_CHANGE = Decimal("0.25")
# One or two years show no spread; a figure three times as large or a third is unusual then.
_FACTOR_OF_FEW_YEARS = 3
# Two independent measurements agree in three digits about once in a thousand times, in one or two often.
_TELLING_DIGITS = 3
_ALL = Decimal(100)


def outlier(row: FigureRow) -> Finding | None:
    """The realisasi lies far from what this indicator had in earlier years."""
    value, history = row.realisasi, row.history
    if value is None or not history or row.counts_few_things:
        return None
    usual = median(history)
    is_far = _beyond_spread if len(history) >= _YEARS_FOR_A_SPREAD else _beyond_factor
    if not is_far(value, usual, history):
        return None
    return row.found(
        Code.OUTLIER,
        Severity.CHECK,
        Column.REALISASI,
        f"Realisasi {format_id(value)} jauh dari {earlier_years(row)} ({format_id(usual)})."
        " Jika sudah benar, mohon jelaskan di penjelasan.",
    )


def _beyond_spread(value: Decimal, usual: Decimal, history: tuple[Decimal, ...]) -> bool:
    deviation = median([abs(each - usual) for each in history])
    return abs(value - usual) > max(_DEVIATIONS * deviation, _LEAST_CHANGE * abs(usual))


def _beyond_factor(value: Decimal, usual: Decimal, history: tuple[Decimal, ...]) -> bool:  # noqa: ARG001 - the shape of _beyond_spread
    if not usual:
        return False  # no multiple of nothing is unusual
    if value and (value < 0) != (usual < 0):
        return True
    return abs(value) >= _FACTOR_OF_FEW_YEARS * abs(usual) or abs(value) * _FACTOR_OF_FEW_YEARS <= abs(usual)


def same_as_last_year(row: FigureRow) -> Finding | None:
    """The realisasi is exactly last year's: perhaps the old figure was left standing."""
    last = row.earlier[0] if row.earlier else None
    if last is None or row.realisasi is None or row.realisasi != last.realisasi or _stays_by_nature(row):
        return None
    is_telling = significant_digits(row.realisasi) >= _TELLING_DIGITS
    return row.found(
        Code.SAME_AS_LAST_YEAR,
        Severity.CHECK if is_telling else Severity.NOTE,
        Column.REALISASI,
        f"Realisasi {format_id(row.realisasi)} sama persis dengan realisasi {_name(last)}."
        " Mohon pastikan ini data tahun berjalan.",
    )


def _stays_by_nature(row: FigureRow) -> bool:
    """Nothing, everything, or a small number that is just what was aimed at: these are often the same every year."""
    value = row.realisasi
    if value is None or not value or (row.is_percent and value == _ALL):
        return True
    return value == row.target and significant_digits(value) < _TELLING_DIGITS


def significant_digits(value: Decimal) -> int:
    """How many digits say something: 84,75 has four, 1.200 and 0,50 have two and one."""
    return len(str(value.normalize().copy_abs()).partition("E")[0].replace(".", "").lstrip("0"))


def _name(year: EarlierYear) -> str:
    return f"tahun {year.year}" if year.year else "tahun lalu"
