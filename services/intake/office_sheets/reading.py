"""An office's workbook as the same values its YAML file gives, or everything that is wrong in it, cell by cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from services.intake.domain.sop import Sop
from services.intake.office_file import OfficeFileInvalid, find_sop
from services.intake.office_format.checks import LooseEnd, loose_ends
from services.intake.office_format.indicators import indicator_entry
from services.intake.office_format.schema import (
    IndicatorSchema,
    OfficeSchema,
    PersonSchema,
    PostSchema,
    UnitSchema,
)
from services.intake.office_format.values import OfficeFile
from services.intake.office_sheets.layout import (
    INDICATORS,
    OFFICE,
    OFFICE_LINES,
    PEOPLE,
    POSTS,
    TABLES,
    UNITS,
    Column,
)
from services.intake.office_sheets.tables import Problem, Reading, Row
from services.intake.sop_file import SopFileInvalid, read_sop_file
from shared.office_files.sheets import read_workbook

_ROWS = ("units", "posts", "people", "indicators", "days", "hours")
_REFERS_TO = {"unit": UNITS.part, "holder": PEOPLE.part}
_SCHEMAS: Mapping[str, type[Schema]] = {
    "units": UnitSchema,
    "posts": PostSchema,
    "people": PersonSchema,
    "indicators": IndicatorSchema,
}


@dataclass(frozen=True, slots=True)
class ReadOffice:
    """A sound workbook; `examples` is how many example rows were left out."""

    office: OfficeFile
    sop: Sop
    examples: int


def read_office_workbook(path: Path) -> ReadOffice:
    """The office in a workbook. Raises OfficeFileInvalid with every problem, FileRefused, and OSError."""
    workbook = read_workbook(path.read_bytes())
    reading = Reading()
    head = reading.office(workbook)
    rows = {table.part: reading.rows(workbook, table) for table in TABLES}
    sop = _sop(head, path, reading)
    if sop:
        _name_roles(rows[POSTS.part], sop[1])
    problems = reading.problems
    loaded = _load(head, rows, problems)
    if loaded and sop:
        office = OfficeFile(**{**loaded, "sop": sop[0]})
        problems += _checked(office, sop[1], rows, problems)
        if not problems:
            return ReadOffice(office, sop[1], reading.examples)
    raise OfficeFileInvalid(path.name, [str(problem) for problem in problems])


def _sop(head: Row, path: Path, reading: Reading) -> tuple[Path, Sop] | None:
    name = head.texts.get("sop", "")
    if not name:
        return None
    try:
        found = find_sop(name, path)
        return found, read_sop_file(found)
    except OfficeFileInvalid:
        reading.problems.append(head.problem("sop", f"berkas SOP {name} tidak ditemukan"))
    except SopFileInvalid as error:
        reading.problems += [head.problem("sop", str(problem)) for problem in error.problems]
    return None


def _name_roles(posts: Iterable[Row], sop: Sop) -> None:
    """Roles may be written by their id or by their name in the SOP."""
    ids = {role.name.casefold(): role.id for role in sop.roles.values()}
    for row in posts:
        roles = [role.strip() for role in row.texts.get("roles", "").replace(",", ";").split(";") if role.strip()]
        row.texts["roles"] = ";".join(ids.get(role.casefold(), role) for role in roles)


def _load(head: Row, rows: Mapping[str, list[Row]], problems: list[Problem]) -> dict[str, Any] | None:
    """The values of the office; None when its own lines are unsound. Rows that are unsound are left out."""
    read = {part: tuple(_entries(part, found, problems)) for part, found in rows.items()}
    try:
        office: dict[str, Any] = OfficeSchema(exclude=_ROWS).load(_given(head))
    except ValidationError as error:
        problems += _told(head, error)
        return None
    return {**office, **read, "days": (), "hours": ()}


def _entries(part: str, rows: list[Row], problems: list[Problem]) -> Iterator[Any]:
    finish: Callable[[int, Any], Any] = indicator_entry if part == INDICATORS.part else lambda _number, value: value
    for number, row in enumerate(list(rows), start=1):
        try:
            yield finish(number, _SCHEMAS[part]().load(_given(row)))
        except ValidationError as error:
            problems += _told(row, error)
            rows.remove(row)


def _given(row: Row) -> dict[str, Any]:
    given: dict[str, Any] = {key: text for key, text in row.texts.items() if text}
    if "roles" in given:
        given["roles"] = given["roles"].split(";")
    return given


def _told(row: Row, error: ValidationError) -> Iterator[Problem]:
    messages: Any = error.messages
    for key, texts in messages.items():
        yield from (row.problem(key, f"{_title(row.sheet, key)}: {text}") for text in texts)


def _title(sheet: str, key: str) -> str:
    return next((column.title for column in _columns(sheet) if column.key == key), key)


def _columns(sheet: str) -> Iterator[Column]:
    yield from OFFICE_LINES if sheet == OFFICE else ()
    yield from (column for table in TABLES if table.name == sheet for column in table.columns)


def _checked(office: OfficeFile, sop: Sop, rows: Mapping[str, list[Row]], before: list[Problem]) -> list[Problem]:
    """Loose ends at their cells; those that only follow from a row that was refused above are left out."""
    unsound = {table.part for table in TABLES if any(problem.sheet == table.name for problem in before)}
    return [
        _placed(end, rows)
        for end in loose_ends(office, sop)
        if _REFERS_TO.get(end.key) not in unsound and not (end.index is None and end.part in unsound)
    ]


def _placed(end: LooseEnd, rows: Mapping[str, list[Row]]) -> Problem:
    if end.index is not None:
        return rows[end.part][end.index].problem(end.key, end.text)
    return Problem(next(table.name for table in TABLES if table.part == end.part), "", end.text)
