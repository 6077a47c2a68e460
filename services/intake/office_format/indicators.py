"""Indicators of an office, written in its file or in a file beside it (YAML, JSON or CSV)."""

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from services.intake.office_format.details import details_of, policies_of
from services.intake.office_format.schema import IndicatorSchema
from services.intake.office_format.values import Direction, IndicatorEntry
from shared.numbers import NumberRefused, parse_id


def read_indicators(given: Any, folder: Path) -> tuple[IndicatorEntry, ...]:
    """The indicators in their order; rows are numbered from 1 over the whole office.

    `given` is a list of rows or the name of a file of rows. Raises marshmallow.ValidationError, by row.
    """
    rows = _rows_of_file(folder / given) if isinstance(given, str) else given
    if not isinstance(rows, Sequence):
        raise ValidationError("harus daftar indikator, atau nama berkas")
    loaded = IndicatorSchema(many=True).load(rows)
    return tuple(_entries(loaded))


def _rows_of_file(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValidationError(f"berkas {path.name} tidak dapat dibaca: {error.strerror}") from error
    if path.suffix == ".csv":
        return list(csv.DictReader(text.splitlines()))
    tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text, lists and mappings only
    return tree.get("indicators", tree) if isinstance(tree, dict) else tree


def _entries(rows: list[dict[str, Any]]) -> Iterator[IndicatorEntry]:
    for number, row in enumerate(rows, start=1):
        try:
            yield indicator_entry(number, row)
        except ValidationError as error:
            raise ValidationError({number - 1: error.messages}) from error


def indicator_entry(number: int, row: dict[str, Any]) -> IndicatorEntry:
    """One row as IndicatorSchema loaded it, the `number`-th of its office. Raises ValidationError, by key."""
    if row["arah"] not in set(Direction):
        raise ValidationError({"arah": [f"yang boleh: {', '.join(Direction)}"]})
    return IndicatorEntry(
        unit=row["unit"],
        code=row["code"] or f"IK-{number:02}",
        row=number,
        sasaran=row["sasaran"],
        indikator=row["indikator"],
        satuan=row["satuan"],
        arah=Direction(row["arah"]),
        target=_number(row["target"], row["satuan"]),
        target_text=row["target"],
        last_value=row["last_value"] or row["realisasi"],
        source=row["source"],
        definition=row["definition"],
        formula=row["formula"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        data_source=row["data_source"],
        details=details_of(row),
        policies=policies_of(row),
    )


def _number(text: str, satuan: str) -> Decimal | None:
    """The target as a number; None for a target in words, which is shown but never reckoned with."""
    try:
        return parse_id(text, satuan or None).value
    except NumberRefused:
        return None
