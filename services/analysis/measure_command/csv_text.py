"""CSV as programs write it: with ";", "," or tabs, in UTF-8, UTF-16 or the code page of Windows."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from services.analysis.measure_command.lines import Line, Sheet, TableUnreadable, Written

_DELIMITERS = (";", ",", "\t", "|")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_CELL = 100_000
# ="98,01" and '98,01: how cells are kept from being changed by a spreadsheet.
_KEPT = re.compile(r'="(?P<formula>[^"]*)"|[\'’](?P<typed>[-−0-9].*)')


def csv_sheets(content: bytes) -> Iterator[Sheet]:
    """The file as each delimiter would divide it. Raises TableUnreadable where all of them fail."""
    text = _text_of(content)
    refused = ""
    found = False
    for delimiter in _DELIMITERS:
        try:
            lines = tuple(_lines(text, delimiter))
        except csv.Error as error:
            refused = str(error)
            continue
        found = True
        yield Sheet("", lines)
    if not found:
        raise TableUnreadable(f"Berkas ini bukan CSV yang sah ({refused}). Simpan ulang sebagai CSV atau XLSX.")


def _text_of(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel on Windows writes by default


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    for cells in reader:
        yield Line(before + 1, tuple(Written(_clean(cell)) for cell in cells))  # a quoted cell may hold several lines
        before = reader.line_num


def _clean(cell: str) -> str:
    text = " ".join(cell.replace("\0", "").split())
    kept = _KEPT.fullmatch(text)
    return text if kept is None else kept["formula"] or kept["typed"] or ""
