"""BAB III.B: the money of the indicators that have a pagu, and together."""

from collections.abc import Sequence
from typing import Any

from services.documents.domain.lkjip import Figure
from shared.budget_words import budget_cells, in_sentences
from shared.events.evaluated import MeasuredAggregate


def budgets(figures: Sequence[Figure], aggregates: Sequence[MeasuredAggregate]) -> dict[str, Any]:
    """`rows` of indicator, unit and its money; none without a pagu. `total` are its cells, `said` its sentences."""
    together = next((each.budget for each in aggregates if each.kind == "instansi"), None)
    return {
        "rows": [[each.indikator, each.unit, *budget_cells(each.budget)] for each in figures if each.budget],
        "total": budget_cells(together) if together else None,
        "said": in_sentences(together) if together else "",
    }
