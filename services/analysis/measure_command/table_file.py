"""From a file to the indicators of its tables."""

from pathlib import Path

from services.analysis.measure_command.csv_text import csv_sheet
from services.analysis.measure_command.lines import Sheet, TableUnreadable
from services.analysis.measure_command.rows import TableRow, table_rows
from services.analysis.measure_command.titles import headed, names_indicators
from services.analysis.measure_command.workbook_text import workbook_sheets

_LARGEST = 20 * 1024 * 1024
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""A ZIP package such as .xlsx; and the format before 2007, which the gate refuses in words of its own."""


def read_table_file(path: Path) -> tuple[TableRow, ...]:
    """The indicators of a CSV or XLSX file, in its order. Raises TableUnreadable."""
    content = _content(path)
    if not content.strip():
        raise TableUnreadable(f"{path.name}: berkas ini kosong.")
    try:
        sheets = workbook_sheets(content) if content.startswith(_OFFICE) else (csv_sheet(content, _known_columns),)
        rows = table_rows(sheets)
    except TableUnreadable as error:
        raise TableUnreadable(f"{path.name}: {error}") from error
    if not rows:
        raise TableUnreadable(f"{path.name}: {_why_none(sheets)}")
    return rows


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise TableUnreadable(f"{path.name}: berkas ini lebih besar dari {_LARGEST // 1024**2} MB.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise TableUnreadable(f"{path}: berkas ini tidak ditemukan.") from error
    except IsADirectoryError as error:
        raise TableUnreadable(f"{path}: ini sebuah folder.") from error
    except PermissionError as error:
        raise TableUnreadable(f"{path}: Anda tidak berhak membaca berkas ini.") from error
    except OSError as error:
        raise TableUnreadable(f"{path} tidak dapat dibaca: {error.strerror}.") from error


def _known_columns(sheet: Sheet) -> int:
    return max((len(found.places) for _line, found in headed(sheet) if found), default=0)


def _why_none(sheets: tuple[Sheet, ...]) -> str:
    if any(_known_columns(sheet) for sheet in sheets):
        return "tidak ada baris data di bawah judul kolom."
    if line := next((line.number for sheet in sheets for line in sheet.lines if names_indicators(line)), None):
        return (
            f"judul kolom pada baris {line} tidak memuat Target atau Realisasi."
            " Kolom triwulan ditulis sebagai baris sendiri dengan kolom periode."
        )
    return (
        "tidak ada baris judul kolom yang memuat Indikator dan Target atau Realisasi."
        " Kolom yang dibaca: unit, sasaran, indikator, satuan, arah, target, realisasi."
    )
