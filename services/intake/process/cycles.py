"""Opening and cancelling a cycle, and claiming what overran."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain import moves, overruns
from services.intake.domain.cycle import Cycle, CycleState
from services.intake.domain.errors import CycleAlreadyOpen, NotAllowed, PeriodReported
from services.intake.domain.rights import Act, Person, Subject, managing_roles, may
from services.intake.domain.sop import Sop
from services.intake.models import CycleRecord, OfficeRecord
from services.intake.process.case import Case, OfficesSeen
from services.intake.process.history import KINERJA, Actor, write_line
from services.intake.process.keeping import keep
from services.intake.process.office_indicators import propose_indicators
from services.intake.repository.offices import event_office, sop_of
from shared.delivery.work import Work
from shared.events.intake import CycleCancelled


def open_cycle(work: Work, person: Person, office_id: UUID, period: str) -> UUID:
    """Open a cycle for a period (a year) and begin the SOP's first step; returns the cycle's id.

    Raises NotAllowed, CycleAlreadyOpen (one per office, SOP and period), PeriodReported, NoHolder.
    """
    office = work.session.get_one(OfficeRecord, office_id, with_for_update=True)
    sop = sop_of(work.session, office.sop_version_id)
    answer = may(person, Act.OPEN_CYCLE, Subject(office_id=office.id, opening_roles=managing_roles(sop)))
    if not answer:
        raise NotAllowed(getattr(answer, "reason", ""))
    _refuse_second(work.session, office, sop, period)
    return begin(work, office, period, Actor.of(person), f"Siklus {sop.subject} {period} dibuka.")


def begin(work: Work, office: OfficeRecord, period: str, actor: Actor, line: str) -> UUID:
    """Begin a cycle of a locked office; `line` is what its history says first. Raises NoHolder."""
    sop = sop_of(work.session, office.sop_version_id)
    empty = Cycle(
        id=_next_id(work.session, office, sop, period),
        office_id=office.id,
        sop=sop,
        period=period,
        state=CycleState.OPEN,
        opened_at=work.now(),
    )
    case = Case.new(work, office, empty)
    propose_indicators(work.session, empty)
    write_line(work, empty.id, actor, "cycle_opened", line)
    keep(case, moves.begin_cycle(empty, case.setting()), actor)
    return empty.id


def _refuse_second(session: Session, office: OfficeRecord, sop: Sop, period: str) -> None:
    mine = (CycleRecord.office_id == office.id, CycleRecord.sop_id == sop.id, CycleRecord.period == period)
    known = session.execute(select(CycleRecord.state, CycleRecord.content_hash).where(*mine)).all()
    if any(row.state == CycleState.OPEN for row in known):
        raise CycleAlreadyOpen
    # A content is signed once: a second report with the same figures and words would have the hash of the first.
    if any(row.state == CycleState.ENDED and row.content_hash for row in known):
        raise PeriodReported


def _next_id(session: Session, office: OfficeRecord, sop: Sop, period: str) -> UUID:
    """Derived, so that two rehearsals of the same input know the same cycle by the same id."""
    mine = (CycleRecord.office_id == office.id, CycleRecord.sop_id == sop.id, CycleRecord.period == period)
    before = session.scalar(select(func.count()).select_from(CycleRecord).where(*mine)) or 0
    return uuid5(office.id, f"cycle/{sop.id}/{period}/{before + 1}")


def cancel_cycle(work: Work, person: Person, cycle_id: UUID, reason: str) -> None:
    """Give a cycle up before its report is signed. Raises NotAllowed, CycleNotOpen, CycleSigned, ReasonMissing."""
    case = Case.locked(work, cycle_id)
    case.require(person, Act.CANCEL_CYCLE)
    outcome = moves.cancel(case.cycle, reason, case.setting())
    actor = Actor.of(person)
    write_line(work, cycle_id, actor, "cycle_cancelled", "Siklus dibatalkan.", reason=reason.strip())
    keep(case, outcome, actor)
    work.publish(
        CycleCancelled(
            cycle_id=cycle_id,
            reason=reason.strip(),
            recipients=tuple({post.holder.person_id: post.holder for post in case.posts}.values()),
            office=event_office(case.office),
            subject_name=case.cycle.sop.subject,
            period=case.cycle.period,
        )
    )


def claim_overruns(work: Work, cycle_ids: Iterable[UUID]) -> int:
    """Claim what overran in locked cycles, each task once; returns how many tasks."""
    seen: OfficesSeen = {}
    return sum(_claim(Case.locked(work, cycle_id, seen), work.now()) for cycle_id in cycle_ids)


def _claim(case: Case, now: datetime) -> int:
    outcome = overruns.claim_overruns(case.cycle, now)
    keep(case, outcome, KINERJA)
    return sum(len(fact.late) for fact in outcome.facts if isinstance(fact, moves.StepOverran))
