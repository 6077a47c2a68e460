"""A look at the report while it is written: what stands becomes a revision, and documents makes its papers."""

from uuid import UUID

from services.intake.domain import moves
from services.intake.domain.errors import GateNotOpen
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.revisions import latest_revision, revise, tell_revision
from services.intake.process.tasks import EDITED_IN, cycle_of_task
from shared.delivery.work import Work


def preview(work: Work, person: Person, task_id: UUID) -> None:
    """Have the papers of the present content made. A second press changes nothing.

    Raises NotAllowed, GateNotOpen outside drafting and correcting.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    run, _ = moves.require_open(case.cycle, task_id)
    kind = case.cycle.step_of(run).kind
    if kind not in EDITED_IN:
        raise GateNotOpen
    before = latest_revision(work.session, case.cycle.id)
    revision = revise(case, person.person_id)
    case.save(case.cycle)
    if revision and (before is None or revision.id != before.id):
        text = f"{case.cycle.sop.subject} revisi {revision.number} dibuat untuk pratinjau."
        write_line(
            work,
            case.cycle.id,
            Actor.of(person),
            "lkjip_revised",
            text,
            run=run,
            content_hash=case.cycle.content_hash,
        )
    tell_revision(case, "draft" if kind is StepKind.SUSUN else "corrected")
