"""The envelope round an event, with the attribute names of CloudEvents 1.0."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from marshmallow import ValidationError

from shared.clock import machine_now
from shared.events.about import trace_id
from shared.events.event import Event
from shared.events.routes import EVENTS, publisher_of
from shared.events.upcasters import UPCASTERS
from shared.events.wire import from_wire, schema_of, to_wire


class EventUnknown(Exception):
    """No event of this name, or a version newer than this deploy knows: kept dead until a deploy that does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One event on its way: who told it (`source`), what (`type`, `dataschema`), about which subject and revision.

    `causation` is the id of the event whose handling gave rise to this one; `traceparent` is W3C Trace Context.
    """

    specversion: str
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    dataschema: str
    revision: int
    causation: UUID | None
    traceparent: str | None
    data: dict[str, Any]

    @property
    def version(self) -> int:
        """The event's version, the last part of `dataschema`."""
        return int(self.dataschema.rpartition(":")[2])

    @property
    def trace(self) -> str | None:
        """The trace that `traceparent` names."""
        return trace_id(self.traceparent)

    def to_json(self) -> dict[str, Any]:
        """The envelope as JSON values."""
        return {**_head_to_json(self), "data": self.data}


def _head_to_json(envelope: Envelope) -> dict[str, Any]:
    head: dict[str, Any] = schema_of(_Head).dump(envelope)
    return head


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    specversion: str
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    dataschema: str
    revision: int
    causation: UUID | None = None
    traceparent: str | None = None


def wrap(
    event: Event, causation: UUID | None = None, traceparent: str | None = None, event_id: UUID | None = None
) -> Envelope:
    """Put a new event in its envelope, under `event_id` or, where none is given, one of its own."""
    return Envelope(
        specversion="1.0",
        id=event_id or uuid4(),
        source=publisher_of(type(event)),
        type=event.name,
        subject=event.subject,
        time=machine_now(),
        dataschema=f"kinerja:{event.name}:{event.version}",
        revision=event.revision,
        causation=causation,
        traceparent=traceparent,
        data=to_wire(event),
    )


def envelope_from_json(message: dict[str, Any]) -> Envelope:
    """Read an envelope; marshmallow.ValidationError when it is not one."""
    head: _Head = schema_of(_Head).load({key: value for key, value in message.items() if key != "data"})
    data = message.get("data")
    if not isinstance(data, dict):
        raise ValidationError({"data": ["Missing data."]})
    return Envelope(**{name: getattr(head, name) for name in _Head.__slots__}, data=data)


def unwrap(envelope: Envelope) -> Event:
    """The event inside, brought up to the version this deploy knows.

    Raises EventUnknown for a name or a version that is not known, ValidationError for data that does not fit.
    """
    kind = EVENTS.get(envelope.type)
    if kind is None:
        raise EventUnknown(f"no event is called {envelope.type}")
    if envelope.version > kind.version:
        raise EventUnknown(f"{envelope.type} version {envelope.version} is newer than version {kind.version}")
    data = envelope.data
    for version in range(envelope.version, kind.version):
        data = UPCASTERS[envelope.type, version](data)
    return from_wire(kind, data)
