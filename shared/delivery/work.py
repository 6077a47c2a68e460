"""One unit of work: a session, the office clock and the outbox, handed to handlers by the entry point."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from shared.clock import Clock
from shared.delivery.outbox import add_to_outbox
from shared.events.about import new_trace, traceparent
from shared.events.event import Event


@dataclass(frozen=True, slots=True)
class Work:
    """What a handler may touch. It never commits and never talks to the broker.

    `trace` is shared by everything one act of a person, or of the clock, gives rise to in all services.
    """

    session: Session
    clock: Clock
    causation: UUID | None = None
    trace: str = field(default_factory=new_trace)

    def now(self) -> datetime:
        """Office time."""
        return self.clock.now()

    def publish(self, *events: Event) -> None:
        """Put events in the outbox; they leave when the unit of work has committed."""
        for event in events:
            add_to_outbox(self.session, event, self.causation, traceparent(self.trace))
