"""Who is told after an act, in words."""

from collections.abc import Iterator

from services.intake.domain.cycle import Run, RunState, Task, TaskState
from services.intake.web.board import Board

_WITHIN = "Langkah ini berlanjut setelah semua tugas di dalamnya selesai."
_RECEIPT = "Tanda terima data dikirim ke e-mail Anda."


def who_is_told(shown: Board, run: Run, done: Task) -> str:
    """Who gets a mail now that a task is done: at once, or as soon as the papers for it exist."""
    receipt = _RECEIPT if shown.cycle.asks_for_figures(run, done) else ""
    return " ".join(part for part in (receipt, _next(shown, run, done)) if part)


def _next(shown: Board, run: Run, done: Task) -> str:
    if any(task.state is TaskState.OPEN and task.turn == done.turn for task in run.tasks):
        return _WITHIN
    now = _names(shown.holder(task) for task in _opened(shown))
    if now:
        return f"Yang menerima e-mail berikutnya: {now}."
    later = _names(_roles_to_come(shown))
    return f"Setelah dokumennya siap, {later} menerima e-mail." if later else ""


def _opened(shown: Board) -> Iterator[Task]:
    for run in shown.cycle.open_runs():
        yield from (task for task in run.tasks if task.state is TaskState.OPEN)


def _roles_to_come(shown: Board) -> Iterator[str]:
    """The roles of the first tasks behind every run whose papers are being prepared."""
    sop = shown.cycle.sop
    for run in shown.cycle.open_runs():
        decision = sop.step(run.step).decision
        if run.state is RunState.PREPARING:
            chosen = decision.exits[run.exit].to if decision and run.exit is not None else sop.step(run.step).next
            yield from (sop.roles[sop.step(number).responsible].name for number in chosen)


def _names(names: Iterator[str]) -> str:
    return ", ".join(dict.fromkeys(names))
