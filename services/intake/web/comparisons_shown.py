"""What a year's figures are held against, as rows of a table."""

from collections.abc import Iterable
from typing import Any

from shared.events.evaluated import FigureComparison
from shared.events.parts import MeasuredIndicator
from shared.events.wire import schema_of
from shared.numbers import format_id

_DASH = "–"


def comparison_rows(rows: Iterable[MeasuredIndicator], comparisons: Iterable[FigureComparison]) -> list[list[str]]:
    """Indicator, what with, its value, the difference, percent (of change, or reached), better or not."""
    of_row = {(row.unit, row.code): row for row in rows}
    return [_row(of_row[each.unit, each.code], each) for each in comparisons if (each.unit, each.code) in of_row]


def comparisons_json(comparisons: Iterable[FigureComparison]) -> Any:
    """The same for machines, decimals as strings; `unit` and `code` are those of the measured row."""
    return schema_of(FigureComparison).dump(comparisons, many=True)


def _row(row: MeasuredIndicator, each: FigureComparison) -> list[str]:
    value = each.word or f"{format_id(each.value)} {row.satuan}".strip()
    percent = _DASH if each.percent is None else format_id(each.percent)
    if each.against == "tahun_sebelumnya" and each.percent is not None:
        percent = _signed(percent)
    return [row.indikator, _with_what(each), value, _difference(each), percent, _judged(each)]


def _difference(each: FigureComparison) -> str:
    if not each.word:
        return _signed(format_id(each.difference))
    return f"{_signed(format_id(each.difference))} tingkat" if each.has_levels else _DASH


def _with_what(each: FigureComparison) -> str:
    if each.against == "renstra":
        return f"Target akhir Renstra {each.year}".strip()
    if each.against == "standar_nasional":
        return f"Standar nasional ({each.source})" if each.source else "Standar nasional"
    return f"Tahun {each.year}" if each.year else "Tahun lalu"


def _signed(printed: str) -> str:
    return printed if printed.startswith(("-", "−")) or not printed.strip("0,") else f"+{printed}"


def _judged(each: FigureComparison) -> str:
    if each.is_better is None:
        return "Sama"
    return "Lebih baik" if each.is_better else "Belum sebaik itu"
