"""Four eyes: nobody judges what they made, unless it was waived in writing for one person in one cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from services.intake.domain.cycle import Cycle
from services.intake.domain.errors import CommandRefused, ReasonMissing
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
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
    """The judging steps whose holder would judge their own work: who corrects what they drafted, who approves it."""
    made_by: dict[UUID, str] = {}
    for step in cycle.sop.steps:
        judging = step.decision.by if step.kind is StepKind.PERSETUJUAN and step.decision else None
        judging = step.responsible if step.kind is StepKind.KOREKSI else judging
        for post in posts if judging else ():
            if judging in post.roles and post.holder.person_id in made_by.keys() - waived:
                maker = made_by[post.holder.person_id]
                yield (
                    f"langkah {step.number} ({step.title}): {post.holder.name} memegang {maker} dan {post.jabatan},"
                    " sehingga diperlukan orang lain untuk salah satunya"
                )
        if step.kind in {StepKind.SUSUN, StepKind.KOREKSI}:
            for post in posts:
                if step.responsible in post.roles:
                    made_by.setdefault(post.holder.person_id, post.jabatan)


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
