"""`python -m benchmarks.deadlines`: one look for overruns among many open tasks in PostgreSQL.

The seed office's step 3 is copied until as many tasks are open as asked; blocks of them fall due one after another. A
look claims what is due and writes what is told of it into the outbox, one transaction per batch of cycles. Time is
given by what is due and by what is open, then for four schedulers that look at the same moment.
"""

import argparse
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from launcher.throwaway import throwaway_postgresql
from services.intake.domain.cycle import RunState, TaskState
from services.intake.models import OfficeRecord, TaskRecord
from services.intake.office_file import read_office_file
from services.intake.office_loading import load_office, office_id_of
from services.intake.repository.offices import Post, posts_of
from services.intake.schedule import scan_overruns
from shared.database import Database, migrate
from shared.delivery.records import OutboxRecord

OFFICE = Path(__file__).resolve().parents[1] / "demo" / "kecamatan-mentebah.yaml"
BEGAN = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)
FILLING = "kasi_lurah"
SCHEDULERS = 4
FILLED_AT_ONCE = 100_000
NEVER = BEGAN + timedelta(days=3650)

CYCLE = ("id", "office_id", "sop_id", "sop_version_id", "period", "state", "opened_at", "amendment", "version")
RUN = ("id", "cycle_id", "position", "step", "number", "state", "started_at", "due_at", "notice_at", "gaps")
TASK = (
    *("id", "cycle_id", "run_id", "position", "role", "post_id", "person_id", "unit_id", "turn", "state", "opened_at"),
    *("note", "notice_at", "link_issue", "purpose"),
)


class MovableClock:
    """Office time, moved from one block of due tasks to the next."""

    def __init__(self) -> None:
        self.instant = BEGAN

    def now(self) -> datetime:
        return self.instant


@dataclass(frozen=True, slots=True)
class Stock:
    """A database full of open tasks of one office's units."""

    database: Database
    url: str
    clock: MovableClock
    office: OfficeRecord
    posts: tuple[Post, ...]

    def fill(self, tasks: int, due_at: datetime) -> None:
        """Open as many tasks, in cycles of one task per unit, all with the same notice time."""
        for left in range(tasks, 0, -FILLED_AT_ONCE):
            self._fill(min(left, FILLED_AT_ONCE), due_at)

    def _fill(self, tasks: int, due_at: datetime) -> None:
        cycles = [(uuid4(), uuid4()) for _ in range(tasks // len(self.posts))]
        with self.database.engine.connect() as connection:
            cursor = connection.connection.cursor()
            _copy(cursor, "cycle", CYCLE, (self._cycle(cycle_id) for cycle_id, _ in cycles))
            _copy(cursor, "run", RUN, (_run(cycle_id, run_id, due_at) for cycle_id, run_id in cycles))
            _copy(cursor, "task", TASK, (row for cycle, run in cycles for row in self._tasks(cycle, run, due_at)))
            connection.connection.commit()

    def _cycle(self, cycle_id: UUID) -> tuple[Any, ...]:
        office, period = self.office, cycle_id.hex[:20]
        return (cycle_id, office.id, office.code, office.sop_version_id, period, "open", BEGAN, 0, 1)

    def _tasks(self, cycle_id: UUID, run_id: UUID, due_at: datetime) -> Iterator[tuple[Any, ...]]:
        for at, post in enumerate(self.posts):
            holder = (FILLING, post.post_id, post.holder.person_id, post.unit_id)
            yield (uuid4(), cycle_id, run_id, at, *holder, 1, TaskState.OPEN, BEGAN, "", due_at, 0, "step")

    def open_tasks(self) -> int:
        """How many tasks are open and not yet told."""
        open_ = select(func.count()).select_from(TaskRecord).where(TaskRecord.overran_at.is_(None))
        return self._count(open_)

    def told(self) -> int:
        """How many events lie in the outbox."""
        return self._count(select(func.count()).select_from(OutboxRecord))

    def _count(self, query: Any) -> int:
        with self.database.read() as session:
            return int(session.scalar(query) or 0)


def _run(cycle_id: UUID, run_id: UUID, due_at: datetime) -> tuple[Any, ...]:
    return (run_id, cycle_id, 0, 3, 1, RunState.RUNNING, BEGAN, due_at, due_at, "[]")


def _copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def new_stock(url: str) -> Stock:
    """An empty stock with the seed office loaded."""
    migrate("intake", url)
    database, office = Database(url), read_office_file(OFFICE)
    with database.write() as session:
        load_office(session, office, BEGAN.date(), is_demo=True)
    with database.read() as session:
        row = session.get_one(OfficeRecord, office_id_of(office.code))
        return Stock(database, url, MovableClock(), row, tuple(_units(session, row.id, BEGAN.date())))


def _units(session: Session, office_id: UUID, on: date) -> list[Post]:
    return [post for post in posts_of(session, office_id, on) if FILLING in post.roles]


def look(stock: Stock) -> tuple[int, float]:
    """One look: (tasks claimed, seconds)."""
    began = time.perf_counter()
    return scan_overruns(stock.database, stock.clock), time.perf_counter() - began


def look_at_once(stock: Stock, schedulers: int) -> tuple[list[int], float]:
    """As many schedulers, each with its own connections, at the same moment: (tasks each claimed, seconds)."""
    databases = [Database(stock.url) for _ in range(schedulers)]
    claimed = [0] * schedulers
    start = threading.Barrier(schedulers + 1)

    def scan(at: int) -> None:
        start.wait()
        claimed[at] = scan_overruns(databases[at], stock.clock)

    threads = [threading.Thread(target=scan, args=(at,)) for at in range(schedulers)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    for database in databases:
        database.dispose()
    return claimed, seconds


def measured(stock: Stock, due: int, run: Callable[[Stock], tuple[Any, float]]) -> tuple[Any, float]:
    """Let so many more tasks fall due, look, and check that each was claimed and told once."""
    stock.clock.instant += timedelta(hours=1)
    stock.fill(due, stock.clock.instant - timedelta(minutes=1))
    before, open_before = stock.told(), stock.open_tasks()
    claimed, seconds = run(stock)
    total = sum(claimed) if isinstance(claimed, list) else claimed
    units = len(stock.posts)
    # Each task has its event, and each step one more for the role that is told also.
    told = due + due // units
    if (total, open_before - stock.open_tasks(), stock.told() - before) != (due, due, told):
        raise SystemExit(f"claimed {total} of {due}; events {stock.told() - before} of {told}")
    return claimed, seconds


def main() -> None:
    """Fill, look, print; the last line is one line of figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--open", type=int, default=1_000_000, help="open tasks (default 1000000)")
    options.add_argument("--due", type=int, default=1_000, help="tasks that fall due (default 1000)")
    asked = options.parse_args()
    with throwaway_postgresql() as server:
        stock = new_stock(server.create("deadlines"))
        measured(stock, 40, look)
        filled, times = 0, {}
        for open_ in (asked.open // 100, asked.open // 10, asked.open):
            stock.fill(open_ - filled, NEVER)
            filled = open_
            _, times[open_] = measured(stock, asked.due, look)
            print(f"open={open_} due={asked.due} scan_s={times[open_]:.3f}")
        for due in (asked.due // 10, asked.due // 2):
            _, seconds = measured(stock, due, look)
            print(f"open={asked.open} due={due} scan_s={seconds:.3f}")
        _, empty = look(stock)
        claimed, four = measured(stock, asked.due, lambda stock: look_at_once(stock, SCHEDULERS))
        print(f"four schedulers at once: each claimed {claimed}, together {sum(claimed)} of {asked.due}")
        stock.database.dispose()
    by_open = times[asked.open] / times[asked.open // 100]
    print(
        f"open={asked.open} due={asked.due} scan_s={times[asked.open]:.3f} nothing_due_s={empty:.4f}"
        f" four_at_once_s={four:.3f} open_x100_costs_x={by_open:.2f} claimed_twice=0"
    )


if __name__ == "__main__":
    main()
