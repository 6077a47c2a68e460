"""An event that reached a subscriber is kept by it, handled once, and never forgotten."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from shared.clock import SystemClock, machine_now
from shared.database import Database, migrate
from shared.delivery import attempts, inbox
from shared.delivery.consumer import NOBODY, Consumer, Mode, NotYetKnown, Receiver
from shared.delivery.records import InboxRecord, InboxState, OutboxRecord
from shared.delivery.work import Work
from shared.events.analysis import PerformanceMeasured
from shared.events.documents import DisposisiGenerated
from shared.events.envelope import Envelope, wrap
from shared.events.event import Event
from tests.events_builder import a_disposisi, a_measurement

LIMIT = timedelta(seconds=10)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    migrate("notify", database_url)
    database = Database(database_url)
    yield database
    database.dispose()


def receiver(database: Database, *consumers: Consumer) -> Receiver:
    return Receiver(database, SystemClock(), consumers, handler_limit=LIMIT)


def each(record: Callable[[Work, Any], None]) -> Consumer:
    return Consumer(handler="file_disposisi", event=DisposisiGenerated, mode=Mode.EACH, record=record)


def latest(record: Callable[[Work, Any], None]) -> Consumer:
    return Consumer(handler="copy_measurement", event=PerformanceMeasured, mode=Mode.LATEST, record=record)


def rows(database: Database) -> list[InboxRecord]:
    with database.read() as session:
        return list(session.scalars(select(InboxRecord).order_by(InboxRecord.received_at)))


def the_row(database: Database) -> InboxRecord:
    (row,) = rows(database)
    return row


def make_due(database: Database, **values: object) -> None:
    with database.write() as session:
        session.execute(update(InboxRecord).values(next_attempt_at=machine_now(), **values))


def deliver(receiver: Receiver, *envelopes: Envelope) -> None:
    for envelope in envelopes:
        receiver.receive(envelope.to_json())


def test_an_event_is_handled_once_however_often_it_comes(database: Database) -> None:
    seen: list[Event] = []
    envelope = wrap(a_disposisi())
    deliver(receiver(database, each(lambda _work, event: seen.append(event))), envelope, envelope, envelope)
    assert len(seen) == 1
    assert the_row(database).state == InboxState.HANDLED


def test_a_repeat_is_acknowledged_again(database: Database) -> None:
    envelope = wrap(a_disposisi())
    subscriber = receiver(database, each(lambda _work, _event: None))
    deliver(subscriber, envelope)
    with database.write() as session:
        assert inbox.unacknowledged(session) == {"documents": [envelope.id]}
        inbox.note_acknowledged(session, [envelope.id])
        assert inbox.unacknowledged(session) == {}
    deliver(subscriber, envelope)
    with database.read() as session:
        assert inbox.unacknowledged(session) == {"documents": [envelope.id]}


def test_a_handler_that_raises_leaves_nothing_behind_and_is_tried_again(database: Database) -> None:
    attempts: list[UUID] = []

    def fail_once(work: Work, event: DisposisiGenerated) -> None:
        work.publish(a_measurement(event.cycle_id, 1))
        attempts.append(event.run_id)
        if len(attempts) == 1:
            raise RuntimeError("the disk is full")

    subscriber = receiver(database, each(fail_once))
    envelope = wrap(a_disposisi())
    deliver(subscriber, envelope)
    row = the_row(database)
    assert (row.state, row.errors, row.last_error) == (InboxState.RECEIVED, 1, "RuntimeError: the disk is full")
    make_due(database)
    subscriber.attempt(envelope.id, "file_disposisi")
    assert the_row(database).state == InboxState.HANDLED
    with database.read() as session:
        published = session.connection().exec_driver_sql("SELECT count(*) FROM outbox").scalar()
    assert published == 1


def test_an_event_handled_again_after_a_restore_tells_the_same_events_by_the_same_ids(database: Database) -> None:
    def tell_twice(work: Work, event: DisposisiGenerated) -> None:
        work.publish(a_measurement(event.cycle_id, 1), a_measurement(event.cycle_id, 1))

    def told() -> set[UUID]:
        with database.write() as session:
            ids = set(session.scalars(select(OutboxRecord.event_id)))
            for record in (OutboxRecord, InboxRecord):
                session.execute(delete(record))
        return ids

    envelope = wrap(a_disposisi())
    deliver(receiver(database, each(tell_twice)), envelope)
    first = told()
    deliver(receiver(database, each(tell_twice)), envelope)
    assert len(first) == 2
    assert told() == first


def test_the_fifth_error_makes_a_dead_letter_that_says_why(database: Database) -> None:
    def fail(_work: Work, _event: Event) -> None:
        raise RuntimeError("always")

    subscriber = receiver(database, each(fail))
    envelope = wrap(a_disposisi())
    deliver(subscriber, envelope)
    for _ in range(attempts.ERRORS_MOST - 1):
        make_due(database)
        subscriber.attempt(envelope.id, "file_disposisi")
    row = the_row(database)
    assert (row.state, row.errors, row.last_error) == (InboxState.DEAD, 5, "RuntimeError: always")


def test_an_attempt_that_never_ended_is_repeated_when_its_lease_has_lapsed(database: Database) -> None:
    envelope = wrap(a_disposisi())
    with database.write() as session:  # a worker stored the event and was killed
        inbox.store(session, envelope, ["file_disposisi"], LIMIT)
    seen: list[Event] = []
    subscriber = receiver(database, each(lambda _work, event: seen.append(event)))
    subscriber.attempt(envelope.id, "file_disposisi")
    assert seen == []
    make_due(database, leased_until=machine_now() - timedelta(seconds=1))
    with database.write() as session:
        assert attempts.claim_due_attempts(session) == [(envelope.id, "file_disposisi")]
        assert attempts.claim_due_attempts(session) == []
    subscriber.attempt(envelope.id, "file_disposisi")
    assert len(seen) == 1


def test_an_event_that_kills_its_worker_twelve_times_is_dead(database: Database) -> None:
    envelope = wrap(a_disposisi())
    with database.write() as session:
        inbox.store(session, envelope, ["file_disposisi"], LIMIT)
    for _ in range(attempts.LAPSES_MOST):
        make_due(database, leased_until=machine_now() - timedelta(seconds=1))
        with database.write() as session:
            attempts.claim_again(session, envelope.id, "file_disposisi", LIMIT)
    assert the_row(database).state == InboxState.DEAD


def test_an_attempt_whose_lease_has_passed_on_writes_nothing(database: Database) -> None:
    envelope = wrap(a_disposisi())
    taken: list[attempts.Claim | None] = []

    def lose_the_lease(work: Work, _event: Event) -> None:
        work.publish(a_measurement(uuid4(), 1))

    def steal() -> None:
        make_due(database, leased_until=machine_now() - timedelta(seconds=1))
        with database.write() as session:
            taken.append(attempts.claim_again(session, envelope.id, "file_disposisi", LIMIT))

    slow = Consumer(
        handler="file_disposisi",
        event=DisposisiGenerated,
        mode=Mode.EACH,
        prepare=lambda _event: steal(),
        record=lambda work, event, _result: lose_the_lease(work, event),
    )
    deliver(receiver(database, slow), envelope)
    assert taken[0] is not None
    assert the_row(database).state == InboxState.RECEIVED


def test_of_a_copied_state_the_highest_revision_wins_in_whatever_order(database: Database) -> None:
    cycle_id = uuid4()
    seen: list[int] = []
    subscriber = receiver(database, latest(lambda _work, event: seen.append(event.measurement_revision)))
    deliver(subscriber, *(wrap(a_measurement(cycle_id, revision)) for revision in (2, 1, 3)))
    assert seen == [2, 3]
    assert sorted(row.state for row in rows(database)) == ["handled", "handled", "superseded"]


def test_an_event_about_something_unknown_is_parked_and_tried_when_that_is_known(database: Database) -> None:
    awaited = a_disposisi()
    known: set[str] = set()

    def measure(_work: Work, _event: PerformanceMeasured) -> None:
        if awaited.subject not in known:
            raise NotYetKnown(awaited.subject)

    subscriber = receiver(database, latest(measure), each(lambda _work, event: known.add(event.subject)))
    early = wrap(a_measurement(uuid4(), 1))
    deliver(subscriber, early)
    parked = the_row(database)
    assert (parked.state, parked.errors) == (InboxState.PARKED, 0)
    with database.write() as session:
        session.execute(update(InboxRecord).values(next_attempt_at=machine_now() + timedelta(minutes=5)))
    deliver(subscriber, wrap(awaited))
    with database.write() as session:
        assert attempts.claim_due_attempts(session) == [(early.id, "copy_measurement")]
    subscriber.attempt(early.id, "copy_measurement")
    assert {row.state for row in rows(database)} == {InboxState.HANDLED}


def test_what_is_awaited_for_an_hour_is_dead_and_named(database: Database) -> None:
    def never(_work: Work, _event: Event) -> None:
        raise NotYetKnown("cycle/awaited")

    subscriber = receiver(database, each(never))
    envelope = wrap(a_disposisi())
    deliver(subscriber, envelope)
    make_due(database, parked_since=machine_now() - timedelta(hours=2))
    subscriber.attempt(envelope.id, "file_disposisi")
    row = the_row(database)
    assert row.state == InboxState.DEAD
    assert "cycle/awaited" in (row.last_error or "")


def test_an_event_nobody_here_knows_is_kept_dead(database: Database) -> None:
    message = wrap(a_disposisi()).to_json() | {"type": "documents.unheard_of"}
    receiver(database).receive(message)
    row = the_row(database)
    assert (row.handler, row.state) == (NOBODY, InboxState.DEAD)


def test_a_newer_version_than_this_deploy_knows_is_kept_dead_at_once(database: Database) -> None:
    message = wrap(a_disposisi()).to_json() | {"dataschema": "kinerja:documents.disposisi_generated:99"}
    receiver(database, each(lambda _work, _event: None)).receive(message)
    row = the_row(database)
    assert (row.state, row.errors) == (InboxState.DEAD, 1)
