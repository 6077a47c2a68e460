"""CSV as programs write it: with ";", "," or tabs, in UTF-8, UTF-16 or the code page of Windows."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator

from services.analysis.measure_command.lines import Line, Sheet, TableUnreadable, Written

_DELIMITERS = (";", ",", "\t", "|")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_CELL = 100_000
# ="98,01" and '98,01: how cells are kept from being changed by a spreadsheet.
_KEPT = re.compile(r'="(?P<formula>[^"]*)"|[\'’](?P<typed>[-−0-9].*)')


def csv_sheet(content: bytes, known_columns: Callable[[Sheet], int]) -> Sheet:
    """The file by the delimiter that tells most columns apart. Raises TableUnreadable where it cannot be divided."""
    text = _text_of(content)
    sheets: list[Sheet] = []
    refused = ""
    for delimiter in _DELIMITERS:
        try:
            sheets.append(Sheet("", tuple(_lines(text, delimiter))))
        except csv.Error as error:
            refused = refused or str(error)
    best = max(sheets, key=known_columns, default=None)
    if best is None or (refused and not known_columns(best)):
        raise TableUnreadable(f"berkas ini bukan CSV yang sah: {refused}.")
    return best


def _text_of(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel on Windows writes by default


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_CELL)
    before = 0
    for number, cells in _rows(text, delimiter):
        yield Line(before + 1, tuple(Written(_clean(cell)) for cell in cells))  # a quoted cell may hold several lines
        before = number


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Quotation marks inside a cell are let pass; one that is never closed would swallow the rows behind it."""
    for is_strict in (True, False):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_strict)
        begin = 1
        rows = []
        try:
            for cells in reader:
                rows.append((reader.line_num, cells))
                begin = reader.line_num + 1
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise csv.Error(f"tanda kutip pada baris {begin} tidak ditutup") from error
            if not is_strict:
                raise
        else:
            return rows
    raise AssertionError  # the second time either returned or raised


def _clean(cell: str) -> str:
    text = " ".join(cell.replace("\0", "").split())
    kept = _KEPT.fullmatch(text)
    return text if kept is None else kept["formula"] or kept["typed"] or ""
