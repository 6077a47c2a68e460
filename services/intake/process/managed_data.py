"""What the manager does with the units' figures: close without some, send one unit's back, decide about late ones."""

from uuid import UUID

from services.intake.domain import beside, gate
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.facts import Return
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.models import SubmissionRecord, UnitRecord
from services.intake.process.case import Case
from services.intake.process.collection import LEFT, SUSULAN, TAKEN, collect_again
from services.intake.process.history import Actor, write_line
from services.intake.process.keeping import keep
from shared.delivery.work import Work


class SubmissionUnknown(CommandRefused):
    """No late submission of this cycle has this id, or somebody has decided about it already."""


def close_with_gaps(work: Work, person: Person, cycle_id: UUID, reason: str) -> None:
    """End the data collection although units are missing. Raises NotAllowed, GateNotOpen, ReasonMissing."""
    case = Case.locked(work, cycle_id)
    case.require(person, Act.CLOSE_WITH_GAPS)
    outcome = gate.close_with_gaps(case.cycle, reason, case.setting())
    actor = Actor.of(person)
    text = "Pengumpulan data ditutup dengan data yang belum lengkap."
    write_line(work, cycle_id, actor, "closed_with_gaps", text, reason=reason.strip())
    keep(case, outcome, actor, reason.strip())


def return_unit_data(work: Work, person: Person, cycle_id: UUID, unit_id: UUID, reason: str) -> None:
    """Send one unit's data back to it while the report is drafted.

    Raises NotAllowed, GateNotOpen, ReasonMissing, AlreadyAsked, NoHolder.
    """
    case = Case.locked(work, cycle_id)
    case.require(person, Act.MANAGE_DATA)
    returned = Return(person.person_id, reason.strip())
    outcome = beside.return_unit_data(case.cycle, unit_id, returned, case.setting())
    actor = Actor.of(person)
    name = work.session.get_one(UnitRecord, unit_id).name
    write_line(work, cycle_id, actor, "data_returned", returned_line(name), reason=reason.strip())
    keep(case, outcome, actor)


def returned_line(unit: str) -> str:
    """What the history says when a unit's data are sent back to it."""
    return f"Data {unit} dikembalikan."


def decide_late(work: Work, person: Person, cycle_id: UUID, submission_id: UUID, *, take: bool) -> None:
    """Take a late submission into the report, or leave it out. Raises NotAllowed, GateNotOpen, SubmissionUnknown."""
    case = Case.locked(work, cycle_id)
    case.require(person, Act.MANAGE_DATA)
    if not any(case.cycle.step_of(run).kind is StepKind.SUSUN for run in case.cycle.open_runs()):
        raise GateNotOpen
    row = work.session.get(SubmissionRecord, submission_id, with_for_update=True)
    if row is None or row.cycle_id != cycle_id or row.standing != SUSULAN:
        raise SubmissionUnknown
    row.standing = TAKEN if take else LEFT
    work.session.flush()
    what, words = ("late_data_taken", "dipakai") if take else ("late_data_left", "tidak dipakai")
    write_line(work, cycle_id, Actor.of(person), what, f"Data susulan {row.unit_name} {words}.")
    if take:
        collect_again(case, f"Data susulan {row.unit_name} dipakai.")
