"""What failed for good is seen, brought back without being counted twice, or given up, from outside its service."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from shared.clock import SystemClock
from shared.database import Database, migrate
from shared.delivery.consumer import Consumer, Mode, Receiver
from shared.delivery.dead_letters import dead_letters, discard, replay
from shared.delivery.dead_letters_command import DONE, NOTHING, UNUSABLE, main
from shared.delivery.records import InboxRecord, InboxState, OutboxRecord
from shared.delivery.work import Work
from shared.events.documents import DisposisiGenerated
from shared.events.envelope import wrap
from shared.internal_api import internal_app
from shared.tokens import issue
from tests.events_builder import a_disposisi, a_measurement
from tests.service.delivery.test_consuming import LIMIT, each, make_due, rows, the_row

SECRET = "a secret of the tests that is long enough"


class Breakable:
    """A handler that fails while it is broken, and tells something when it works."""

    def __init__(self) -> None:
        self.is_broken = True

    def __call__(self, work: Work, event: DisposisiGenerated) -> None:
        if self.is_broken:
            raise RuntimeError("the disk is full")
        work.publish(a_measurement(event.cycle_id, 1))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    migrate("analysis", database_url)
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def handler() -> Breakable:
    return Breakable()


@pytest.fixture
def subscriber(database: Database, handler: Breakable) -> Receiver:
    return Receiver(database, SystemClock(), (each(handler),), handler_limit=LIMIT)


@pytest.fixture
def dead(database: Database, subscriber: Receiver) -> UUID:
    """An event that failed five times."""
    return let_die(database, subscriber)


def let_die(database: Database, subscriber: Receiver) -> UUID:
    envelope = wrap(a_disposisi(), traceparent=f"00-{'a' * 32}-{'b' * 16}-01")
    subscriber.receive(envelope.to_json())
    for _ in range(4):
        make_due(database)
        subscriber.attempt(envelope.id, "file_disposisi")
    return envelope.id


def told(database: Database) -> int:
    with database.read() as session:
        return len(session.scalars(select(OutboxRecord)).all())


def said_of(caplog: pytest.LogCaptureFixture, event_id: UUID) -> list[tuple[str, str]]:
    """The lines that name the event, with the trace they name."""
    lines = [(vars(record), record.getMessage()) for record in caplog.records]
    return [(said, line["trace_id"]) for line, said in lines if line.get("event_id") == str(event_id)]


def test_the_log_names_what_has_become_a_dead_letter_and_what_came_again(
    caplog: pytest.LogCaptureFixture, database: Database, subscriber: Receiver
) -> None:
    caplog.set_level("INFO", "shared.delivery")
    dead = let_die(database, subscriber)
    subscriber.receive(the_row(database).envelope)
    trace = "a" * 32
    assert said_of(caplog, dead) == [("event became a dead letter", trace), ("event came again", trace)]
    unknown = wrap(a_measurement(uuid4(), 1), traceparent=f"00-{trace}-{'b' * 16}-01")
    subscriber.receive(unknown.to_json())
    assert said_of(caplog, unknown.id) == [("event became a dead letter", trace)]


def test_a_dead_letter_says_what_it_is_about_and_why_it_died(database: Database, dead: UUID) -> None:
    with database.read() as session:
        (letter,) = dead_letters(session)
    assert (letter.event_id, letter.handler, letter.attempts) == (dead, "file_disposisi", 5)
    assert letter.error == "RuntimeError: the disk is full"
    assert letter.about.cycle_id == str(UUID(letter.about.cycle_id or ""))
    assert letter.about.trace == "a" * 32


def test_what_is_brought_back_is_handled_once_however_often_it_is_asked_for(
    database: Database, subscriber: Receiver, handler: Breakable, dead: UUID
) -> None:
    handler.is_broken = False
    with database.write() as session:
        assert replay(session, dead, "file_disposisi")
        assert not replay(session, dead, "file_disposisi")
    for _ in range(3):
        subscriber.attempt(dead, "file_disposisi")
        subscriber.receive(the_row(database).envelope)
    assert (the_row(database).state, told(database)) == (InboxState.HANDLED, 1)
    with database.write() as session:
        assert not replay(session, dead, "file_disposisi")


def test_what_is_told_by_a_handler_belongs_to_the_trace_of_its_event(
    database: Database, subscriber: Receiver, handler: Breakable, dead: UUID
) -> None:
    handler.is_broken = False
    with database.write() as session:
        replay(session, dead, "file_disposisi")
    subscriber.attempt(dead, "file_disposisi")
    with database.read() as session:
        envelope = session.scalars(select(OutboxRecord.envelope)).one()
    assert envelope["traceparent"].split("-")[1] == "a" * 32
    assert envelope["causation"] == str(dead)


def test_what_was_given_up_stays_as_proof_and_is_never_tried_again(
    database: Database, subscriber: Receiver, handler: Breakable, dead: UUID
) -> None:
    handler.is_broken = False
    with database.write() as session:
        assert discard(session, dead, "file_disposisi")
    subscriber.attempt(dead, "file_disposisi")
    subscriber.receive(the_row(database).envelope)
    assert (the_row(database).state, told(database)) == (InboxState.DISCARDED, 0)


def test_an_event_nobody_knew_goes_to_those_who_know_it_after_a_deploy(database: Database, handler: Breakable) -> None:
    handler.is_broken = False
    envelope = wrap(a_disposisi())
    Receiver(database, SystemClock(), (), handler_limit=LIMIT).receive(envelope.to_json())
    assert the_row(database).handler == "nobody"
    with database.write() as session:
        replay(session, envelope.id, "nobody")
    after = Consumer(handler="file_disposisi", event=DisposisiGenerated, mode=Mode.EACH, record=handler)
    Receiver(database, SystemClock(), (after,), handler_limit=LIMIT).attempt(envelope.id, "nobody")
    assert {row.handler: row.state for row in rows(database)} == {"nobody": "handled", "file_disposisi": "handled"}
    assert told(database) == 1


@pytest.fixture
def command(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of the terminal name this one database."""
    monkeypatch.setenv("KINERJA_DATABASE_URL_ANALYSIS", database_url)


@pytest.mark.usefixtures("command")
def test_the_terminal_lists_shows_and_brings_back(
    database: Database, dead: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--json"]) == DONE
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["service"], line["event_id"], line["error"]) == (
        "analysis",
        str(dead),
        "RuntimeError: the disk is full",
    )
    assert main(["show", str(dead)]) == DONE
    shown = capsys.readouterr().out
    assert f"trace_id {'a' * 32}" in shown
    assert '"specversion": "1.0"' in shown
    assert main(["replay"]) == UNUSABLE
    assert main(["replay", str(uuid4())]) == NOTHING
    assert main(["replay", str(dead), "--handler", "another"]) == NOTHING
    assert main(["replay", str(dead)]) == DONE
    assert the_row(database).state == InboxState.RECEIVED
    assert main(["list"]) == DONE
    assert "Tidak ada kiriman yang gagal." in capsys.readouterr().out


@pytest.mark.usefixtures("command")
def test_the_terminal_gives_up_all_at_once(database: Database, dead: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["discard", "--all", "--handler", "another"]) == NOTHING
    assert main(["discard", "--all", str(dead)]) == UNUSABLE
    assert the_row(database).state == InboxState.DEAD
    assert main(["discard", "--all", "--service", "analysis"]) == DONE
    assert str(dead) in capsys.readouterr().out
    assert the_row(database).state == InboxState.DISCARDED


def test_a_terminal_without_settings_says_which_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--service", "notify"]) == UNUSABLE
    assert "KINERJA_DATABASE_URL_NOTIFY" in capsys.readouterr().err


def test_a_terminal_names_the_database_that_does_not_answer(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KINERJA_DATABASE_URL_DOCUMENTS", database_url)
    assert main(["list"]) == UNUSABLE
    assert "Basis data documents tidak dapat dibaca" in capsys.readouterr().err


def test_the_internal_api_does_the_same_behind_its_token(database: Database, dead: UUID) -> None:
    client = internal_app("test", "analysis", database, SECRET).test_client()
    named = {"event_id": str(dead), "handler": "file_disposisi"}
    assert client.get("/dead-letters").status_code == 401
    assert client.post("/dead-letters/replay", json=named).status_code == 401

    def ask(method: str, path: str, body: Any = None) -> Any:
        token = {"Authorization": f"Bearer {issue(SECRET, 'analysis')}"}
        return client.open(path, method=method, json=body, headers=token)

    (letter,) = ask("GET", "/dead-letters").json["dead_letters"]
    assert (letter["event_id"], letter["about"]["trace"]) == (str(dead), "a" * 32)
    assert ask("POST", "/dead-letters/replay", {"event_id": "?"}).status_code == 400
    assert ask("POST", "/dead-letters/discard", named).json == {"done": True}
    assert ask("POST", "/dead-letters/replay", named).json == {"done": False}
    row = the_row(database)
    answer = ask("GET", f"/received?subject={row.subject}&revision={row.revision}")
    assert answer.json == {"received": [{"handler": "file_disposisi", "state": "discarded"}]}
    assert ask("GET", "/received").status_code == 400
    with database.read() as session:
        assert session.get(InboxRecord, (dead, "file_disposisi")) is not None
