"""All checks of a row in one order: what explains a figure best comes first, and weaker guesses then stay silent."""

from collections.abc import Callable, Iterable

from services.analysis.domain.findings.budget import above_pagu, spent_without_result
from services.analysis.domain.findings.components import other_than_components
from services.analysis.domain.findings.found import FigureRow, Finding
from services.analysis.domain.findings.history import outlier, same_as_last_year
from services.analysis.domain.findings.proof import no_evidence
from services.analysis.domain.findings.quarters import triwulan_falling, triwulan_missing
from services.analysis.domain.findings.slips import scale_slip
from services.analysis.domain.findings.swaps import swapped_against_last_year, swapped_by_looks

_Check = Callable[[FigureRow], Finding | None]

# One typing slip makes a figure look swapped, slipped and far off at once: the first that answers stands for all.
_EXPLANATIONS: tuple[_Check, ...] = (swapped_against_last_year, scale_slip, swapped_by_looks, outlier)
_ALONE: tuple[_Check, ...] = (
    same_as_last_year,
    other_than_components,
    triwulan_falling,
    triwulan_missing,
    above_pagu,
    spent_without_result,
    no_evidence,
)


def check_row(row: FigureRow) -> tuple[Finding, ...]:
    """What is worth a look in this row; at most one finding of a code. The same row always gives the same findings."""
    explained = next((found for check in _EXPLANATIONS if (found := check(row))), None)
    alone = [check(row) for check in _ALONE]
    return tuple(found for found in (explained, *alone) if found)


def check_rows(rows: Iterable[FigureRow]) -> tuple[Finding, ...]:
    """The findings of every row, in the order of the rows; no row looks at another."""
    return tuple(found for row in rows for found in check_row(row))
