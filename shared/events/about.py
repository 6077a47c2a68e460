"""What an event is about, read off its envelope: ids for logs and lists, whatever the event."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PARTS, _TRACE_BYTES, _SPAN_BYTES = 4, 16, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The office, cycle, task, unit and person an event names, as far as it does. Ids as they stand on the wire."""

    cycle_id: str | None = None
    office_id: str | None = None
    person_id: str | None = None
    unit: str | None = None
    step: int | None = None
    trace: str | None = None


def about(envelope: Mapping[str, Any]) -> About:
    """Read what is there; nothing here fails for an event of another shape."""
    data = _mapping(envelope.get("data"))
    task, office = _mapping(data.get("task")), _mapping(data.get("office"))
    office = office or _mapping(task.get("office"))
    person = _mapping(data.get("person")) or _mapping(data.get("recipient")) or _mapping(task.get("holder"))
    step = task.get("step")
    return About(
        cycle_id=_text(data.get("cycle_id") or task.get("cycle_id")),
        office_id=_text(data.get("office_id") or office.get("office_id")),
        person_id=_text(person.get("person_id")),
        unit=_text(data.get("unit")),
        step=step if isinstance(step, int) else None,
        trace=trace_id(envelope.get("traceparent")),
    )


def log_ids(envelope: Mapping[str, Any]) -> dict[str, str]:
    """What log lines name of an event, as far as it does: id and type, its trace, the cycle and office it is about."""
    named = about(envelope)
    ids = {
        "event_id": _text(envelope.get("id")),
        "event_type": _text(envelope.get("type")),
        "trace_id": named.trace,
        "cycle_id": named.cycle_id,
        "office_id": named.office_id,
    }
    return {name: value for name, value in ids.items() if value}


def trace_id(traceparent: Any) -> str | None:
    """The 32 hex digits that all events of one act share (W3C Trace Context); None without a valid parent."""
    parts = traceparent.split("-") if isinstance(traceparent, str) else []
    return parts[1] if len(parts) == _PARTS and len(parts[1]) == 2 * _TRACE_BYTES else None


def new_trace() -> str:
    """A trace id for what begins with an act."""
    return secrets.token_hex(_TRACE_BYTES)


def traceparent(trace: str) -> str:
    """The header's value for one more event of a trace."""
    return f"00-{trace}-{secrets.token_hex(_SPAN_BYTES)}-01"


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
