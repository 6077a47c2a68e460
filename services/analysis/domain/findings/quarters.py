"""The triwulan of a row: which are not measured yet, and running totals that shrink."""

from services.analysis.domain.findings.found import Code, Column, FigureRow, Finding, Severity
from shared.triwulan import triwulan_name, triwulan_names


def triwulan_missing(row: FigureRow) -> Finding | None:
    """Triwulan with a target of which nothing is known; where the whole row has no figure, that is said already."""
    if not row.missing_triwulan or (row.realisasi is None and not row.realisasi_text):
        return None
    return row.found(
        Code.TRIWULAN_MISSING,
        Severity.NOTE,
        Column(f"tw{row.missing_triwulan[0]}"),
        f"Realisasi {triwulan_names(row.missing_triwulan)} belum ada, sedangkan targetnya ada."
        " Yang kosong tidak dibaca sebagai nol.",
    )


def triwulan_falling(row: FigureRow) -> Finding | None:
    """A running total only grows: a smaller one is a slip, or was no running total."""
    if not row.falling_triwulan:
        return None
    first = row.falling_triwulan[0]
    return row.found(
        Code.TRIWULAN_FALLING,
        Severity.CHECK,
        Column(f"tw{first}"),
        f"Realisasi kumulatif {triwulan_name(first)} lebih kecil dari triwulan sebelumnya. Mohon periksa keduanya;"
        " angka kumulatif memuat triwulan sebelumnya.",
    )
