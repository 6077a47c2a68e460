"""The budget of a row: what may be spent, what was spent, and whether something came of it."""

from services.analysis.domain.findings.found import Code, Column, FigureRow, Finding, Severity
from shared.numbers import format_id


def above_pagu(row: FigureRow) -> Finding | None:
    """More was spent than the budget allows, which UU 1/2004 Pasal 3 ayat (3) forbids: it needs no tolerance."""
    if row.pagu is None or row.spent is None or row.spent <= row.pagu:
        return None
    return row.found(
        Code.ABOVE_PAGU,
        Severity.SERIOUS,
        Column.ANGGARAN_REALISASI,
        f"Realisasi anggaran Rp{format_id(row.spent)} lebih besar dari pagu Rp{format_id(row.pagu)}"
        f" (selisih Rp{format_id(row.spent - row.pagu)}). Mohon periksa keduanya.",
    )


def spent_without_result(row: FigureRow) -> Finding | None:
    """Money was used and the realisasi is zero or not there. Where less is better, zero is a result."""
    if row.spent is None or row.spent <= 0 or row.realisasi_text:
        return None
    if row.realisasi is not None and (row.realisasi != 0 or not row.higher_is_better):
        return None
    is_empty = row.realisasi is None
    state = "realisasi kinerjanya belum ada" if is_empty else "realisasi kinerjanya 0"
    return row.found(
        Code.SPENT_WITHOUT_RESULT,
        Severity.NOTE if is_empty else Severity.CHECK,
        Column.REALISASI,
        f"Anggaran sudah terpakai Rp{format_id(row.spent)}, sedangkan {state}."
        " Mohon periksa, atau jelaskan di penjelasan.",
    )
