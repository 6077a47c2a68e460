"""Lines of the history: who did what, written with the state it tells of."""

from dataclasses import dataclass
from uuid import UUID

from services.intake.domain.cycle import Run
from services.intake.domain.rights import Person
from services.intake.models import HistoryRecord
from shared.delivery.work import Work

WEB = "web"
SYSTEM = "sistem"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, or Kinerja itself when an event or the clock moves a cycle."""

    person_id: UUID | None
    name: str
    jabatan: str
    channel: str

    @classmethod
    def of(cls, person: Person) -> "Actor":
        """A person at the web."""
        return cls(person.person_id, person.name, person.jabatan, WEB)


KINERJA = Actor(None, "Kinerja", "", SYSTEM)


def write_line(
    work: Work,
    cycle_id: UUID,
    actor: Actor,
    what: str,
    text: str,
    *,
    run: Run | None = None,
    content_hash: str | None = None,
    reason: str = "",
) -> None:
    """Append one line."""
    work.session.add(
        HistoryRecord(
            cycle_id=cycle_id,
            at=work.now(),
            what=what,
            text=text,
            step=run.step if run else None,
            run=run.number if run else None,
            person_id=actor.person_id,
            person_name=actor.name,
            jabatan=actor.jabatan,
            channel=actor.channel,
            content_hash=content_hash,
            reason=reason,
        )
    )
