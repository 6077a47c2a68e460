"""Tables of offices for `./kinerja measure`."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

HEADER = "unit,sasaran,indikator,satuan,arah,target,realisasi"
Measure = Callable[..., list[dict[str, Any]]]
"""Content of a file and options → the rows of `--json`."""


def one(target: str, realisasi: str, *, arah: str = "naik", satuan: str = "") -> str:
    """A table of one indicator."""
    return f'{HEADER}\nSeksi A,Sasaran,Indikator,{satuan},"{arah}","{target}","{realisasi}"\n'


def workbook(*rows: tuple[Any, ...], percent: str = "", day: str = "") -> bytes:
    """The rows in one sheet; the cell `percent` has a percent format, the cell `day` shows 1 March 2025."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if percent:
        sheet.write_number(percent, 0.985, book.add_format({"num_format": "0.00%"}))
    if day:
        sheet.write_datetime(day, date(2025, 3, 1), book.add_format({"num_format": "d/m/yyyy"}))
    book.close()
    return stream.getvalue()
