"""Cycles for tests of the domain: an SOP, made-up holders, and a player that takes one step after the other."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from services.intake.domain import moves
from services.intake.domain.cycle import Cycle, CycleState, Holder, Output, Run, RunState, Task, TaskState
from services.intake.domain.sop import (
    Decision,
    Exit,
    Head,
    Performer,
    Role,
    Sop,
    StandardTime,
    Step,
    StepKind,
    TimeUnit,
)
from services.intake.sop_file import SHIPPED, read_sop_file

SEED = SHIPPED / "mentebah-067-01-2022.v1.yaml"
SOPS = Path(__file__).parent / "data" / "sops"
START = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)
OFFICE = UUID("00000000-0000-4000-8000-000000000001")
OF_A_SEVERAL = 3
WAKTU = StandardTime(1, TimeUnit.JAM)


def a_step(
    number: int,
    kind: StepKind = StepKind.UMUM,
    *,
    by: Iterable[Performer | str] = ("kasubbag",),
    waktu: StandardTime | None = WAKTU,
    notice_delay: StandardTime | None = None,
    next_: tuple[int, ...] = (),
    join: tuple[int, ...] = (),
    exits: tuple[Exit, ...] = (),
    decides: str | None = None,
    overrun_also: str | None = None,
) -> Step:
    performers = tuple(each if isinstance(each, Performer) else Performer(each) for each in by)
    return Step(
        number=number,
        kind=kind,
        activities=(f"Kegiatan {number}",),
        title=f"kegiatan {number}",
        performers=performers,
        assistants=(),
        waktu=waktu,
        notice_delay=notice_delay,
        overrun_also=overrun_also,
        kelengkapan=(),
        output=(),
        keterangan=None,
        next=next_,
        join=join,
        decision=Decision(decides or performers[-1].role, exits) if exits else None,
    )


def an_sop(*steps: Step, several: tuple[str, ...] = (), start: tuple[int, ...] = (1,)) -> Sop:
    roles = dict.fromkeys(performer.role for step in steps for performer in step.performers)
    return Sop(
        id="contoh",
        version=1,
        subject="LKjIP",
        head=_head(),
        roles={role: Role(role, role.title(), several=role in several) for role in roles},
        start=start,
        steps=steps,
    )


def _head() -> Head:
    return Head(
        pemerintah="Pemerintah Kabupaten Contoh",
        instansi="Kecamatan Contoh",
        alamat=None,
        nomor="1/SOP/2026",
        tanggal_pembuatan=None,
        tanggal_revisi=None,
        tanggal_pengesahan=None,
        disahkan_oleh=None,
        nama="Contoh",
        dasar_hukum=(),
        kualifikasi_pelaksana=(),
        keterkaitan=(),
        peralatan=(),
        peringatan=(),
        pencatatan=(),
        catatan=(),
    )


def holders_for(sop: Sop) -> Mapping[str, tuple[Holder, ...]]:
    """One holder for each role, three with a unit each where the role is "each of several"."""
    return {
        role.id: tuple(_holder(role, n) for n in range(OF_A_SEVERAL if role.several else 1))
        for role in sop.roles.values()
    }


def _holder(role: Role, number: int) -> Holder:
    def id_of(what: str) -> UUID:
        return uuid5(OFFICE, f"{what}/{role.id}/{number}")

    return Holder(id_of("person"), id_of("post"), id_of("unit") if role.several else None)


class Player:
    """A cycle that is played. Every act takes a minute; a standard time of n units is n hours of the wall."""

    def __init__(self, sop: Sop) -> None:
        self.sop = sop
        self.now = START
        self.holders = dict(holders_for(sop))
        self.facts: tuple[moves.Fact, ...] = ()
        empty = Cycle(
            id=UUID("00000000-0000-4000-8000-000000000067"),
            office_id=OFFICE,
            sop=sop,
            period="2025",
            state=CycleState.OPEN,
            opened_at=START,
        )
        self.cycle = empty
        self.take(moves.begin_cycle(empty, self.setting()))

    @classmethod
    def of_file(cls, path: Path) -> "Player":
        return cls(read_sop_file(path))

    def setting(self) -> moves.Setting:
        return moves.Setting(
            self.now,
            self.holders,
            lambda begin, waktu: begin + timedelta(hours=waktu.amount),
            lambda due, stood_from, stood_to: due + (stood_to - stood_from),
        )

    def take(self, outcome: moves.Outcome) -> None:
        self.cycle, self.facts = outcome.cycle, outcome.facts
        self.now += timedelta(minutes=1)

    # what stands

    def run(self, step: int, number: int | None = None) -> Run:
        runs = self.cycle.runs_of(step)
        return runs[-1] if number is None else runs[number - 1]

    def open_steps(self) -> list[int]:
        return sorted(run.step for run in self.cycle.open_runs())

    def states(self, step: int) -> list[RunState]:
        return [run.state for run in self.cycle.runs_of(step)]

    def task(self, step: int, role: str | None = None) -> Task:
        """The open task of a step, the first where there are several."""
        tasks = [task for task in self.run(step).tasks if task.state is TaskState.OPEN and role in {None, task.role}]
        return tasks[0]

    def open_tasks(self, step: int) -> list[Task]:
        return [task for task in self.run(step).tasks if task.state is TaskState.OPEN]

    def told(self, kind: type[moves.Fact]) -> list[moves.Fact]:
        """The last move's facts of one kind."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    # acts

    def finish(self, task: Task, *, exit_: int | None = None, reason: str = "", seen: str | None = "") -> None:
        """Finish a task as its holder, having seen the present content unless told otherwise."""
        done = moves.Completion(
            task_id=task.id,
            person_id=task.holder.person_id,
            exit=exit_,
            reason=reason,
            seen_hash=self.cycle.content_hash if seen == "" else seen,
        )
        self.take(moves.complete(self.cycle, done, self.setting()))

    def do(self, step: int, *, exit_: int | None = None, reason: str = "") -> None:
        """Finish every open task of a step's present turn; the deciding one chooses `exit_`, else the first way on."""
        facts: tuple[moves.Fact, ...] = ()
        for task in self.open_tasks(step):
            exits = self.cycle.exits_for(self.run(step), task)
            forward = next((at for at, way in enumerate(exits) if not way.returns), None)
            self.finish(task, exit_=forward if exit_ is None else exit_, reason=reason)
            facts += self.facts
        self.facts = facts

    def ready(self, output: Output, of: str) -> None:
        self.take(moves.output_ready(self.cycle, output, of, self.setting()))

    def measured(self, step: int, content_hash: str) -> None:
        """The measurement of a step's present run arrives and makes a revision; its draft is rendered."""
        self.cycle = moves.revise_content(self.cycle, content_hash)
        self.ready(Output.MEASUREMENT, str(self.run(step).id))
        self.ready(Output.DRAFT, content_hash)

    def seed_to(self, step: int) -> None:
        """Play the seed's SOP until this step is at work."""
        if step > 1:
            self.do(1)
            self.ready(Output.DISPOSISI, str(self.run(1).id))
        for number in range(2, step):
            self.do(number)
            if number == 2:
                self.ready(Output.DATA_FORMS, str(self.run(2).id))
            if number == 3:
                self.measured(3, "a" * 64)
            if number == 5:
                self.ready(Output.CORRECTED, self.cycle.content_hash or "")
            if number == 6:
                self.do(6)  # the second turn
                self.ready(Output.APPROVED, self.cycle.content_hash or "")
