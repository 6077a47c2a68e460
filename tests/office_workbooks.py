"""Workbooks of offices as people fill them in: the demo office by default, any cell of it changed."""

import io
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
import yaml

from services.intake.office_sheets.layout import OFFICE, OFFICE_LINES, TABLES, TableSheet

DEMO = Path(__file__).resolve().parents[1] / "demo"
Content = dict[str, list[list[Any]]]


def demo_content(name: str = "kecamatan-mentebah") -> Content:
    """The demo office as sheets of rows, the header first."""
    tree = yaml.safe_load((DEMO / f"{name}.yaml").read_text(encoding="utf-8"))
    tree["demo"] = "ya"
    tree["units"] = [{"name": unit} for unit in tree["units"]]
    text = (DEMO / "indicators" / f"{name}.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists and mappings only
    tree["indicators"] = rows["indicators"] if isinstance(rows, dict) else rows
    for row in tree["indicators"]:
        row["last_value"] = row.pop("realisasi", "")
    content = {OFFICE: [["Butir", "Isi"], *([line.title, tree.get(line.key, "")] for line in OFFICE_LINES)]}
    return content | {table.name: _rows(table, tree[table.part]) for table in TABLES}


def _rows(table: TableSheet, entries: list[dict[str, Any]]) -> list[list[Any]]:
    titles = [column.title for column in table.columns]
    return [titles, *([_text(entry.get(column.key, "")) for column in table.columns] for entry in entries)]


def _text(value: Any) -> Any:
    return {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else value


def written(content: Content) -> bytes:
    """The workbook; a text that begins with "=" becomes a formula, numbers stay numbers."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, rows in content.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(at, column, value, None, "")
                elif value != "":
                    sheet.write(at, column, value)
    book.close()
    return buffer.getvalue()
