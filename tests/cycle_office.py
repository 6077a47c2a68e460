"""An office's real process behind the acts of the model: commands, rows, and events that come in through the inbox."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select

from services.intake.domain.cycle import Purpose, Run, RunState, Task, TaskState
from services.intake.domain.errors import CommandRefused, ExitMissing, TaskAlreadyDone, TaskNotYetOpen
from services.intake.domain.rights import Person
from services.intake.domain.sop import StepKind
from services.intake.handlers import take_in_signature
from services.intake.models import HoldingRecord, PostRecord, SubmissionRecord
from services.intake.office_format.values import OfficeFile
from services.intake.process.amendments import amend_cycle
from services.intake.process.case import Case
from services.intake.process.collection import SUSULAN
from services.intake.process.data import submit_unit_data, take_back
from services.intake.process.managed_data import close_with_gaps, decide_late, return_unit_data
from services.intake.process.signed_papers import forward_exit
from services.intake.process.signing import is_signing, signable
from services.intake.process.stand_ins import StandIn, end_stand_in, record_stand_in
from services.intake.schedule import pass_on_tasks
from shared.database import Database
from shared.delivery.consumer import Consumer
from shared.delivery.work import Work
from tests.cycle_answers import Answers
from tests.cycle_process import Answer, Seen
from tests.intake_office import IntakeOffice, signed

REASON = "Perlu diperiksa."


class OfficeProcess(IntakeOffice):
    """A cycle of an office with three units. Posts and people are called after the roles and units."""

    def __init__(self, database: Database, office: OfficeFile, consumers: tuple[Consumer, ...]) -> None:
        super().__init__(database, office)
        with database.read() as session:
            posts = list(session.scalars(select(PostRecord).where(PostRecord.office_id == self.id)))
            first = select(HoldingRecord.post_id, HoldingRecord.person_id)
            holders = {row.post_id: row.person_id for row in session.execute(first)}
        names = {post.id: name_of(post) for post in posts}
        self.posts = {name: post_id for post_id, name in names.items()}
        self.units = {names[post.id]: post.unit_id for post in posts if post.unit_id}
        self.persons = {names[post_id]: person_id for post_id, person_id in holders.items()}
        self.answers = Answers(database, self.clock, consumers)
        self.cycle_id = self.open_cycle()

    def part(self, post: str) -> bool:
        return self._accepted(lambda: self._go_on(post))

    def send_back(self, post: str, step: int, to: int) -> bool:
        return self._accepted(lambda: self._send_back(post, step, to))

    def send_figures(self, unit: str) -> bool:
        return self._accepted(lambda: self._submit(self._latest(unit)[1]))

    def take_back(self, unit: str) -> bool:
        return self._accepted(lambda: self._take_back(self._latest(unit)[1]))

    def close(self) -> bool:
        return self._managed(lambda work, me: close_with_gaps(work, me, self.cycle_id, REASON))

    def return_data(self, unit: str) -> bool:
        unit_id = self.units[unit]
        return self._managed(lambda work, me: return_unit_data(work, me, self.cycle_id, unit_id, REASON))

    def decide_late(self, unit: str, *, take: bool) -> bool:
        return self._managed(lambda work, me: decide_late(work, me, self.cycle_id, self._newest(work, unit), take=take))

    def amend(self) -> bool:
        return self._managed(lambda work, me: amend_cycle(work, me, self.cycle_id, REASON, withdraw=False))

    def stand_in(self, post: str, person: str) -> bool:
        decide = self._end_decree if post == person else self._record_decree
        accepted = self._managed(lambda work, me: decide(work, me, post, person))
        pass_on_tasks(self.database, self.clock)
        return accepted

    def deliver(self, which: int, *, again: bool) -> Answer:
        return self.answers.deliver(which, again=again)

    def seen(self) -> Seen:
        cycle = self.cycle(self.cycle_id)
        people = {person_id: name for name, person_id in self.persons.items()}
        posts = {post_id: name for name, post_id in self.posts.items()}
        runs = list(cycle.open_runs())
        asked = [task.holder for run in runs for task in run.tasks if task.state is TaskState.OPEN and is_asked(task)]
        return (
            runs[0].step if runs else 0,
            any(run.state is RunState.PREPARING for run in runs),
            {(posts[holder.post_id], people[holder.person_id]) for holder in asked},
            {name_of_unit(unit): revision for unit, revision in self.answers.collected.items()},
        )

    # how

    def _accepted(self, act: Callable[[], object]) -> bool:
        self.clock.move(minutes=1)
        try:
            act()
        except CommandRefused:
            return False
        self.answers.listen()
        return True

    def _managed(self, act: Callable[[Work, Person], object]) -> bool:
        def as_manager() -> None:
            with self.work() as work:
                act(work, self.person("kasubbag"))

        return self._accepted(as_manager)

    def _latest(self, post: str) -> tuple[Run, Task]:
        """What the post is asked for now, else what it was asked for last."""
        runs = self.cycle(self.cycle_id).runs
        tasks = [(run, task) for run in runs for task in run.tasks if task.holder.post_id == self.posts[post]]
        tasks = [(run, task) for run, task in tasks if is_asked(task)]
        if not tasks:
            raise TaskNotYetOpen
        return next((each for each in tasks if each[1].state is TaskState.OPEN), tasks[-1])

    def _go_on(self, post: str) -> None:
        cycle, (run, task) = self.cycle(self.cycle_id), self._latest(post)
        if task.state is not TaskState.OPEN:
            raise TaskAlreadyDone(None, None)
        if is_signing(cycle, run, task):
            self.sign(self.cycle_id, task)
        elif cycle.step_of(run).kind is StepKind.KIRIM:
            self.dispatch(self.cycle_id, task)
        else:
            self.finish(task, exit_=forward_exit(cycle, run, task), seen=cycle.content_hash)

    def _send_back(self, post: str, step: int, to: int) -> None:
        cycle, (run, task) = self.cycle(self.cycle_id), self._latest(post)
        exits = cycle.exits_for(run, task)
        back = next((at for at, way in enumerate(exits) if way.returns and way.to == (to,)), None)
        if back is None or run.step != step:
            raise ExitMissing
        self.finish(task, exit_=back, reason=REASON, seen=cycle.content_hash)

    def sign(self, cycle_id: UUID, task: Task) -> None:
        with self.work() as work:
            case = Case.locked(work, cycle_id)
            asked = signed(signable(case, self.holder(task), task.id, case.cycle.content_hash))
        if task.is_beside:
            with self.work() as work:
                take_in_signature(work, asked)
        else:
            self.answers.sign(asked, self.cycle(cycle_id).find(task.id)[0].number)

    def holder(self, task: Task) -> Person:
        return next(person for person in self.people() if task.holder.post_id in person.post_ids)

    def answer(self) -> None:
        self.answers.listen()

    def _submit(self, task: Task) -> None:
        with self.work() as work:
            figures = self.values_of(task, str(self.clock.now().timestamp()))
            submit_unit_data(work, self.holder(task), task.id, figures)

    def _take_back(self, task: Task) -> None:
        with self.work() as work:
            take_back(work, self.holder(task), task.id)

    def _newest(self, work: Work, unit: str) -> UUID:
        late = select(SubmissionRecord.id).where(
            SubmissionRecord.unit_id == self.units[unit], SubmissionRecord.standing == SUSULAN
        )
        return work.session.scalar(late.order_by(SubmissionRecord.number.desc()).limit(1)) or self.cycle_id

    def _record_decree(self, work: Work, me: Person, post: str, person: str) -> None:
        today = self.clock.now().date()
        decree = StandIn(
            post_id=self.posts[post],
            person_id=self.persons[person],
            standing="plt",
            decree_number="SK Nomor 12 Tahun 2026",
            decree_date=today,
            first=today,
            last=None,
        )
        record_stand_in(work, me, self.id, decree)

    def _end_decree(self, work: Work, me: Person, post: str, _person: str) -> None:
        decree = select(HoldingRecord.id).where(
            HoldingRecord.post_id == self.posts[post], HoldingRecord.last.is_(None), HoldingRecord.standing == "plt"
        )
        holding_id = work.session.scalar(decree) or self.cycle_id
        end_stand_in(work, me, self.id, holding_id, self.clock.now().date())
        self.clock.move(days=1)


def is_asked(task: Task) -> bool:
    """The table knows nothing of the letter's signature."""
    return task.purpose is not Purpose.SIGN_LETTER


def name_of(post: PostRecord) -> str:
    """`unit 0` for "Kasi/Lurah 0", else the role."""
    return f"unit {post.jabatan[-1]}" if post.unit_id else post.roles[0]


def name_of_unit(unit: str) -> str:
    """`unit 0` for "Unit kasi_lurah 0"."""
    return f"unit {unit[-1]}"
