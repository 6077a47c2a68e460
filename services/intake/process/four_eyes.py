"""Four eyes: nobody judges what they made, unless it was waived in writing for one person in one cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from services.intake.domain.cycle import Cycle, RunState
from services.intake.domain.errors import CommandRefused, ReasonMissing
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import Step, StepKind
from services.intake.models import PersonRecord, WaiverRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.repository.cycles import waived_in
from services.intake.repository.offices import Post
from shared.delivery.work import Work


class HolderUnknown(CommandRefused):
    """The post or the person does not belong to this office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """For whom, why, and the scan of the paper that says so."""

    person_id: UUID
    reason: str
    file: str | None


def steps_without_anyone(cycle: Cycle, posts: list[Post], waived: frozenset[UUID]) -> Iterator[str]:
    """The judging steps whose holder would judge their own work, in words.

    Who makes it is whoever holds the post that makes it, and whoever has made what is being judged now.
    """
    made_by: dict[UUID, str] = {}
    for step in cycle.sop.steps:
        judging = _who_judges(step)
        for post in posts if judging else ():
            if judging in post.roles and post.holder.person_id in made_by.keys() - waived:
                yield (
                    f"langkah {step.number} ({step.title}): {post.holder.name} {made_by[post.holder.person_id]},"
                    f" sehingga diperlukan orang lain sebagai {post.jabatan}"
                )
        if step.kind in {StepKind.SUSUN, StepKind.KOREKSI}:
            for person_id in _who_has_made(cycle, step):
                made_by.setdefault(person_id, f"telah menyelesaikan langkah {step.number} ({step.title})")
            for post in posts:
                if step.responsible in post.roles:
                    made_by.setdefault(post.holder.person_id, f"juga memegang {post.jabatan}")


def _who_judges(step: Step) -> str | None:
    if step.kind is StepKind.KOREKSI:
        return step.responsible
    return step.decision.by if step.kind is StepKind.PERSETUJUAN and step.decision else None


def _who_has_made(cycle: Cycle, step: Step) -> set[UUID]:
    """Who finished a step that is behind the cycle; one that is at work, or comes again, is made by its holder."""
    if any(step.number == run.step or step.number in cycle.sop.after(run.step) for run in cycle.open_runs()):
        return set()
    last = [run for run in cycle.runs_of(step.number) if run.state is RunState.DONE][-1:]
    return {task.completed_by for run in last for task in run.tasks if task.completed_by and not task.is_beside}


def grant_waiver(work: Work, person: Person, cycle_id: UUID, waiver: Waiver) -> None:
    """Waive four eyes for one person in one cycle, in writing. Raises NotAllowed, ReasonMissing, HolderUnknown."""
    case = Case.locked(work, cycle_id)
    case.require(person, Act.CANCEL_CYCLE)
    whom = work.session.get(PersonRecord, waiver.person_id)
    if whom is None or whom.office_id != case.office.id:
        raise HolderUnknown
    if not waiver.reason.strip():
        raise ReasonMissing
    if waiver.person_id not in waived_in(work.session, cycle_id):
        work.session.add(
            WaiverRecord(
                id=uuid4(),
                cycle_id=cycle_id,
                person_id=waiver.person_id,
                reason=waiver.reason.strip(),
                file=waiver.file,
                granted_at=work.now(),
                granted_by=person.person_id,
            )
        )
    text = f"Aturan empat mata dikecualikan untuk {whom.name}."
    write_line(work, cycle_id, Actor.of(person), "four_eyes_waived", text, reason=waiver.reason.strip())
