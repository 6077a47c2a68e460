"""Every version of every event that ever left a service can still be read: its golden message is kept."""

import json
from pathlib import Path

import pytest

from shared.events.envelope import envelope_from_json, unwrap, wrap
from shared.events.event import Event
from shared.events.routes import EVENTS

GOLDEN = Path("shared/events/golden")


@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)
def test_the_present_version_of_an_event_has_a_golden_message(kind: type[Event]) -> None:
    assert (GOLDEN / f"{kind.name}.v{kind.version}.json").exists()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_a_golden_message_is_read_and_written_again_without_loss(path: Path) -> None:
    message = json.loads(path.read_text(encoding="utf-8"))
    envelope = envelope_from_json(message)
    event = unwrap(envelope)
    assert envelope.to_json() == message
    assert (event.subject, event.revision) == (message["subject"], message["revision"])
    if envelope.version == event.version:
        assert wrap(event).data == message["data"]


def test_a_field_that_a_newer_publisher_added_is_left_aside() -> None:
    message = json.loads((GOLDEN / "documents.disposisi_generated.v1.json").read_text(encoding="utf-8"))
    message["data"]["added_later"] = True
    assert unwrap(envelope_from_json(message)) == unwrap(
        envelope_from_json(message | {"data": {**message["data"], "added_later": None}})
    )
