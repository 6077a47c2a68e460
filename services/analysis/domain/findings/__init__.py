"""What in a row of figures is worth a second look. A finding asks; it never changes a value and never refuses one."""

from services.analysis.domain.findings.checking import check_row, check_rows
from services.analysis.domain.findings.found import Cell, Code, Column, EarlierYear, FigureRow, Finding, Severity

__all__ = ["Cell", "Code", "Column", "EarlierYear", "FigureRow", "Finding", "Severity", "check_row", "check_rows"]
