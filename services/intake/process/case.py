"""A cycle on the desk: locked, with everything a command needs to move it and to tell of it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlalchemy import select

from services.intake.domain.cycle import Cycle
from services.intake.domain.errors import NotAllowed
from services.intake.domain.moves import Setting
from services.intake.domain.rights import Act, Person, Subject, may
from services.intake.domain.working_time import WorkingCalendar, due_at, shift_by_standing
from services.intake.models import OfficeRecord, PaperRecord, PersonRecord
from services.intake.repository.cycles import CycleRows, add_cycle, cycle_of, lock_cycle, save_cycle, waived_in
from services.intake.repository.offices import Post, calendar_of, holders_of, posts_of, today_of
from shared.delivery.work import Work

OfficeNow = tuple[OfficeRecord, WorkingCalendar, list[Post]]
"""An office with its calendar and its posts as they are held today."""
OfficesSeen = dict[UUID, OfficeNow]


@dataclass(slots=True)
class Case:
    """A locked cycle with its office. `cycle` is what has been saved last."""

    work: Work
    office: OfficeRecord
    calendar: WorkingCalendar
    posts: list[Post]
    cycle: Cycle
    _rows: CycleRows
    _papers: list[PaperRecord] | None = None

    @classmethod
    def locked(cls, work: Work, cycle_id: UUID, seen: OfficesSeen | None = None) -> Self:
        """Lock a cycle; CycleUnknown when there is none. With `seen`, cycles of one office read it once."""
        rows = lock_cycle(work.session, cycle_id)
        office_id = rows.cycle.office_id
        seen = {} if seen is None else seen
        if office_id not in seen:
            seen[office_id] = _as_it_is_now(work, work.session.get_one(OfficeRecord, office_id))
        return cls(work, *seen[office_id], cycle_of(work.session, rows), rows)

    @classmethod
    def new(cls, work: Work, office: OfficeRecord, cycle: Cycle) -> Self:
        """Store a new cycle and put it on the desk."""
        return cls(work, *_as_it_is_now(work, office), cycle, add_cycle(work.session, cycle, office))

    def setting(self) -> Setting:
        """What a move depends on."""
        calendar = self.calendar
        return Setting(
            self.work.now(),
            holders_of(self.posts),
            lambda begin, waktu: due_at(begin, waktu, calendar),
            lambda due, stood_from, stood_to: shift_by_standing(due, stood_from, stood_to, calendar),
        )

    def require(self, person: Person, act: Act, task_id: UUID | None = None) -> None:
        """Refuse unless the person may; NotAllowed carries the reason."""
        run, task = self.cycle.find(task_id) if task_id else (None, None)
        subject = Subject(
            office_id=self.cycle.office_id,
            cycle=self.cycle,
            run=run,
            task=task,
            waived=waived_in(self.work.session, self.cycle.id),
        )
        answer = may(person, act, subject)
        if not answer:
            raise NotAllowed(getattr(answer, "reason", ""))

    def papers(self) -> list[PaperRecord]:
        """The cycle's papers, oldest first; read once for all that one move tells."""
        if self._papers is None:
            of_cycle = select(PaperRecord).where(PaperRecord.cycle_id == self.cycle.id)
            self._papers = list(self.work.session.scalars(of_cycle.order_by(PaperRecord.arrived_at, PaperRecord.kind)))
        return self._papers

    def email_of(self, person_id: UUID) -> str:
        """Where a person gets their mail."""
        return self.work.session.get_one(PersonRecord, person_id).email

    def save(self, cycle: Cycle) -> None:
        """Save the cycle as it now stands."""
        self.cycle, self._papers = cycle, None
        save_cycle(self.work.session, self._rows, cycle)


def _as_it_is_now(work: Work, office: OfficeRecord) -> OfficeNow:
    now = work.now()
    posts = posts_of(work.session, office.id, today_of(office, now))
    return office, calendar_of(work.session, office, now), posts
