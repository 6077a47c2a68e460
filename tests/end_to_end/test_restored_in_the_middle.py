"""A cycle is interrupted in its middle: backed up while it runs, destroyed, restored elsewhere, played to its end."""

import shutil
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from launcher.backup.place import place_of
from launcher.backup.restore import restore
from launcher.backup.take import take
from launcher.options import Options
from launcher.supervisor import System
from launcher.system_map import PROCESSES
from rehearsal.acts import Task
from rehearsal.clock import RehearsalClock
from rehearsal.evidence import distinct, download, mails_missing, missing
from rehearsal.mailbox import Mailbox
from rehearsal.office import Office, make_office
from rehearsal.play import Board, Plan, Play
from rehearsal.stage import PUBLIC_URL, SECRET_KEY, Stage
from tests.faults.watching import Rows, wait_until

pytestmark = pytest.mark.xdist_group("whole system")

MAILBOX = tuple(process for process in PROCESSES if process.kind == "mailbox")
ALL_KINDS = {
    "disposisi": 1,
    "surat_permintaan": 4,
    "formulir_data": 4,
    "lkjip_draft": 1,
    "lkjip_corrected": 1,
    "lkjip_signed": 1,
    "surat_pengantar": 1,
    "surat_pengantar_signed": 1,
}


@dataclass
class Machine:
    """One machine on which the system runs; `stage` is there while it does."""

    folder: Path
    decided: Mapping[str, str]
    office: Office
    clock: RehearsalClock
    ends: ExitStack = field(default_factory=ExitStack)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self, mailbox: Mailbox, without: str = "") -> Stage:
        options = Options(
            data=self.data,
            mode="rehearsal",
            inherit=False,
            port=0,
            offices=(self.office.file,),
            processes=tuple(process for process in PROCESSES if process.name != without),
            settings=self.decided,
        )
        system = System(options)
        self.ends.callback(system.stop)
        system.start()
        return Stage(system.plan.local_web_url, mailbox, self.clock, system)

    def destroy(self, system: System) -> None:
        """Kill all that runs and remove the disk."""
        system.request_kill()
        for child in system.plan.children:
            child.signal(signal.SIGKILL)
        self.ends.close()
        shutil.rmtree(self.folder)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[System]:
    """People's mailboxes: what was sent stays with them, whatever becomes of the system."""
    with System(Options(data=tmp_path / "post", inherit=False, port=0, processes=MAILBOX)) as system:
        yield system


@pytest.mark.on_sqlite
def test_a_cycle_that_was_interrupted_and_restored_goes_on_with_nothing_lost_or_doubled(
    post: System, tmp_path: Path
) -> None:
    settings = {
        "KINERJA_CLOCK_FILE": str(tmp_path / "clock"),
        "KINERJA_PUBLIC_URL": PUBLIC_URL,
        "KINERJA_SECRET_KEY": SECRET_KEY,
        "KINERJA_SMTP_URL": post.plan.settings["KINERJA_SMTP_URL"],
        "KINERJA_MAILBOX_URL": post.mailbox_url or "",
    }
    office, clock = make_office(tmp_path, None, None), RehearsalClock(tmp_path / "clock")
    mailbox, kept = Mailbox(post.mailbox_url or ""), tmp_path / "kept.tar.gz"
    cycle = play_to_the_middle(Machine(tmp_path / "first", settings, office, clock), mailbox, kept)
    second = Machine(tmp_path / "second", settings, office, clock)
    with kept.open("rb") as backup:
        restore(place_of(second.data, settings), backup)
    with second.ends:
        stage = second.start(mailbox)
        board = play_to_the_end(stage, office, cycle)
        documents = download(stage.players().watcher, board, tmp_path / "out")
        wait_until(lambda: looked(mailbox) and not mails_missing(board, distinct(mailbox.mails, cycle)))
    assert missing(board, distinct(mailbox.mails, cycle), documents) == []
    assert Counter(document.kind for document in documents) == ALL_KINDS


def play_to_the_middle(machine: Machine, mailbox: Mailbox, kept: Path) -> str:
    """Play until figures wait in Redis for a worker that is not there, back up, and destroy all; the cycle."""
    stage = machine.start(mailbox, without="analysis-worker")
    assert stage.system is not None
    done: list[int] = []

    def note(what: str, task: Task) -> None:
        if what == "done":
            done.append(task["step"])

    play = Play(stage.players(), mailbox, stage.clock, Plan(machine.office.rows), note)
    play.open(2025)
    play.go_on(stops=lambda: 3 in done)
    intake = Rows(stage.system, "intake")
    open_to_analysis = "FROM outbox_delivery WHERE subscriber = 'analysis' AND acknowledged_at IS NULL"
    wait_until(lambda: intake.count(f"SELECT count(*) {open_to_analysis} AND sent_at IS NOT NULL") > 0)
    with kept.open("wb") as out:
        take(place_of(machine.data, machine.decided), out, kept.parent)
    machine.destroy(stage.system)
    return play.cycle


def play_to_the_end(stage: Stage, office: Office, cycle: str) -> Board:
    play = Play(stage.players(), stage.mailbox, stage.clock, Plan(office.rows))
    play.cycle = cycle
    return play.go_on()


def looked(mailbox: Mailbox) -> bool:
    mailbox.look()
    return True
