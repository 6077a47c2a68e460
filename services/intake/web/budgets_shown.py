"""The money behind a cycle's figures, as rows of a table."""

from collections.abc import Iterable

from services.intake.web.reading import Measured
from shared.budget_words import budget_cells
from shared.events.evaluated import MeasuredAggregate


def budget_rows(found: Measured | None) -> list[list[str]]:
    """Name, pagu, realisasi anggaran, serapan, sisa, efficiency; what is known together last.

    Nothing without a pagu.
    """
    if found is None:
        return []
    rows = [[f"{row.indikator} ({row.unit})", *budget_cells(row.budget)] for row in found.rows if row.budget]
    return [*rows, *_together(found.aggregates)]


def _together(aggregates: Iterable[MeasuredAggregate]) -> list[list[str]]:
    return [
        ["Jumlah yang terisi", *budget_cells(each.budget)]
        for each in aggregates
        if each.kind == "instansi" and each.budget
    ]
