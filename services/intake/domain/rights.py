"""Who may do what: one pure function over values, used by every view, list and button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from services.intake.domain.answers import Allowed, Answer, Refused
from services.intake.domain.cycle import Cycle, Purpose, Run, Task, TaskState
from services.intake.domain.four_eyes import who_made
from services.intake.domain.sop import Sop, StepKind


class Act(StrEnum):
    """Everything a signed-in person can ask for."""

    SEE_OFFICE = "see_office"
    OPEN_CYCLE = "open_cycle"
    SEE_CYCLE = "see_cycle"
    SEE_TASK = "see_task"
    SEE_PAPER = "see_paper"
    EDIT_TASK = "edit_task"
    FINISH_TASK = "finish_task"
    CLOSE_WITH_GAPS = "close_with_gaps"
    MANAGE_DATA = "manage_data"
    AMEND_CYCLE = "amend_cycle"
    RECORD_FOR = "record_for"
    MANAGE_OFFICE = "manage_office"
    RECORD_STAND_IN = "record_stand_in"
    CANCEL_CYCLE = "cancel_cycle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A signed-in person: their office, the posts they hold today and the SOP roles these play."""

    person_id: UUID
    office_id: UUID | None
    name: str
    jabatan: str
    roles: frozenset[str] = frozenset()
    post_ids: frozenset[UUID] = frozenset()
    unit_ids: frozenset[UUID] = frozenset()
    is_admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an act is about; the narrower values are given where the act needs them.

    `unit_id` is whose paper it is, where it was made for one unit. `waived` are the people for whom four eyes were
    waived in this cycle, in writing.
    """

    office_id: UUID
    cycle: Cycle | None = None
    run: Run | None = None
    task: Task | None = None
    unit_id: UUID | None = None
    waived: frozenset[UUID] = field(default_factory=frozenset)
    opening_roles: frozenset[str] = field(default_factory=frozenset)


_NOT_THEIRS = "Tugas ini bukan tugas Anda. Pemegang tugas dapat dilihat di halaman siklus."
_NOT_THEIR_UNIT = "Data unit lain hanya dapat diisi oleh unit itu sendiri."
_NOT_THEIR_PAPER = "Dokumen ini dibuat untuk unit lain."


def may(person: Person, act: Act, subject: Subject) -> Answer:
    """Whether a person may do something to a subject. Another office's subject is always hidden."""
    if person.office_id != subject.office_id:
        return Refused("Halaman tidak ditemukan.", hidden=True)
    return _RULES[act](person, subject)


def managing_roles(sop: Sop) -> frozenset[str]:
    """The roles that run a cycle of an SOP: those responsible for asking for data and for drafting."""
    kinds = {StepKind.MINTA_DATA, StepKind.SUSUN}
    roles = {step.responsible for step in sop.steps if step.kind in kinds}
    return frozenset(roles or {sop.steps[0].responsible})


def sees_unit(person: Person, sop: Sop, unit_id: UUID | None) -> bool:
    """Whether somebody may see what one unit was asked and sent: not those of other units, unless they manage data."""
    is_others = unit_id is not None and bool(person.unit_ids) and unit_id not in person.unit_ids
    return not is_others or bool(person.roles & managing_roles(sop))


def _anyone(_person: Person, _subject: Subject) -> Answer:
    return Allowed()


def _open_cycle(person: Person, subject: Subject) -> Answer:
    """What is the office's and not one cycle's: opening a cycle, recording who stands in for whom."""
    if person.is_admin or person.roles & subject.opening_roles:
        return Allowed()
    return Refused("Ini dilakukan oleh pengelola data kinerja atau admin kantor Anda.")


def _see_task(person: Person, subject: Subject) -> Answer:
    task, cycle = subject.task, subject.cycle
    if task is None or cycle is None:
        return Refused("Halaman tidak ditemukan.", hidden=True)
    return Allowed() if sees_unit(person, cycle.sop, task.holder.unit_id) else Refused(_NOT_THEIR_UNIT)


def _see_paper(person: Person, subject: Subject) -> Answer:
    if subject.cycle is None:
        return Refused("Halaman tidak ditemukan.", hidden=True)
    return Allowed() if sees_unit(person, subject.cycle.sop, subject.unit_id) else Refused(_NOT_THEIR_PAPER)


def _edit_task(person: Person, subject: Subject) -> Answer:
    if _holds(person, subject) or _works_for_the_unit(person, subject):
        return Allowed()
    if subject.cycle is None or subject.run is None:
        return Refused(_NOT_THEIRS)
    assistants = set(subject.cycle.step_of(subject.run).assistants)
    return Allowed() if assistants & person.roles else Refused(_NOT_THEIRS)


def _works_for_the_unit(person: Person, subject: Subject) -> bool:
    """Operators of a unit type its figures; sending them is its head's."""
    return subject.task is not None and subject.task.holder.unit_id in person.unit_ids


def _finish_task(person: Person, subject: Subject) -> Answer:
    if not _holds(person, subject):
        return Refused(_NOT_THEIRS)
    return _four_eyes(person, subject)


def _holds(person: Person, subject: Subject) -> bool:
    return subject.task is not None and subject.task.holder.post_id in person.post_ids


def _four_eyes(person: Person, subject: Subject) -> Answer:
    """Who drafted does not correct or approve; who corrected does not approve."""
    cycle, run, task = subject.cycle, subject.run, subject.task
    if cycle is None or run is None or task is None or task.state is not TaskState.OPEN:
        return Allowed()
    if person.person_id in who_made(cycle, run, task) - subject.waived:
        return Refused("Anda ikut menyusun isi ini, sehingga keputusan harus diambil orang lain.")
    return Allowed()


def _manage(person: Person, subject: Subject) -> Answer:
    if subject.cycle is not None and person.roles & managing_roles(subject.cycle.sop):
        return Allowed()
    return Refused("Hanya pengelola data kinerja kantor Anda yang dapat melakukan ini.")


def _record_for(person: Person, subject: Subject) -> Answer:
    """Kasubbag or staf record an act for somebody else; never a signature, never for themselves."""
    task, run, cycle = subject.task, subject.run, subject.cycle
    if task is None or run is None or cycle is None:
        return Refused("Halaman tidak ditemukan.", hidden=True)
    if cycle.step_of(run).kind is StepKind.TANDA_TANGAN or task.purpose is Purpose.SIGN_LETTER:
        return Refused("Tanda tangan tidak dapat dicatat atas nama orang lain.")
    if _holds(person, subject):
        return Refused("Tugas ini milik Anda sendiri; selesaikan langsung pada halaman tugas.")
    helping = {role for step in cycle.sop.steps for role in step.assistants} | managing_roles(cycle.sop)
    if person.roles & helping:
        return Allowed()
    return Refused("Tindakan atas nama hanya dapat dicatat oleh pengelola data kinerja atau stafnya.")


def _manage_office(person: Person, _subject: Subject) -> Answer:
    return Allowed() if person.is_admin else Refused("Halaman ini untuk admin kantor Anda.")


def _cancel(person: Person, subject: Subject) -> Answer:
    return Allowed() if person.is_admin else _manage(person, subject)


_RULES: Mapping[Act, Callable[[Person, Subject], Answer]] = {
    Act.SEE_OFFICE: _anyone,
    Act.OPEN_CYCLE: _open_cycle,
    Act.SEE_CYCLE: _anyone,
    Act.SEE_TASK: _see_task,
    Act.SEE_PAPER: _see_paper,
    Act.EDIT_TASK: _edit_task,
    Act.FINISH_TASK: _finish_task,
    Act.CLOSE_WITH_GAPS: _manage,
    Act.MANAGE_DATA: _manage,
    Act.AMEND_CYCLE: _cancel,
    Act.RECORD_FOR: _record_for,
    Act.MANAGE_OFFICE: _manage_office,
    Act.RECORD_STAND_IN: _open_cycle,
    Act.CANCEL_CYCLE: _cancel,
}
