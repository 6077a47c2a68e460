"""`./kinerja measure FILE`: the capaian of every indicator of a table, and how each came about."""

import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from services.analysis.measure_command.as_json import json_rows
from services.analysis.measure_command.as_text import refused_lines, text_lines, total_lines
from services.analysis.measure_command.lines import TableUnreadable
from services.analysis.measure_command.measuring import MeasuredTable, measure_table
from services.analysis.measure_command.options import read_options
from services.analysis.measure_command.rows import TableRow
from services.analysis.measure_command.table_file import read_table_file
from services.analysis.scale_files import load_scales
from shared.choices.ordinal_files import load_ordinals

MEASURED, UNREADABLE = 0, 2


def main(arguments: Sequence[str]) -> int:
    """Measure the file. Returns 0, also where rows are refused, and 2 for a file that is no table."""
    for stream in (sys.stdout, sys.stderr):
        _in_utf8(stream)
    options = read_options(arguments, load_scales())
    try:
        rows = read_table_file(options.file)
    except TableUnreadable as error:
        _write(sys.stderr, [str(error)])
        return UNREADABLE
    table = measure_table(rows, load_ordinals(), options.scale, options.policy)
    _write(sys.stderr, _warnings(table))
    if options.as_json:
        _write(sys.stdout, [json.dumps(list(json_rows(table)), ensure_ascii=False, indent=1)])
        _write(sys.stderr, [*refused_lines(table), *total_lines(table)])
    else:
        _write(sys.stdout, [*text_lines(table), "", *total_lines(table)])
    return MEASURED


def _in_utf8(stream: TextIO) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")


def _write(stream: TextIO, lines: Iterable[str]) -> None:
    stream.writelines(f"{line}\n" for line in lines)


def _warnings(table: MeasuredTable) -> Iterable[str]:
    """What the reader should know of the table beside the result."""
    tables = {id(line.row.columns): line.row.columns for line in table.lines}
    for columns in tables.values():
        if "arah" not in columns.places:
            yield "Tabel tidak memuat kolom arah (naik, turun, atau turun_rasio); target berupa angka tidak diukur."
        if columns.unknown:
            yield f"Kolom yang tidak dibaca: {', '.join(columns.unknown)}."
    if repeated := "; ".join(_repeated(table)):
        yield f"Tertulis lebih dari sekali dan dihitung setiap kali: {repeated}."


def _repeated(table: MeasuredTable) -> Iterable[str]:
    """The indicators that one unit has more than once in a periode; a mean counts each."""
    rows: dict[tuple[str, ...], list[TableRow]] = {}
    for line in table.lines:
        key = tuple(line.row.text(part).casefold() for part in ("unit", "sasaran", "indikator", "periode"))
        rows.setdefault(key, []).append(line.row)
    for first, *others in rows.values():
        if others:
            owner = f" ({first.text('unit')})" if first.text("unit") else ""
            numbers = ", ".join(str(each.row) for each in (first, *others))
            yield f"{first.text('indikator')}{owner} pada baris data {numbers}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
