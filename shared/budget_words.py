"""The money behind figures in the words that page, paper and check share."""

from decimal import Decimal
from typing import Final

from shared.events.budgets import MeasuredBudget
from shared.numbers import format_id

_DASH: Final = "–"
_NOT_YET: Final = "belum ada"


def rupiah(value: Decimal | None, otherwise: str = _DASH) -> str:
    """An amount, such as Rp1.403.419.201, or what stands in its place."""
    return otherwise if value is None else f"Rp{format_id(value)}"


def budget_cells(budget: MeasuredBudget) -> list[str]:
    """Pagu, realisasi anggaran, serapan in percent, sisa, and how efficient."""
    return [
        rupiah(budget.pagu),
        rupiah(budget.spent, _NOT_YET),
        _percent(budget.serapan),
        rupiah(budget.sisa),
        efficiency(budget),
    ]


def efficiency(budget: MeasuredBudget) -> str:
    """Capaian less serapan in points with its word; a dash where one of the two is not known."""
    if budget.points is None or budget.word is None:
        return _DASH
    sign = "+" if budget.points > 0 else ""
    return f"{budget.word} ({sign}{format_id(budget.points)} poin)"


def in_sentences(budget: MeasuredBudget) -> str:
    """What several indicators' money came to, and its efficiency in the three ways offices work it out."""
    told = (
        f"Dari pagu {rupiah(budget.pagu)} terpakai {rupiah(budget.spent)}, serapan {_percent(budget.serapan)} persen."
    )
    if budget.points is not None:
        told += f" Capaian dikurangi serapan {format_id(budget.points)} poin: {str(budget.word).lower()}."
    if budget.saved is not None:
        told += f" Dengan target yang tercapai, {format_id(budget.saved)} persen anggaran tidak terpakai."
    if budget.value is not None:
        told += f" Nilai efisiensi menurut PMK 214/PMK.02/2017: {format_id(budget.value)}."
    return told


def _percent(value: Decimal | None) -> str:
    return _DASH if value is None else format_id(value)
