"""The details of an indicator, as its file, a workbook and a form write them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.intake.indicator_details import AS_OFFICE, DETAILS, POLICY_KEYS
from services.intake.measuring_settings import POLICIES
from services.intake.office_format.fields import Day, Name
from services.intake.office_format.part import Part
from shared.choices.asked import choices_of
from shared.choices.ordinal_files import load_ordinals
from shared.numbers import NumberRefused, format_id, parse_id
from shared.triwulan import Summary

_YEAR_LENGTH = 4
_ORDINALS = load_ordinals()


class Figure(Name):
    """A number, kept as it is written in Indonesian; "-" where none is set."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text in {"-", "–"}:
            return ""
        try:
            return format_id(parse_id(text).value)
        except NumberRefused as refused:
            raise ValidationError(refused.message.rstrip(".")) from None


class Aim(Figure):
    """A number, or a predicate, yes or no as it is written."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        written = Name._deserialize(self, value, attr, data, **kwargs)  # noqa: SLF001 - the text itself, before it is a number
        if choices_of(written, _ORDINALS):
            return written
        return super()._deserialize(value, attr, data, **kwargs)


class Year(Name):
    """A year in four digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).replace(".", "")
        if not (text.isascii() and text.isdigit() and len(text) == _YEAR_LENGTH):
            raise ValidationError("harus tahun seperti 2029")
        return text


class DayText(Day):
    """A date, kept as 2026-12-24."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        day: date = super()._deserialize(value, attr, data, **kwargs)
        return day.isoformat()


class SummaryText(Name):
    """How triwulan become the year; "-" where that is not set."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text in {"-", "–"}:
            return ""
        if text not in set(Summary):
            raise ValidationError(f"yang boleh: {', '.join(Summary)}")
        return text


_KINDS: Final[Mapping[str, type[fields.Field[Any]]]] = {
    "text": Name,
    "figure": Figure,
    "aim": Aim,
    "year": Year,
    "day": DayText,
    "summary": SummaryText,
}


def _policy(name: str) -> fields.String:
    allowed = (AS_OFFICE, *POLICIES[name])
    return fields.String(
        load_default=AS_OFFICE, validate=validate.OneOf(allowed, error=f"yang boleh: {', '.join(allowed)}")
    )


_Fields: Any = Schema.from_dict(
    {each.key: _KINDS[each.kind](load_default="") for each in DETAILS}
    | {key: _policy(name) for key, name in POLICY_KEYS.items()}
)


class DetailsSchema(Part, _Fields):  # type: ignore[misc] # the fields are made from the list of details
    """Every detail; none is required."""

    @validates_schema
    def _ends_after_it_begins(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            raise ValidationError({"valid_to": ["tidak boleh sebelum tanggal mulai berlaku"]})


def details_of(row: Mapping[str, Any]) -> dict[str, str]:
    """What is known of a row that DetailsSchema loaded, by key."""
    return {each.key: row[each.key] for each in DETAILS if row[each.key]}


def policies_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The policies that are not the office's."""
    return {name: row[key] for key, name in POLICY_KEYS.items() if row[key] != AS_OFFICE}
