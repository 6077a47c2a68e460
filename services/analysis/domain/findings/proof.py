"""Whether a figure can be proven."""

from services.analysis.domain.findings.found import Code, Column, FigureRow, Finding, Severity
from shared.numbers import format_id


def no_evidence(row: FigureRow) -> Finding | None:
    """A realisasi without a file behind it. Reviewers ask for adequate data (PermenPANRB 53/2014, III/2-2 no. II.2)."""
    if row.evidence != 0 or row.realisasi is None:
        return None
    return row.found(
        Code.NO_EVIDENCE,
        Severity.NOTE,
        Column.BUKTI,
        f"Realisasi {format_id(row.realisasi)} belum disertai bukti dukung.",
    )
