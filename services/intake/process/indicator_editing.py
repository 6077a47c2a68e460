"""SOP step 2: putting a cycle's indicators right, and issuing them to the units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import func, select

from services.intake.domain import moves
from services.intake.domain.cycle import Run
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.rights import Act, Person
from services.intake.domain.sop import StepKind
from services.intake.models import CycleIndicatorRecord, DataRequestRecord
from services.intake.office_format.values import IndicatorEntry
from services.intake.process.case import Case
from services.intake.process.history import Actor, write_line
from services.intake.process.indicator_versions import keep_version
from services.intake.process.minta_data import filling_posts, indicators_of
from services.intake.process.tasks import complete_in, cycle_of_task
from services.intake.repository.offices import unit_names
from shared.delivery.work import Work


class IndicatorUnknown(CommandRefused):
    """The cycle has no such indicator, or the office no such unit."""


class NothingToAsk(CommandRefused):
    """There is no indicator that could be asked for."""


@dataclass
class UnitsWithoutIndicators(CommandRefused):
    """These units would get a form with nothing in it; it must be said that this is meant."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The letter that goes with the format. `is_meant` confirms units without indicators."""

    letter_number: str
    dated_on: date | None
    message: str
    is_meant: bool


def keep_indicator(work: Work, person: Person, task_id: UUID, entry: IndicatorEntry, code: str | None) -> None:
    """Change the indicator with this code, or add one. Raises NotAllowed, GateNotOpen, IndicatorUnknown."""
    case, _ = _asking(work, person, task_id)
    row = _find(case, code) if code else _new(case)
    _fill(case, row, entry)
    work.session.add(row)
    keep_version(work.session, case.office.id, row, person.name, work.now())


def remove_indicator(work: Work, person: Person, task_id: UUID, code: str) -> None:
    """Ask no more for an indicator in this cycle. Raises NotAllowed, GateNotOpen, IndicatorUnknown."""
    case, _ = _asking(work, person, task_id)
    work.session.delete(_find(case, code))


def import_indicators(work: Work, person: Person, task_id: UUID, entries: Iterable[IndicatorEntry]) -> None:
    """Take indicators from a file: those with a known code are changed, the others added. Raises the same."""
    case, run = _asking(work, person, task_id)
    known = {row.code: row for row in indicators_of(work.session, case.cycle.id)}
    taken = list(entries)
    for entry in taken:
        row = known.get(entry.code) or _new(case, entry.code)
        _fill(case, row, entry)
        work.session.add(row)
        work.session.flush()
        keep_version(work.session, case.office.id, row, person.name, work.now())
    text = f"{len(taken)} indikator diambil dari berkas."
    write_line(work, case.cycle.id, Actor.of(person), "indicators_imported", text, run=run)


def issue_format(work: Work, person: Person, task_id: UUID, issue: Issue) -> None:
    """Issue the format to the units and finish the task.

    Raises NotAllowed, GateNotOpen, NothingToAsk, UnitsWithoutIndicators, and what `moves.complete` raises.
    """
    case, run = _asking(work, person, task_id)
    asked = indicators_of(work.session, case.cycle.id)
    if not asked:
        raise NothingToAsk
    empty = units_without(case, {row.unit_id for row in asked})
    if empty and not issue.is_meant:
        raise UnitsWithoutIndicators(empty)
    request = DataRequestRecord(
        run_id=run.id,
        cycle_id=case.cycle.id,
        letter_number=issue.letter_number.strip(),
        dated_on=issue.dated_on,
        message=issue.message.strip(),
        issued_at=None,
    )
    work.session.merge(request)
    work.session.flush()
    complete_in(case, person, moves.Completion(task_id=task_id, person_id=person.person_id))


def units_without(case: Case, asked: set[UUID]) -> tuple[str, ...]:
    """The units of whom nothing would be asked."""
    names = unit_names(case.work.session, case.office.id)
    ids = [post.unit_id for post in filling_posts(case.cycle.sop, case.posts) if post.unit_id]
    return tuple(names[unit_id] for unit_id in ids if unit_id not in asked)


def _asking(work: Work, person: Person, task_id: UUID) -> tuple[Case, Run]:
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    run, task = moves.require_open(case.cycle, task_id)
    if case.cycle.step_of(run).kind is not StepKind.MINTA_DATA or task.is_beside:
        raise GateNotOpen
    return case, run


def _find(case: Case, code: str) -> CycleIndicatorRecord:
    of_code = (CycleIndicatorRecord.cycle_id == case.cycle.id, CycleIndicatorRecord.code == code)
    row = case.work.session.scalar(select(CycleIndicatorRecord).where(*of_code))
    if row is None:
        raise IndicatorUnknown
    return row


def _new(case: Case, code: str = "") -> CycleIndicatorRecord:
    mine = CycleIndicatorRecord.cycle_id == case.cycle.id
    last = case.work.session.scalar(select(func.max(CycleIndicatorRecord.row)).where(mine)) or 0
    taken = set(case.work.session.scalars(select(CycleIndicatorRecord.code).where(mine)))
    chosen = code or next(free for number in count(last + 1) if (free := f"IK-{number:02}") not in taken)
    return CycleIndicatorRecord(id=uuid4(), cycle_id=case.cycle.id, code=chosen, row=last + 1)


def _fill(case: Case, row: CycleIndicatorRecord, entry: IndicatorEntry) -> None:
    units = {name: unit_id for unit_id, name in unit_names(case.work.session, case.office.id).items()}
    if entry.unit not in units:
        raise IndicatorUnknown
    row.unit_id = units[entry.unit]
    row.direction = entry.arah
    for name in ("sasaran", "indikator", "satuan", "target", "target_text", "last_value", "source"):
        setattr(row, name, getattr(entry, name))
    row.details, row.policies = dict(entry.details), dict(entry.policies)
    for name in ("definition", "formula", "numerator", "denominator", "data_source"):
        setattr(row, name, getattr(entry, name))
