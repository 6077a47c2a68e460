"""The other three services, played by hand: each answer waits until it is delivered, late, out of order or twice."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from shared.clock import Clock
from shared.database import Database
from shared.delivery.consumer import Consumer, Receiver
from shared.delivery.records import OutboxRecord
from shared.events.analysis import PerformanceMeasured
from shared.events.documents import DisposisiGenerated, PaperSigned
from shared.events.envelope import envelope_from_json, unwrap, wrap
from shared.events.event import Event
from shared.events.intake import (
    ArchiveOrdered,
    CycleOrdered,
    DataCollected,
    DataFormatIssued,
    DispatchOrdered,
    LetterNumbered,
    LkjipRevised,
)
from shared.events.parts import Paper
from tests.cycle_process import Answer
from tests.intake_office import a_measured_row, archived, dispatched, forms_made, letter_made, rendered

AT_ONCE = ("letter", "sent")
"""What the model's table knows nothing of arrives as soon as it is asked for."""


class Answers:
    """Reads what intake tells and holds the answers ready. `collected` is what was collected last."""

    def __init__(self, database: Database, clock: Clock, consumers: tuple[Consumer, ...]) -> None:
        self._database = database
        self._receiver = Receiver(database, clock, consumers, handler_limit=timedelta(seconds=30))
        self._read: set[UUID] = set()
        self._contents: dict[str | None, tuple[int, int]] = {}
        self._signed: set[tuple[str, UUID]] = set()
        self._under_way: list[tuple[Answer, dict[str, Any]]] = []
        self._arrived: list[tuple[Answer, dict[str, Any]]] = []
        self.collected: dict[str, int] = {}

    def deliver(self, which: int, *, again: bool) -> Answer:
        """Let one arrive; ("", None) when there is none."""
        pool = self._arrived if again else self._under_way
        if not pool:
            return "", None
        answer, message = pool[which % len(pool)]
        if not again:
            self._under_way.remove((answer, message))
            self._arrived.append((answer, message))
        self._receiver.receive(message)
        self.listen()
        return answer

    def sign(self, signature: PaperSigned, number: int) -> None:
        """Documents sign a content once for a task, whatever is asked again; `number` is that of the task's run."""
        key = (signature.owner, signature.task_id)
        if key not in self._signed:
            self._signed.add(key)
            self._put("signature", number, signature)

    def listen(self) -> None:
        """Take in what was told since the last time."""
        for event in self._news():
            for kind, of, answer in self._answers(event):
                if kind in AT_ONCE:
                    self._receiver.receive(wrap(answer).to_json())
                    self.listen()
                else:
                    self._put(kind, of, answer)

    def _put(self, kind: str, of: object, answer: Event) -> None:
        self._under_way.append(((kind, of), wrap(answer).to_json()))

    def _news(self) -> list[Event]:
        with self._database.read() as session:
            known = select(OutboxRecord.event_id, OutboxRecord.type).order_by(OutboxRecord.created_at)
            fresh = [row.event_id for row in session.execute(known) if row.event_id not in self._read]
            self._read.update(fresh)
            return [unwrap(envelope_from_json(session.get_one(OutboxRecord, each).envelope)) for each in fresh]

    def _answers(self, event: Event) -> Iterator[tuple[str, object, Event]]:
        match event:
            case CycleOrdered():
                paper = Paper(kind="disposisi", name="Disposisi.pdf", sha256="d" * 64)
                made = DisposisiGenerated(cycle_id=event.cycle_id, run_id=event.run_id, paper=paper)
                yield "disposisi", None, made
            case DataFormatIssued():
                yield "forms", None, forms_made(event)
            case DataCollected():
                self.collected = {each.unit: each.revision for each in event.submissions}
                yield "measurement", event.collection, measured(event)
            case LkjipRevised():
                self._contents[event.content_hash] = (event.measurement_revision, event.amendment)
                yield event.stage, self._contents[event.content_hash], rendered(event)
            case LetterNumbered():
                yield "letter", None, letter_made(event)
            case DispatchOrdered():
                yield "sent", None, dispatched(event)
            case ArchiveOrdered():
                yield "archive", self._contents[event.content_hash], archived(event)


def measured(event: DataCollected) -> PerformanceMeasured:
    """Every collection gives other figures, so that each is another content."""
    rows = (a_measured_row(at, each.unit, f"{event.collection}.00") for at, each in enumerate(event.submissions, 1))
    return PerformanceMeasured(
        cycle_id=event.cycle_id,
        run_id=event.run_id,
        collection=event.collection,
        measurement_revision=event.collection,
        scale="permendagri_54_2010",
        rows=tuple(rows),
        gaps=event.gaps,
    )
