"""An act recorded for somebody who gave it on paper: with a reason, a scan, and word of it to that person."""

from dataclasses import dataclass, replace
from uuid import UUID

from services.intake.domain import moves
from services.intake.domain.cycle import Cycle, Purpose, Run, Task
from services.intake.domain.errors import CommandRefused, NotAllowed, ReasonMissing
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.task_info import act_of, task_info
from services.intake.process.tasks import StoredFile, add_files, complete_in, cycle_of_task
from services.intake.repository.offices import person_of, today_of
from shared.delivery.work import Work
from shared.events import parts
from shared.events.intake import ActRecordedFor

PAPER = "kertas"


class NotOnPaper(CommandRefused):
    """Figures, signatures and dispatches are given by the person, never recorded for them."""


class PaperMissing(CommandRefused):
    """What was decided on paper is recorded with a scan of that paper."""


class HolderGone(CommandRefused):
    """Nobody holds the post of the task, so that nobody can have acted in it."""


@dataclass
class HolderMayNot(CommandRefused):
    """The person could not decide this at the web either: they made what they would judge."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAct:
    """What stands on the paper: `done` as its giver decided it; `why` it is recorded; the gaps they signed for."""

    done: moves.Completion
    why: str
    scan: StoredFile | None
    signed_for: frozenset[str] = frozenset()


def may_be_on_paper(cycle: Cycle, run: Run, task: Task) -> bool:
    """Whether a task can be done on paper at all."""
    kind = cycle.step_of(run).kind
    sends = kind is StepKind.KIRIM and cycle.content_hash is not None
    signs = kind is StepKind.TANDA_TANGAN or task.purpose is Purpose.SIGN_LETTER
    return not (cycle.asks_for_figures(run, task) or sends or signs)


def record_act(work: Work, recorder: Person, act: PaperAct) -> None:
    """Finish a task for its holder, who is bound by four eyes as if at the web, and is told.

    Raises NotAllowed, NotOnPaper, HolderGone, HolderMayNot, ReasonMissing without a reason for recording it,
    PaperMissing, and what finishing the task raises.
    """
    task_id = act.done.task_id
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(recorder, Act.RECORD_FOR, task_id)
    run, task = case.cycle.find(task_id)
    if not may_be_on_paper(case.cycle, run, task):
        raise NotOnPaper
    holder = _holder(case, task)
    if not act.why.strip():
        raise ReasonMissing
    if act.scan is None:
        raise PaperMissing
    add_files(work, recorder, task_id, (act.scan,))
    actor = Actor(holder.person_id, holder.name, holder.jabatan, PAPER)
    done = replace(act.done, person_id=holder.person_id)
    try:
        complete_in(case, holder, done, signed_for=act.signed_for, actor=actor)
    except NotAllowed as refused:
        raise HolderMayNot(holder.name) from refused
    _tell(case, recorder, actor, act, task_id)


def _holder(case: Case, task: Task) -> Person:
    person_id = next((post.holder.person_id for post in case.posts if post.post_id == task.holder.post_id), None)
    today = today_of(case.office, case.work.now())
    holder = person_of(case.work.session, person_id, today) if person_id else None
    if holder is None:
        raise HolderGone
    return holder


def _tell(case: Case, recorder: Person, actor: Actor, act: PaperAct, task_id: UUID) -> None:
    run, task = case.cycle.find(task_id)
    exits = case.cycle.exits_for(run, task)
    what = exits[task.exit].label if task.exit is not None else act_of(case.cycle.step_of(run), task)
    text = f"“{what}” atas nama {actor.name}, dicatat oleh {recorder.name}, {recorder.jabatan}."
    write_line(
        case.work,
        case.cycle.id,
        actor,
        "act_recorded_for",
        text,
        run=run,
        content_hash=task.seen_hash,
        reason=act.why.strip(),
    )
    case.work.publish(
        ActRecordedFor(
            task=task_info(case, run, task),
            recorded_by=parts.Person(
                person_id=recorder.person_id,
                name=recorder.name,
                jabatan=recorder.jabatan,
                email=case.email_of(recorder.person_id),
            ),
            what=what,
            reason=act.why.strip(),
            recorded_at=case.work.now(),
        )
    )
