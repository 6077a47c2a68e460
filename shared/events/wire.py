"""Events on the wire: a marshmallow schema for each event class, made from its annotations.

Decimals travel as strings, times as UTC ISO 8601, ids as UUID text. Unknown keys are left out, so that a newer
publisher may add a field inside a version.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from marshmallow import EXCLUDE, Schema, post_load
from marshmallow import fields as wire

from shared.events.event import Event


class _UtcDateTime(wire.AwareDateTime):
    def __init__(self, **options: Any) -> None:
        super().__init__(format="iso", default_timezone=UTC, **options)

    def _serialize(self, value: datetime | None, *args: Any, **kwargs: Any) -> str | float | None:
        return super()._serialize(None if value is None else value.astimezone(UTC), *args, **kwargs)


class _PlainDecimal(wire.Decimal):
    """A decimal as text without an exponent, digits kept as they are."""

    def _serialize(self, value: Decimal | None, *args: Any, **kwargs: Any) -> str | None:
        return None if value is None else format(value, "f")


_FIELDS: Mapping[type, type[wire.Field[Any]]] = {
    str: wire.String,
    int: wire.Integer,
    bool: wire.Boolean,
    UUID: wire.UUID,
    datetime: _UtcDateTime,
    date: wire.Date,
    Decimal: _PlainDecimal,
}


_SCHEMAS: dict[type[Any], Schema] = {}


def schema_of(shape: type[Any]) -> Schema:
    """The wire schema of a frozen dataclass made of the types above, tuples and other such dataclasses."""
    if shape not in _SCHEMAS:
        _SCHEMAS[shape] = _build(shape)
    return _SCHEMAS[shape]


def _build(shape: type[Any]) -> Schema:
    hints = get_type_hints(shape)
    members: dict[str, Any] = {
        field.name: _field(hints[field.name], required=field.default is MISSING) for field in fields(shape)
    }

    def build(_self: Schema, data: dict[str, Any], **_options: Any) -> Any:
        return shape(**data)

    members["build"] = post_load(build)
    members["Meta"] = type("Meta", (), {"unknown": EXCLUDE})
    schema: Schema = type(f"{shape.__name__}Schema", (Schema,), members)()
    return schema


def _field(hint: Any, *, required: bool) -> wire.Field[Any]:
    options: dict[str, Any] = {"required": required}
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (arg for arg in get_args(hint) if arg is not type(None))
        options["allow_none"] = True
    if get_origin(hint) is tuple:
        return _TupleOf(_field(get_args(hint)[0], required=True), **options)
    if is_dataclass(hint) and isinstance(hint, type):
        return wire.Nested(schema_of(hint), **options)
    return _FIELDS[hint](**options)


class _TupleOf(wire.List[Any]):
    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(*args, **kwargs))


def to_wire(event: Event) -> dict[str, Any]:
    """The event's data as JSON values."""
    data: dict[str, Any] = schema_of(type(event)).dump(event)
    return data


def from_wire(kind: type[Event], data: Mapping[str, Any]) -> Event:
    """Build the event; marshmallow.ValidationError names each field that does not fit."""
    event: Event = schema_of(kind).load(data)
    return event
