"""What the board of a cycle shows: the same values for the page and for its JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.intake.domain.cycle import Cycle, CycleState, Run, RunState, Task, TaskState
from services.intake.domain.final_date import final_date
from services.intake.domain.sop import Step
from services.intake.domain.working_time import (
    WorkingCalendar,
    describe_time_left,
    describe_working_time,
    working_days_left,
    working_time_between,
    working_time_left,
)
from services.intake.repository.offices import Post
from services.intake.web.task_pages import address_of
from shared.dates import format_date, format_long_deadline


@dataclass(frozen=True, slots=True)
class Board:
    """A cycle with what is needed to show it: its office's posts and clock, and the present instant.

    `due_on` is the office's own final day of the year as "MM-DD".
    """

    cycle: Cycle
    posts: dict[UUID, Post]
    calendar: WorkingCalendar
    now: datetime
    due_on: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return self.calendar.zone

    def line(self, run: Run | None = None) -> str:
        """LKjIP 2025 · langkah 5 dari 8 · mengoreksi draf."""
        head = f"{self.cycle.sop.subject} {self.cycle.period}"
        if run is None:
            return head
        return f"{head} · langkah {run.step} dari {len(self.cycle.sop.steps)} · {self.cycle.step_of(run).title}"

    def final(self) -> str:
        """Until when the report of an open cycle is due, with the working days left; empty where nothing is due."""
        last = final_date(self.cycle.period, self.due_on)
        if last is None or self.cycle.state is not CycleState.OPEN:
            return ""
        today = self.calendar.local_date(self.now)
        if today > last:
            return f"Batas akhir laporan ini {format_date(last)}; hari itu sudah lewat."
        days = working_days_left(today, last, self.calendar)
        return f"Batas akhir laporan ini {format_date(last)}: sisa {days} hari kerja."

    def rows(self) -> list[dict[str, Any]]:
        """One row per step, as the `board` macro wants it."""
        return [self._row(step) for step in self.cycle.sop.steps]

    def _row(self, step: Step) -> dict[str, Any]:
        runs = self.cycle.runs_of(step.number)
        last = runs[-1] if runs else None
        return {
            "number": step.number,
            "activity": "; ".join(step.activities),
            "who": ", ".join(self.cycle.sop.roles[performer.role].name for performer in step.performers),
            "standard_time": str(step.waktu) if step.waktu else "",
            "used_time": self.used_time(last) if last else "",
            "state": self.state(last),
            "note": self._note(runs),
            "is_current": last is not None and last.is_open,
        }

    def _note(self, runs: tuple[Run, ...]) -> str:
        if not runs:
            return ""
        several = f"putaran ke-{len(runs)}" if len(runs) > 1 else ""
        tasks = runs[-1].tasks
        done = sum(task.state is TaskState.DONE for task in tasks)
        progress = f"{done} dari {len(tasks)} tugas selesai" if len(tasks) > 1 else ""
        return ", ".join(part for part in (several, progress) if part)

    @staticmethod
    def state(run: Run | None) -> str:
        """The state of a step in words, from its last run."""
        if run is None:
            return "menunggu"
        if run.state is RunState.PREPARING:
            return "menyiapkan dokumen"
        if run.state is RunState.RUNNING:
            return "melewati waktu baku" if run.overran else "berjalan"
        return "selesai" if run.state is RunState.DONE else "dikembalikan"

    def used_time(self, run: Run) -> str:
        """Realisasi waktu: the working time from the beginning to the act that ended the run, or to now."""
        end = run.completed_at or self.now
        amount = working_time_between(run.started_at, end, self.calendar)
        return describe_working_time(amount, self.calendar, self._a_working_day(run.started_at))

    def time_left(self, run: Run, task: Task | None = None) -> dict[str, Any]:
        """`remaining`, `until` and `is_overran` for the `time_left` macro; empty where the SOP gives no time."""
        due_at = run.due_of(task) if task else run.due_at
        if due_at is None:
            return {}
        left = working_time_left(self.now, due_at, self.calendar)
        words = describe_time_left(left, self.calendar, self._a_working_day(self.now))
        return {
            "remaining": words if left.overran else f"sisa {words}",
            "until": format_long_deadline(due_at, self.zone),
            "is_overran": left.overran,
        }

    def _a_working_day(self, instant: datetime) -> Any:
        return next(self.calendar.days_from(self.calendar.local_date(instant)))

    def holder(self, task: Task) -> str:
        """The post a task belongs to, as people know it."""
        post = self.posts.get(task.holder.post_id)
        return post.jabatan if post else self.cycle.sop.roles[task.role].name

    def as_json(self) -> dict[str, Any]:
        """The cycle for machines: steps, runs and tasks in order, instants in ISO 8601 UTC."""
        sop = self.cycle.sop
        return {
            "id": str(self.cycle.id),
            "period": self.cycle.period,
            "state": self.cycle.state,
            "content_hash": self.cycle.content_hash,
            "sop": {"id": sop.id, "version": sop.version, "nomor": sop.head.nomor, "nama": sop.head.nama},
            "steps": [_step(step) for step in sop.steps],
            "runs": [_run(self.cycle, run) for run in self.cycle.runs],
            "tasks": list(self._tasks()),
        }

    def _tasks(self) -> Iterator[dict[str, Any]]:
        for run in self.cycle.runs:
            for task in run.tasks:
                post = self.posts.get(task.holder.post_id)
                yield {
                    "id": str(task.id),
                    "step": run.step,
                    "run": run.number,
                    "kind": self.cycle.step_of(run).kind,
                    "role": task.role,
                    "holder": post.holder.email if post else None,
                    "jabatan": self.holder(task),
                    "state": task.state,
                    "purpose": task.purpose,
                    "page": address_of(self.cycle, run, task),
                    "notice_at": _iso(run.notice_of(task)),
                    "completed_at": _iso(task.completed_at),
                    "overran": task.overran_at is not None,
                    "exits": [
                        {"label": exit_.label, "returns": exit_.returns} for exit_ in self.cycle.exits_for(run, task)
                    ],
                }


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "kind": step.kind,
        "title": step.title,
        "role": step.responsible,
        "overrun_also": step.overrun_also,
        "waktu": str(step.waktu) if step.waktu else None,
    }


def _run(cycle: Cycle, run: Run) -> dict[str, Any]:
    return {
        "step": run.step,
        "run": run.number,
        "role": cycle.step_of(run).responsible,
        "state": run.state,
        "started_at": _iso(run.started_at),
        "due_at": _iso(run.due_at),
        "completed_at": _iso(run.completed_at),
        "overran": run.overran,
        "returned": run.state is RunState.RETURNED,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
