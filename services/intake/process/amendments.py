"""Perbaikan ke-n: after a cycle's end its drafting runs again, and all that comes after; its papers replace the old."""

from uuid import UUID

from sqlalchemy import select

from services.intake.domain import moves
from services.intake.domain.rights import Act, Person
from services.intake.models import SignatureRecord
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.keeping import keep
from services.intake.process.revisions import revise, tell_revision
from shared.delivery.work import Work


def amend_cycle(work: Work, person: Person, cycle_id: UUID, reason: str, *, withdraw: bool) -> int:
    """Begin a perbaikan; returns its number. `withdraw` takes the signed papers back until new ones are signed.

    Raises NotAllowed, CycleNotEnded, ReasonMissing, NothingToAmend, NoHolder.
    """
    case = Case.locked(work, cycle_id)
    case.require(person, Act.AMEND_CYCLE)
    outcome = moves.amend(case.cycle, reason, case.setting())
    number = outcome.cycle.amendment
    actor = Actor.of(person)
    text = f"Perbaikan ke-{number} dimulai."
    write_line(work, cycle_id, actor, "amendment_begun", text, reason=reason.strip())
    if withdraw:
        _withdraw_papers(case, actor, reason.strip())
    keep(case, outcome, actor)
    revise(case, person.person_id)
    keep(case, moves.Outcome(case.cycle, ()), actor)
    tell_revision(case, "draft")
    return number


def _withdraw_papers(case: Case, actor: Actor, reason: str) -> None:
    signed = select(SignatureRecord).where(
        SignatureRecord.cycle_id == case.cycle.id, SignatureRecord.withdrawn_at.is_(None)
    )
    for signature in case.work.session.scalars(signed):
        signature.withdrawn_at = case.work.now()
        text = f"{signature.paper_name} ditarik."
        write_line(case.work, case.cycle.id, actor, "paper_withdrawn", text, reason=reason)
