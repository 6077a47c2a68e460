"""Rows measured with their formula and put into words by a scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from services.analysis.domain.formulas import Absence, Direction, Measured, Reason, measure
from services.analysis.domain.scales import Scale
from shared.numbers import round_half_up

_EXACT = Context(prec=28, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator as submitted. `target_text` is what stands where `target` is no number."""

    code: str
    target: Decimal | None
    target_text: str
    realisasi: Decimal | None
    absence: Absence | None
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRow:
    """A row with its result: either `capaian`, `capaian_exact` and `predikat`, or `reason`.

    `capaian` is percent with two places, half up (ties away from zero) from the exact fraction; `capaian_exact` is
    the same fraction with 28 significant digits.
    """

    row: Row
    capaian: Decimal | None
    capaian_exact: Decimal | None
    predikat: str | None
    reason: Reason | None


def measure_rows(rows: Iterable[Row], scale: Scale) -> tuple[MeasuredRow, ...]:
    """Every row, in the order given. The predikat belongs to the rounded capaian, the figure the reader sees."""
    return tuple(_measure_row(row, scale) for row in rows)


def _measure_row(row: Row, scale: Scale) -> MeasuredRow:
    result = measure(row.target, row.realisasi, row.direction, target_text=row.target_text, absence=row.absence)
    if not isinstance(result, Measured):
        return MeasuredRow(row=row, capaian=None, capaian_exact=None, predikat=None, reason=result.reason)
    capaian = round_half_up(result.capaian)
    return MeasuredRow(
        row=row,
        capaian=capaian,
        capaian_exact=significant(result.capaian),
        predikat=scale.predikat(capaian),
        reason=None,
    )


def significant(value: Fraction) -> Decimal:
    """The quotient with 28 significant digits, rounded once."""
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
