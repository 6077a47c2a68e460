"""What an admin sets on the office's pages: the same fields as in the office's file, but each may be emptied."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from services.intake.domain.final_date import LATEST
from services.intake.office_format.fields import Address, DayOfYear, Name, Text
from services.intake.office_format.letters import ArchiveSchema, LetterSchema
from services.intake.office_format.measuring import MeasuringSchema
from services.intake.office_format.part import Part


class SettingsSchema(Part):
    """Address, contact, dates, where the report goes."""

    alamat = Text(load_default="")
    place = Name(load_default="")
    contact = Text(load_default="")
    dispatch_name = Name(load_default="")
    dispatch_email = Address(load_default="")
    opens_on = DayOfYear(load_default=None)
    due_on = DayOfYear(load_default=None, latest=LATEST)


class SettingsRefused(ValueError):
    """Something typed cannot be taken; `messages` are sentences by field."""

    def __init__(self, messages: Mapping[str, list[str]]) -> None:
        super().__init__(str(messages))
        self.messages = messages


def read_settings(typed: Mapping[str, str]) -> dict[str, Any]:
    """The settings as columns of the office. Raises SettingsRefused."""
    return _load(SettingsSchema(), typed)


def read_letter(typed: Mapping[str, Any]) -> dict[str, Any]:
    """One kind of letter, as letter_settings reads it. Raises SettingsRefused."""
    return _load(LetterSchema(), typed)


def read_measuring(typed: Mapping[str, str]) -> dict[str, Any]:
    """How the office measures, as measuring_settings reads it. Raises SettingsRefused."""
    return _load(MeasuringSchema(), typed)


def read_archive(typed: Mapping[str, str]) -> dict[str, Any]:
    """Where the report is filed. Raises SettingsRefused."""
    return _load(ArchiveSchema(), typed)


def _load(schema: Schema, typed: Mapping[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(typed)
    except ValidationError as error:
        raise SettingsRefused({key: list(_sentences(found)) for key, found in _messages(error).items()}) from error
    return loaded


def _messages(error: ValidationError) -> dict[str, Any]:
    messages: Any = error.messages
    return dict(messages)


def _sentences(found: Any) -> list[str]:
    """Messages as sentences; a list's own are those of its entries."""
    if isinstance(found, dict):
        return [sentence for inner in found.values() for sentence in _sentences(inner)]
    return [f"{text[:1].upper()}{text[1:]}." for text in found]
