"""Whether a figure can be proven."""

from services.analysis.domain.findings.found import Code, Column, FigureRow, Finding, Severity
from shared.numbers import format_id


def no_evidence(row: FigureRow) -> Finding | None:
    """A realisasi without a file behind it. Reviewers ask for adequate data (PermenPANRB 53/2014, III/2-2 no. II.2)."""
    realisasi = row.realisasi_text if row.realisasi is None else format_id(row.realisasi)
    if row.evidence != 0 or not realisasi:
        return None
    return row.found(
        Code.NO_EVIDENCE,
        Severity.NOTE,
        Column.BUKTI,
        f"Realisasi {realisasi} belum disertai bukti dukung.",
    )
