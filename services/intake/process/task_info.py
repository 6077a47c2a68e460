"""Everything a mail about a task says, gathered from the cycle and its office."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from services.intake.domain.beside import TIME_OF
from services.intake.domain.cycle import Purpose, Run, Task
from services.intake.domain.lkjip import figure_lines, summary_lines
from services.intake.domain.rights import managing_roles
from services.intake.domain.sop import Step, StepKind
from services.intake.domain.working_time import describe_working_time, working_time_between
from services.intake.models import MeasurementRecord, PaperRecord, PersonRecord, PostRecord
from services.intake.process.case import Case
from services.intake.repository.offices import event_office
from shared.events.parts import MeasuredIndicator, Paper, Person, TaskInfo
from shared.events.wire import schema_of

DEFAULT_ACT = "Selesai"
_WITH_FORMS = frozenset({StepKind.ISI_DATA, StepKind.SUSUN})
_BESIDE = {
    Purpose.REVISE_DATA: ("memperbaiki data kinerja", "Kirim data"),
    Purpose.SIGN_LETTER: ("menandatangani surat pengantar", "Tanda tangani"),
}


def task_info(case: Case, run: Run, task: Task) -> TaskInfo:
    """The task as events carry it."""
    step = case.cycle.step_of(run)
    return TaskInfo(
        task_id=task.id,
        cycle_id=case.cycle.id,
        office=event_office(case.office),
        subject=case.cycle.sop.subject,
        period=case.cycle.period,
        step=run.step,
        steps_total=len(case.cycle.sop.steps),
        step_title=title_of(step, task),
        activity="; ".join(step.activities),
        run=run.number,
        role=task.role,
        role_name=case.cycle.sop.roles[task.role].name,
        kind=step.kind,
        act=act_of(step, task),
        holder=holder_of(case, task),
        opened_at=task.opened_at or run.started_at,
        due_at=run.due_of(task),
        waktu=standard_time_of(step, task),
        working_time=_working_time(case, run.due_of(task)),
        content_hash=case.cycle.content_hash,
        link_issue=task.link_issue,
        contact=_contact(case),
        next_role=_next_role(case, step, task),
        papers=papers_of(case, task),
        summary=_summary(case) if step.decision else (),
        purpose=task.purpose,
        attachments=tuple(as_paper(row) for row in _papers_of_unit(case, task)) if step.kind in _WITH_FORMS else (),
    )


def title_of(step: Step, task: Task) -> str:
    """What a task asks for, in the words of its mail: the step's title, or what is asked beside it."""
    return _BESIDE.get(task.purpose, (step.title, ""))[0]


def act_of(step: Step, task: Task) -> str:
    """The words on the button that ends a task."""
    if task.purpose in _BESIDE:
        return _BESIDE[task.purpose][1]
    return next(
        (performer.act for performer in step.performers if performer.role == task.role and performer.act), DEFAULT_ACT
    )


def standard_time_of(step: Step, task: Task) -> str | None:
    """The standard time of a task as it is printed; None where the SOP gives none."""
    if task.is_beside:
        return str(TIME_OF[task.purpose])
    return str(step.waktu) if step.waktu else None


def holder_of(case: Case, task: Task) -> Person:
    """Who holds the post of a task today; whoever was given the task, when the post is vacant."""
    for post in case.posts:
        if post.post_id == task.holder.post_id:
            return post.holder
    row = case.work.session.get_one(PersonRecord, task.holder.person_id)
    jabatan = case.work.session.get_one(PostRecord, task.holder.post_id).jabatan
    return Person(person_id=row.id, name=row.name, jabatan=jabatan, email=row.email)


def _working_time(case: Case, due_at: datetime | None) -> str | None:
    if due_at is None:
        return None
    now = case.work.now()
    left = working_time_between(now, due_at, case.calendar)
    return describe_working_time(left, case.calendar, next(case.calendar.days_from(case.calendar.local_date(now))))


def _contact(case: Case) -> Person | None:
    roles = managing_roles(case.cycle.sop)
    return next((post.holder for post in case.posts if post.roles & roles), None)


def _next_role(case: Case, step: Step, task: Task) -> str | None:
    if task.is_beside:
        return case.cycle.sop.roles[step.responsible].name
    following = step.successors
    if not following:
        return None
    return case.cycle.sop.roles[case.cycle.sop.step(following[0]).responsible].name


def papers_of(case: Case, task: Task) -> tuple[Paper, ...]:
    """The papers a task's holder may need: of no content or of the present one, and of no unit or of their own."""
    return tuple(
        as_paper(row)
        for row in case.papers()
        if row.content_hash in {None, case.cycle.content_hash} and row.unit_id in {None, task.holder.unit_id}
    )


def as_paper(row: PaperRecord) -> Paper:
    """A paper as events carry it."""
    return Paper(
        kind=row.kind, name=row.name, sha256=row.sha256, content_hash=row.content_hash, media_type=row.media_type
    )


def _papers_of_unit(case: Case, task: Task) -> Iterable[PaperRecord]:
    """The newest form and letter of the task's unit."""
    if task.holder.unit_id is None:
        return ()
    return {row.kind: row for row in case.papers() if row.unit_id == task.holder.unit_id}.values()


def _summary(case: Case) -> tuple[str, ...]:
    row = case.work.session.scalar(
        select(MeasurementRecord)
        .where(MeasurementRecord.cycle_id == case.cycle.id)
        .order_by(MeasurementRecord.revision.desc())
        .limit(1)
    )
    if row is None:
        return ()
    rows = schema_of(MeasuredIndicator).load(row.rows, many=True)
    return (*summary_lines(rows, row.gaps), *figure_lines(rows))
