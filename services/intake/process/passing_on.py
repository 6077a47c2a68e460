"""Open tasks follow their post: when a stand-in begins or ends, they pass to who holds the post from then on."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Holder, TaskState
from services.intake.models import HoldingRecord, PersonRecord, TaskRecord
from services.intake.process.case import Case
from services.intake.process.history import KINERJA, write_line
from services.intake.process.task_info import task_info
from services.intake.repository.offices import DEFINITIVE, Post
from shared.delivery.work import Work
from shared.events import parts
from shared.events.intake import TaskReassigned


def cycles_to_pass_on(session: Session, today: date) -> list[UUID]:
    """The cycles with a task whose person does not hold its post today, or has a stand-in."""
    active = (
        HoldingRecord.post_id == TaskRecord.post_id,
        HoldingRecord.first <= today,
        or_(HoldingRecord.last.is_(None), HoldingRecord.last >= today),
    )
    theirs = exists().where(*active, HoldingRecord.person_id == TaskRecord.person_id)
    others = exists().where(
        *active, HoldingRecord.person_id != TaskRecord.person_id, HoldingRecord.standing != DEFINITIVE
    )
    return list(
        session.scalars(
            select(TaskRecord.cycle_id)
            .where(TaskRecord.state.in_((TaskState.OPEN, TaskState.WAITING)), or_(~theirs, others))
            .distinct()
        )
    )


def pass_tasks_on(work: Work, cycle_id: UUID) -> int:
    """Give the tasks of a cycle to who holds their posts today; returns how many open ones changed hands."""
    case = Case.locked(work, cycle_id)
    holders = {post.post_id: post for post in case.posts}
    passed = 0
    for run in case.cycle.open_runs():
        for task in run.tasks:
            post = holders.get(task.holder.post_id)
            if post is None or task.state not in {TaskState.OPEN, TaskState.WAITING}:
                continue
            if post.holder.person_id != task.holder.person_id:
                passed += _pass_on(case, task.id, post)
    return passed


def _pass_on(case: Case, task_id: UUID, post: Post) -> int:
    run, task = case.cycle.find(task_id)
    former = case.work.session.get_one(PersonRecord, task.holder.person_id)
    holder = Holder(post.holder.person_id, post.post_id, post.unit_id)
    changed = replace(task, holder=holder, link_issue=task.link_issue + 1)
    case.save(case.cycle.with_run(run.with_task(changed)))
    if task.state is not TaskState.OPEN:
        return 0
    text = f"Tugas beralih dari {former.name} kepada {post.holder.name}, {post.jabatan}."
    write_line(case.work, case.cycle.id, KINERJA, "task_reassigned", text, run=run)
    case.work.publish(
        TaskReassigned(
            task=task_info(case, *case.cycle.find(task_id)),
            former=parts.Person(person_id=former.id, name=former.name, jabatan="", email=former.email),
            decree=_decree_of(case, post),
        )
    )
    return 1


def _decree_of(case: Case, post: Post) -> str:
    number = case.work.session.scalar(
        select(HoldingRecord.decree_number)
        .where(HoldingRecord.post_id == post.post_id, HoldingRecord.person_id == post.holder.person_id)
        .order_by(HoldingRecord.first.desc())
        .limit(1)
    )
    return number or ""
