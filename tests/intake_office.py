"""An office at work on a real database: people act by commands, the other services are answered for by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select

from services.intake import handlers
from services.intake.asked_realisasi import asked_of
from services.intake.domain.cycle import Cycle, CycleState, Run, Task, TaskState
from services.intake.domain.moves import Completion
from services.intake.domain.rights import Person, managing_roles
from services.intake.domain.sop import StepKind
from services.intake.models import CycleRecord, HistoryRecord, IndicatorRecord, PersonRecord
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
from services.intake.process.case import Case
from services.intake.process.cycles import open_cycle
from services.intake.process.data import submit_unit_data
from services.intake.process.dispatch import Sending, order_dispatch
from services.intake.process.gaps import gaps_of
from services.intake.process.letter_drafts import proposed_draft
from services.intake.process.letters import keep_draft, number_letter
from services.intake.process.revisions import content_now
from services.intake.process.signed_papers import forward_exit
from services.intake.process.signing import Signable, is_signing, signable
from services.intake.process.tasks import complete_task, cycle_of_task
from services.intake.repository.cycles import read_cycle
from services.intake.repository.offices import person_of
from services.intake.sop_file import read_sop_file
from shared.database import Database
from shared.delivery.records import OutboxRecord
from shared.delivery.work import Work
from shared.events.analysis import PerformanceMeasured
from shared.events.documents import (
    DataFormsGenerated,
    DisposisiGenerated,
    LetterGenerated,
    LkjipArchived,
    LkjipGenerated,
    PaperSigned,
)
from shared.events.envelope import envelope_from_json, unwrap
from shared.events.evaluated import DataFinding, EvaluationPart, FigureComparison, MeasuredAggregate
from shared.events.event import Event
from shared.events.intake import (
    ArchiveOrdered,
    CycleOrdered,
    DataCollected,
    DataFormatIssued,
    DispatchOrdered,
    LetterNumbered,
    LkjipRevised,
)
from shared.events.notify import LkjipDispatched
from shared.events.parts import IndicatorValue, MeasuredIndicator, Paper, UnitPaper
from shared.events.traces import FormulaUsed, Given, PolicyUsed, ScaleClassUsed, ScaleUsed, Trace
from shared.keys import verification_code

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


@cache
def the_demo_office() -> OfficeFile:
    return demo_office("kecamatan-mentebah")


def load(database: Database, office: OfficeFile) -> None:
    with database.write() as session:
        load_office(session, office, MONDAY.date(), is_demo=True)


def with_the_demo_office(database: Database) -> None:
    """Fills a template, from which each test of intake has its database."""
    load(database, the_demo_office())


@cache
def with_a_cycle_at(step: int) -> Callable[[Database], None]:
    """The same with a cycle that was played to a step."""

    def fill(database: Database) -> None:
        with_the_demo_office(database)
        office = IntakeOffice(database)
        office.play_to(office.open_cycle(), step)

    return fill


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
        """`office`: one to load; the database of `with_the_demo_office` has its own when None."""
        self.database = database
        self.clock = MovableClock()
        if office:
            load(database, office)
        else:
            office = the_demo_office()
        self.id = office_id_of(office.code)
        self.sop = office.sop
        self.findings: tuple[DataFinding, ...] = ()
        self.evaluation: tuple[EvaluationPart, ...] = ()
        self.comparisons: tuple[FigureComparison, ...] = ()
        self.aggregates: tuple[MeasuredAggregate, ...] = ()
        self.measurements = len(self.events(DataCollected))
        self.answered = {event_id for event_id, _ in self._told()}

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
        with self.database.read() as session:
            person = person_of(session, task.holder.person_id, self.clock.now().date())
        assert person
        return person

    def open_cycle(self, period: str = "2025") -> UUID:
        sop = read_sop_file(self.sop)
        manager = self.person(min(managing_roles(sop)))
        with self.work() as work:
            return open_cycle(work, manager, self.id, period)

    # what stands

    def the_cycle(self) -> UUID:
        """The one that is there."""
        with self.database.read() as session:
            return session.scalars(select(CycleRecord.id)).one()

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
        found = (event for _, event in self._told(OutboxRecord.type == kind.name))
        return [event for event in found if isinstance(event, kind)]

    def _told(self, *wanted: ColumnElement[bool]) -> list[tuple[UUID, Event]]:
        with self.database.read() as session:
            rows = session.scalars(select(OutboxRecord).where(*wanted).order_by(OutboxRecord.created_at)).all()
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

    def typed_figures(self, task: Task, realisasi: str = "87,5") -> dict[str, str]:
        """What the unit types in its form: this number, or the target itself where it chooses a predicate."""
        of_unit = select(IndicatorRecord).where(IndicatorRecord.unit_id == task.holder.unit_id)
        with self.database.read() as session:
            rows = session.scalars(of_unit.order_by(IndicatorRecord.row)).all()
        return {f"realisasi-{row.code}": row.target_text if asked_of(row).choices else realisasi for row in rows}

    # acts

    def finish(self, task: Task, *, exit_: int | None = None, reason: str = "", seen: str | None = None) -> None:
        with self.work() as work:
            done = Completion(
                task_id=task.id, person_id=task.holder.person_id, exit=exit_, reason=reason, seen_hash=seen
            )
            everything = frozenset(gap.key for gap in gaps_of(work.session, cycle_of_task(work.session, task.id)))
            complete_task(work, self.holder(task), done, signed_for=everything)

    def submit(self, task: Task, realisasi: str = "90") -> None:
        with self.work() as work:
            submit_unit_data(work, self.holder(task), task.id, self.values_of(task, realisasi))

    def do(self, cycle_id: UUID, step: int, *, exit_: int | None = None, reason: str = "") -> None:
        """Finish what is open in a step; a decision takes `exit_`, else the first way on."""
        cycle = self.cycle(cycle_id)
        run = cycle.runs_of(step)[-1]
        for task in [task for task in run.tasks if task.state is TaskState.OPEN]:
            exits = cycle.exits_for(run, task)
            goes_on = exit_ is None or not exits or not exits[exit_].returns
            if cycle.asks_for_figures(run, task):
                self.submit(task)
            elif goes_on and is_signing(cycle, run, task):
                self.sign(cycle_id, task)
            elif cycle.content_hash and cycle.step_of(run).kind is StepKind.KIRIM and not task.is_beside:
                self.dispatch(cycle_id, task)
            else:
                chosen = forward_exit(cycle, run, task) if exit_ is None else exit_
                self.finish(task, exit_=chosen if exits else None, reason=reason, seen=self.content_hash(cycle_id))

    def content_hash(self, cycle_id: UUID) -> str | None:
        """What the pages show as the content: with what was written since the last revision."""
        with self.database.read() as session:
            content = content_now(session, read_cycle(session, cycle_id))
        return content.content_hash if content else None

    def sign(self, cycle_id: UUID, task: Task) -> None:
        """Let documents report the signature a task asks for."""
        with self.work() as work:
            case = Case.locked(work, cycle_id)
            asked = signable(case, self.holder(task), task.id, case.cycle.content_hash)
        with self.work() as work:
            handlers.take_in_signature(work, signed(asked))

    def dispatch(self, cycle_id: UUID, task: Task) -> None:
        """Draft and number the letter, have it signed, and send the report."""
        holder = self.holder(task)
        with self.work() as work:
            case = Case.locked(work, cycle_id)
            keep_draft(work, holder, task.id, proposed_draft(case.office, case.cycle, work.now()))
        with self.work() as work:
            number_letter(work, holder, task.id, f"000.8.3/{task.id.hex[:6]}/2026")
        self.answer()
        letters = [one for one in self.open_tasks(cycle_id, self.step_of(cycle_id, task)) if one.is_beside]
        self.sign(cycle_id, letters[0])
        with self.work() as work:
            sending = Sending(channel="e-mail", addressee="Bagian Organisasi", email="organisasi@contoh.example")
            order_dispatch(work, holder, task.id, sending)

    def step_of(self, cycle_id: UUID, task: Task) -> int:
        """The number of a task's step."""
        return self.cycle(cycle_id).find(task.id)[0].step

    def answer(self) -> None:
        """Let the other services do what they were told of and have not answered yet."""
        for event_id, event in self._told(OutboxRecord.event_id.not_in(self.answered)):
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
                case DataFormatIssued():
                    handlers.take_in_data_forms(work, forms_made(event))
                case DataCollected():
                    handlers.take_in_measurement(work, self.measured(event))
                case LkjipRevised():
                    handlers.take_in_lkjip(work, rendered(event))
                case LetterNumbered():
                    handlers.take_in_letter(work, letter_made(event))
                case DispatchOrdered():
                    handlers.take_in_dispatch(work, dispatched(event))
                case ArchiveOrdered():
                    handlers.take_in_archive(work, archived(event))
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
            findings=self.findings,
            evaluation=self.evaluation,
            why=event.why if self.measurements > 1 else "",
            changes=("Tidak ada angka yang berubah.",) if self.measurements > 1 else (),
            submissions=event.submissions,
            comparisons=self.comparisons,
            aggregates=self.aggregates,
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


A_TRACE = Trace(
    formula=FormulaUsed(
        id="R/T", text="Realisasi ÷ Target × 100", source="LKIP 2016, rumus a: https://example.org/lkip"
    ),
    policy=PolicyUsed(
        zero_target="tidak_diukur",
        zero_realisasi="tidak_diukur",
        negative="apa_adanya",
        limit="lulus",
        cap=None,
        places=2,
        rounding="setengah_ke_atas",
    ),
    scale=ScaleUsed(
        id="permendagri_54_2010",
        name="Skala nilai peringkat kinerja",
        source="Permendagri 54/2010",
        classes=(
            ScaleClassUsed(predikat="Sangat Tinggi", bound=Decimal(91), is_inclusive=True),
            ScaleClassUsed(predikat="Rendah", bound=None, is_inclusive=False),
        ),
    ),
    direction="naik",
    target=Given(kind="number", figures=(Decimal(90),)),
    realisasi=Given(kind="number", figures=(Decimal(90),)),
    exact=Decimal(100),
    capaian=Decimal("100.00"),
    predikat="Sangat Tinggi",
)


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
        trace=A_TRACE,
    )


def rendered(event: LkjipRevised) -> LkjipGenerated:
    paper = Paper(kind=f"lkjip_{event.stage}", name="LKjIP.pdf", sha256="e" * 64, content_hash=event.content_hash)
    copy = Paper(kind="lkjip_copy", name="LKjIP.docx", sha256="c" * 64, content_hash=event.content_hash)
    return LkjipGenerated(
        cycle_id=event.cycle_id,
        number=event.number,
        stage=event.stage,
        content_hash=event.content_hash,
        paper=paper,
        copy=None if event.stage == "approved" else copy,
    )


def forms_made(event: DataFormatIssued) -> DataFormsGenerated:
    def papers(unit: UUID) -> Iterator[UnitPaper]:
        yield UnitPaper(unit_id=unit, paper=Paper(kind="formulir_data", name="Formulir.xlsx", sha256="1" * 64))

    made = tuple(paper for form in event.forms for paper in papers(form.unit_id))
    return DataFormsGenerated(cycle_id=event.cycle_id, run_id=event.run_id, papers=made)


def letter_made(event: LetterNumbered) -> LetterGenerated:
    letter_id = event.letterhead.letter_id
    return LetterGenerated(
        cycle_id=event.cycle_id,
        letter_id=letter_id,
        letter_revision=event.letter_revision,
        number=event.letterhead.number or "000.8.3/1/2026",
        paper=Paper(kind="surat_pengantar", name="Surat Pengantar.pdf", sha256="2" * 64),
    )


def signed(asked: Signable) -> PaperSigned:
    return PaperSigned(
        cycle_id=asked.cycle_id,
        task_id=asked.task_id,
        kind=asked.kind,
        owner=asked.owner,
        content_hash=asked.content_hash,
        method="elektronik",
        signer=asked.signer,
        signed_at=asked.signed_at,
        code=verification_code("rahasia", asked.kind, asked.owner),
        paper=Paper(
            kind=f"{asked.kind}_signed", name=asked.paper_name, sha256="3" * 64, content_hash=asked.content_hash
        ),
    )


def dispatched(event: DispatchOrdered) -> LkjipDispatched:
    return LkjipDispatched(
        cycle_id=event.cycle_id, dispatch_id=event.dispatch_id, sent_at=event.ordered_at, failed=None, mails=()
    )


def archived(event: ArchiveOrdered) -> LkjipArchived:
    paper = Paper(kind="archive", name="Arsip.zip", sha256="4" * 64, media_type="application/zip")
    return LkjipArchived(cycle_id=event.cycle_id, dispatch_id=event.dispatch_id, paper=paper)
