"""Everything a mail about a task says, gathered from the cycle and its office."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from services.intake.domain.cycle import Run, Task
from services.intake.domain.lkjip import figure_lines, summary_lines
from services.intake.domain.rights import managing_roles
from services.intake.domain.sop import Step
from services.intake.domain.working_time import describe_working_time, working_time_between
from services.intake.models import MeasurementRecord, PaperRecord, PersonRecord, PostRecord
from services.intake.repository.offices import event_office
from shared.events.parts import MeasuredIndicator, Paper, Person, TaskInfo
from shared.events.wire import schema_of

if TYPE_CHECKING:
    from services.intake.process.case import Case

DEFAULT_ACT = "Selesai"


def task_info(case: "Case", run: Run, task: Task) -> TaskInfo:
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
        step_title=step.title,
        activity="; ".join(step.activities),
        run=run.number,
        role=task.role,
        role_name=case.cycle.sop.roles[task.role].name,
        kind=step.kind,
        act=act_of(step, task.role),
        holder=holder_of(case, task),
        opened_at=task.opened_at or run.started_at,
        due_at=run.due_at,
        waktu=str(step.waktu) if step.waktu else None,
        working_time=_working_time(case, run),
        content_hash=case.cycle.content_hash,
        link_issue=task.link_issue,
        contact=_contact(case),
        next_role=_next_role(case, step),
        papers=papers_of(case),
        summary=_summary(case) if step.decision else (),
    )


def act_of(step: Step, role: str) -> str:
    """The words on the button that ends this role's task."""
    return next(
        (performer.act for performer in step.performers if performer.role == role and performer.act), DEFAULT_ACT
    )


def holder_of(case: "Case", task: Task) -> Person:
    """Who holds the post of a task today; whoever was given the task, when the post is vacant."""
    for post in case.posts:
        if post.post_id == task.holder.post_id:
            return post.holder
    row = case.work.session.get_one(PersonRecord, task.holder.person_id)
    jabatan = case.work.session.get_one(PostRecord, task.holder.post_id).jabatan
    return Person(person_id=row.id, name=row.name, jabatan=jabatan, email=row.email)


def _working_time(case: "Case", run: Run) -> str | None:
    if run.due_at is None:
        return None
    now = case.work.now()
    left = working_time_between(now, run.due_at, case.calendar)
    return describe_working_time(left, case.calendar, next(case.calendar.days_from(case.calendar.local_date(now))))


def _contact(case: "Case") -> Person | None:
    roles = managing_roles(case.cycle.sop)
    return next((post.holder for post in case.posts if post.roles & roles), None)


def _next_role(case: "Case", step: Step) -> str | None:
    following = step.successors
    if not following:
        return None
    return case.cycle.sop.roles[case.cycle.sop.step(following[0]).responsible].name


def papers_of(case: "Case") -> tuple[Paper, ...]:
    """The papers of the cycle that belong to no content or to the present one."""
    rows = case.work.session.scalars(
        select(PaperRecord).where(PaperRecord.cycle_id == case.cycle.id).order_by(PaperRecord.arrived_at)
    )
    return tuple(
        Paper(kind=row.kind, name=row.name, sha256=row.sha256, content_hash=row.content_hash)
        for row in rows
        if row.content_hash in {None, case.cycle.content_hash}
    )


def _summary(case: "Case") -> tuple[str, ...]:
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
