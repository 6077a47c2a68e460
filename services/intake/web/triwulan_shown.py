"""The triwulan of measured figures, as rows of a table."""

from collections.abc import Iterable

from shared.events.parts import MeasuredIndicator
from shared.events.periods import MeasuredTriwulan
from shared.numbers import format_id
from shared.triwulan import triwulan_name

_NOT_YET = "belum ada"
_DASH = "–"


def triwulan_rows(rows: Iterable[MeasuredIndicator]) -> list[list[str]]:
    """Indicator, triwulan, target, realisasi, capaian; nothing for indicators that are measured once a year."""
    return [_cells(row, each) for row in rows for each in row.triwulan]


def _cells(row: MeasuredIndicator, each: MeasuredTriwulan) -> list[str]:
    realisasi = _NOT_YET if each.realisasi is None else format_id(each.realisasi)
    capaian = _DASH if each.capaian is None else format_id(each.capaian)
    target = f"{format_id(each.target)} {row.satuan}".strip()
    return [row.indikator, triwulan_name(each.number), target, realisasi, capaian]
