"""An office at work on a real database: people act by commands, the other services are answered for by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from services.intake import handlers
from services.intake.domain.cycle import Cycle, CycleState, Run, Task, TaskState
from services.intake.domain.moves import Completion
from services.intake.domain.rights import Person, managing_roles
from services.intake.models import HistoryRecord, IndicatorRecord, PersonRecord
from services.intake.office_file import read_office_file
from services.intake.office_format.values import (
    Direction,
    IndicatorEntry,
    OfficeFile,
    PersonEntry,
    PostEntry,
    UnitEntry,
)
from services.intake.office_loading import load_office, office_id_of
from services.intake.process.cycles import open_cycle
from services.intake.process.data import submit_unit_data
from services.intake.process.tasks import complete_task
from services.intake.repository.cycles import read_cycle
from services.intake.repository.offices import person_of
from services.intake.sop_file import read_sop_file
from shared.database import Database
from shared.delivery.records import OutboxRecord
from shared.delivery.work import Work
from shared.events.analysis import PerformanceMeasured
from shared.events.documents import DisposisiGenerated, LkjipGenerated
from shared.events.envelope import envelope_from_json, unwrap
from shared.events.event import Event
from shared.events.intake import CycleOrdered, DataCollected, LkjipRevised
from shared.events.parts import IndicatorValue, MeasuredIndicator, Paper

DEMO = Path(__file__).resolve().parents[1] / "demo"
MONDAY = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)
E = TypeVar("E", bound=Event)


class MovableClock:
    """Office time that a test moves."""

    def __init__(self) -> None:
        self.instant = MONDAY

    def now(self) -> datetime:
        return self.instant

    def move(self, **by: float) -> None:
        self.instant += timedelta(**by)


def demo_office(name: str) -> OfficeFile:
    return read_office_file(DEMO / f"{name}.yaml")


def office_for(sop_file: Path) -> OfficeFile:
    """An example office for any SOP: one holder per role, three with a unit each where it is several."""
    sop = read_sop_file(sop_file)
    seats = [(role, n) for role in sop.roles.values() for n in range(3 if role.several else 1)]
    units = [f"Unit {role.id} {n}" for role, n in seats if role.several]
    return OfficeFile(
        code=f"contoh-{sop.id}"[:40],
        name="Kantor (contoh)",
        pemerintah="Pemerintah Kabupaten Contoh",
        alamat="",
        zone="Asia/Jakarta",
        demo=True,
        sop=sop_file,
        units=tuple(UnitEntry(name=name) for name in units),
        posts=tuple(
            PostEntry(
                jabatan=f"{role.name} {n}",
                roles=(role.id,),
                unit=f"Unit {role.id} {n}" if role.several else None,
                holder=f"{role.id} {n} (contoh)",
                since=date(2000, 1, 1),
            )
            for role, n in seats
        ),
        people=tuple(
            PersonEntry(
                name=f"{role.id} {n} (contoh)",
                email=f"{role.id}.{n}@contoh.example",
                nip=None,
                phone=None,
                password=None,
                admin=False,
            )
            for role, n in seats
        ),
        indicators=tuple(
            IndicatorEntry(
                unit=unit,
                code=f"IK-{row:02}",
                row=row,
                sasaran="Sasaran",
                indikator=f"Indikator {row}",
                satuan="%",
                arah=Direction.NAIK,
                target=Decimal(90),
                target_text="90",
                last_value="",
                source="",
            )
            for row, unit in enumerate(units, start=1)
        ),
        days=(),
        hours=(),
    )


class IntakeOffice:
    """A demo office in a migrated database. Roles stand for their (first) holders."""

    def __init__(self, database: Database, office: OfficeFile | None = None) -> None:
        self.database = database
        self.clock = MovableClock()
        office = office or demo_office("kecamatan-mentebah")
        with database.write() as session:
            load_office(session, office, self.clock.now().date(), is_demo=True)
        self.id = office_id_of(office.code)
        self.sop = office.sop
        self.measurements = 0
        self.answered: set[UUID] = set()

    @contextmanager
    def work(self) -> Iterator[Work]:
        with self.database.write() as session:
            yield Work(session, self.clock)

    def person(self, role: str) -> Person:
        """The first holder of a role; "admin" is the office's admin."""
        return next(person for person in self.people() if role in person.roles or (role == "admin" and person.is_admin))

    def people(self) -> list[Person]:
        with self.database.read() as session:
            ids = session.scalars(select(PersonRecord.id).where(PersonRecord.office_id == self.id)).all()
            people = [person_of(session, person_id, self.clock.now().date()) for person_id in ids]
        return [person for person in people if person]

    def holder(self, task: Task) -> Person:
        return next(person for person in self.people() if person.person_id == task.holder.person_id)

    def open_cycle(self, period: str = "2025") -> UUID:
        sop = read_sop_file(self.sop)
        manager = self.person(min(managing_roles(sop)))
        with self.work() as work:
            return open_cycle(work, manager, self.id, period)

    # what stands

    def cycle(self, cycle_id: UUID) -> Cycle:
        with self.database.read() as session:
            return read_cycle(session, cycle_id)

    def run(self, cycle_id: UUID, step: int) -> Run:
        return self.cycle(cycle_id).runs_of(step)[-1]

    def open_tasks(self, cycle_id: UUID, step: int) -> list[Task]:
        return [task for task in self.run(cycle_id, step).tasks if task.state is TaskState.OPEN]

    def open_steps(self, cycle_id: UUID) -> list[int]:
        return sorted(run.step for run in self.cycle(cycle_id).open_runs())

    def events(self, kind: type[E]) -> list[E]:
        """What was told, of one kind, in order."""
        return [event for _, event in self._told() if isinstance(event, kind)]

    def _told(self) -> list[tuple[UUID, Event]]:
        with self.database.read() as session:
            rows = session.scalars(select(OutboxRecord).order_by(OutboxRecord.created_at)).all()
        return [(row.event_id, unwrap(envelope_from_json(row.envelope))) for row in rows]

    def history(self, cycle_id: UUID) -> list[HistoryRecord]:
        with self.database.read() as session:
            lines = select(HistoryRecord).where(HistoryRecord.cycle_id == cycle_id).order_by(HistoryRecord.id)
            return list(session.scalars(lines))

    def values_of(self, task: Task, realisasi: str = "90") -> tuple[IndicatorValue, ...]:
        """Figures for every indicator of the unit."""
        of_unit = select(IndicatorRecord).where(IndicatorRecord.unit_id == task.holder.unit_id)
        with self.database.read() as session:
            rows = session.scalars(of_unit.order_by(IndicatorRecord.row)).all()
        return tuple(
            IndicatorValue(
                code=row.code,
                row=row.row,
                sasaran=row.sasaran,
                indikator=row.indikator,
                satuan=row.satuan,
                direction=row.direction,
                target=row.target,
                target_text=row.target_text,
                realisasi=Decimal(realisasi),
                provisional=False,
                reason=None,
                explanation="",
            )
            for row in rows
        )

    # acts

    def finish(self, task: Task, *, exit_: int | None = None, reason: str = "", seen: str | None = None) -> None:
        with self.work() as work:
            done = Completion(
                task_id=task.id, person_id=task.holder.person_id, exit=exit_, reason=reason, seen_hash=seen
            )
            complete_task(work, self.holder(task), done)

    def submit(self, task: Task, realisasi: str = "90") -> None:
        with self.work() as work:
            submit_unit_data(work, self.holder(task), task.id, self.values_of(task, realisasi))

    def do(self, cycle_id: UUID, step: int, *, exit_: int | None = None, reason: str = "") -> None:
        """Finish what is open in a step; a decision takes `exit_`, else the first way on."""
        cycle = self.cycle(cycle_id)
        run = cycle.runs_of(step)[-1]
        for task in [task for task in run.tasks if task.state is TaskState.OPEN]:
            exits = cycle.exits_for(run, task)
            forward = next((at for at, way in enumerate(exits) if not way.returns), None)
            if cycle.asks_for_figures(run, task):
                self.submit(task)
            else:
                chosen = forward if exit_ is None else exit_
                self.finish(task, exit_=chosen if exits else None, reason=reason, seen=cycle.content_hash)

    def answer(self) -> None:
        """Let the other services do what they were told of and have not answered yet."""
        for event_id, event in self._told():
            if event_id not in self.answered:
                self.answered.add(event_id)
                self._answer(event)

    def _answer(self, event: Event) -> None:
        with self.work() as work:
            match event:
                case CycleOrdered():
                    paper = Paper(kind="disposisi", name="Disposisi.pdf", sha256="d" * 64)
                    handlers.take_in_disposisi(
                        work, DisposisiGenerated(cycle_id=event.cycle_id, run_id=event.run_id, paper=paper)
                    )
                case DataCollected():
                    handlers.take_in_measurement(work, self.measured(event))
                case LkjipRevised():
                    handlers.take_in_lkjip(work, rendered(event))
                case _:
                    return
        self.answer()

    def measured(self, event: DataCollected, capaian: str = "100.00") -> PerformanceMeasured:
        """A measurement of a collection, one row for each unit."""
        self.measurements += 1
        return PerformanceMeasured(
            cycle_id=event.cycle_id,
            run_id=event.run_id,
            collection=event.collection,
            measurement_revision=self.measurements,
            scale="permendagri_54_2010",
            rows=tuple(a_measured_row(at, each.unit, capaian) for at, each in enumerate(event.submissions, start=1)),
            gaps=event.gaps,
        )

    def play_out(self, cycle_id: UUID) -> Cycle:
        """Do what is open, the first way on at each decision, until the cycle has ended."""
        for _ in range(100):
            cycle = self.cycle(cycle_id)
            if cycle.state is not CycleState.OPEN:
                return cycle
            for number in self.open_steps(cycle_id):
                self.do(cycle_id, number)
            self.answer()
        raise AssertionError(f"the cycle stands still at {self.open_steps(cycle_id)}")

    def play_to(self, cycle_id: UUID, step: int) -> None:
        """Do one step after the other until this one is at work."""
        while step not in self.open_steps(cycle_id):
            for number in self.open_steps(cycle_id):
                self.do(cycle_id, number)
            self.answer()


def a_measured_row(number: int, unit: str, capaian: str) -> MeasuredIndicator:
    return MeasuredIndicator(
        code=f"IK-{number:02}",
        row=number,
        unit=unit,
        sasaran="Sasaran",
        indikator=f"Indikator {number}",
        satuan="%",
        direction="naik",
        target=Decimal(90),
        target_text="90",
        realisasi=Decimal(90),
        provisional=False,
        explanation="",
        capaian=Decimal(capaian),
        capaian_exact=Decimal(capaian),
        predikat="Sangat Tinggi",
        reason=None,
        reason_text=None,
    )


def rendered(event: LkjipRevised) -> LkjipGenerated:
    paper = Paper(kind=f"lkjip_{event.stage}", name="LKjIP.pdf", sha256="e" * 64, content_hash=event.content_hash)
    return LkjipGenerated(
        cycle_id=event.cycle_id, number=event.number, stage=event.stage, content_hash=event.content_hash, paper=paper
    )
