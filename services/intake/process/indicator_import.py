"""Taking indicators from a workbook into a cycle: what each row would change, and what is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError

from services.intake.indicator_details import DETAIL_TITLES, flat_details
from services.intake.models import CycleIndicatorRecord
from services.intake.office_format.indicators import indicator_entry
from services.intake.office_format.schema import IndicatorSchema
from services.intake.office_format.values import IndicatorEntry
from services.intake.office_sheets.layout import INDICATORS
from services.intake.office_sheets.tables import Problem, Row
from shared.numbers import format_id

_TITLES = {column.key: column.title for column in INDICATORS.columns}
_AS_KEPT = tuple(key for key in _TITLES if key not in {"unit", "arah", "target", *DETAIL_TITLES})


@dataclass(frozen=True, slots=True)
class Taking:
    """One indicator as it would be after the import; its code is empty where it still has to get one."""

    entry: IndicatorEntry
    is_known: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    taken: tuple[Taking, ...]
    problems: tuple[Problem, ...]


def plan_import(
    rows: Iterable[Row], cycle: Iterable[CycleIndicatorRecord], units: Mapping[Any, str], default_unit: str
) -> Plan:
    """Match rows with the cycle's indicators by code, else by their words; an empty cell keeps what is known.

    `units` are the office's, by id; a new indicator that names none goes to `default_unit`, if given.
    """
    known = list(cycle)
    taken: list[Taking] = []
    problems: list[Problem] = []
    for row in rows:
        before = _match(row, known)
        given = {**(fields_of(before, units) if before else {"unit": default_unit}), **row.texts}
        try:
            taken.append(Taking(_entry(given, units), before is not None))
        except ValidationError as error:
            problems += _told(row, error)
    return Plan(tuple(taken), tuple(problems))


def fields_of(row: CycleIndicatorRecord, units: Mapping[Any, str]) -> dict[str, str]:
    """An indicator as the texts that IndicatorSchema reads."""
    target = format_id(row.target) if row.target is not None else row.target_text
    same = {name: getattr(row, name) for name in _AS_KEPT}
    details = flat_details(row.details, row.policies)
    return {"unit": units[row.unit_id], "arah": row.direction, "target": target, **same, **details}


def _match(row: Row, known: list[CycleIndicatorRecord]) -> CycleIndicatorRecord | None:
    code, words = row.texts.get("code"), _plain(row.texts["indikator"])
    return next((one for one in known if (one.code == code if code else _plain(one.indikator) == words)), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _entry(given: Mapping[str, str], units: Mapping[Any, str]) -> IndicatorEntry:
    named = {_plain(name): name for name in units.values()}
    unit = named.get(_plain(given.get("unit", "")))
    if unit is None:
        raise ValidationError({"unit": ["tidak ada unit dengan nama ini" if given.get("unit") else "wajib diisi"]})
    loaded = IndicatorSchema().load({key: text for key, text in {**given, "unit": unit}.items() if text})
    return replace(indicator_entry(1, loaded), code=given.get("code", ""))


def _told(row: Row, error: ValidationError) -> Iterable[Problem]:
    messages: Any = error.messages
    for key, texts in messages.items():
        place = key if key in row.refs else "indikator"
        yield from (row.problem(place, f"{_TITLES.get(key, key)}: {text}") for text in texts)
