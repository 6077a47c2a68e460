"""One unit of work: a session, the office clock and the outbox, handed to handlers by the entry point."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from shared.clock import Clock
from shared.delivery.outbox import add_to_outbox
from shared.events.about import new_trace, traceparent
from shared.events.event import Event


@dataclass(frozen=True, slots=True)
class Work:
    """What a handler may touch. It never commits and never talks to the broker.

    `trace` is shared by everything one act of a person, or of the clock, gives rise to in all services. `handler`
    handles the event `causation`; neither is there when a person or the clock acts.
    """

    session: Session
    clock: Clock
    causation: UUID | None = None
    trace: str = field(default_factory=new_trace)
    handler: str = ""
    _told: Counter[str] = field(default_factory=Counter)

    def now(self) -> datetime:
        """Office time."""
        return self.clock.now()

    def publish(self, *events: Event) -> None:
        """Put events in the outbox; they leave when the unit of work has committed."""
        for event in events:
            add_to_outbox(self.session, event, self.causation, traceparent(self.trace), self._id_of(event))

    def _id_of(self, event: Event) -> UUID | None:
        """The same each time that one event is handled, so that after a restore no mail comes under a second name."""
        if self.causation is None:
            return None
        name = f"{self.handler}/{event.name}/{event.subject}"
        self._told[name] += 1
        return uuid5(self.causation, f"{name}/{self._told[name]}")
