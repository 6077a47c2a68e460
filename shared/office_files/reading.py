"""From a workbook that passed the gate to its cells; runs only inside the child process of read_once.py."""

from collections.abc import Callable, Mapping

from shared.office_files.cells import Cells
from shared.office_files.elements import StartsOnly, walk
from shared.office_files.formats import Formats
from shared.office_files.gate import Kind, Package, check_package
from shared.office_files.parts import Relations
from shared.office_files.refusal import FileRefused, Reason, damaged
from shared.office_files.texts import Budget, SharedStrings
from shared.office_files.workbook import Cell, Sheet, Workbook

MAX_SHEETS = 20


class _Sheets(StartsOnly):
    def __init__(self) -> None:
        self.found: list[tuple[str, bool, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            self.found.append((attributes.get("name", ""), is_hidden, attributes.get("id", "")))


def cells_of(content: bytes) -> Workbook:
    """Gate and reading in one. Raises FileRefused."""
    package = check_package(content, Kind.XLSX)
    listed = _Sheets()
    walk(package.chunks(package.main_part), listed)
    _check_sheets(listed)
    relations = package.relations(package.main_part)
    read_cells = _cell_reader(package, relations)
    worksheets = set(relations.of_type("worksheet"))
    parts = [(name, is_hidden, relations.target(key)) for name, is_hidden, key in listed.found]
    # A chart sheet has no cells.
    sheets = [Sheet(name, hidden, read_cells(name, part)) for name, hidden, part in parts if part in worksheets]
    return Workbook({sheet.name: sheet for sheet in sheets})


def _cell_reader(package: Package, relations: Relations) -> Callable[[str, str], Mapping[tuple[int, int], Cell]]:
    strings, formats, budget = SharedStrings(), Formats(), Budget()
    for part in relations.of_type("sharedStrings")[:1]:
        walk(package.chunks(part), strings)
    for part in relations.of_type("styles")[:1]:
        walk(package.chunks(part), formats)
    styles = formats.kinds()

    def read(name: str, part: str) -> Mapping[tuple[int, int], Cell]:
        cells = Cells(name, strings.strings, styles, budget)
        walk(package.chunks(part), cells)
        return cells.cells()

    return read


def _check_sheets(listed: _Sheets) -> None:
    names = [name.lower() for name, _, _ in listed.found]
    if len(set(names)) != len(names):
        raise damaged()
    if len(names) > MAX_SHEETS:
        raise FileRefused(
            Reason.TOO_MANY_CELLS, f"Berkas ini memuat {len(names)} lembar; paling banyak {MAX_SHEETS} lembar."
        )
