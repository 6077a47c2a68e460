"""A whole cycle is played while something dies: it ends, nothing is lost, nothing happens twice.

The rehearsal is another process that counts from outside: mails by Message-ID, lines of the X
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis

from launcher.options import DEMO_OFFICES, Options
from launcher.supervisor import System
from launcher.throwaway import throwaway_postgresql
from rehearsal.mailbox import Mailbox
from tests.faults.watching import Rows, wait_until

pytestmark = pytest.mark.xdist_group("whole system")

CYCLE_LIMIT_S = 240
years = iter(range(2011, 2100))


@pytest.fixture(scope="module")
def system_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], System]]:
    """Gives the system on a kind of database, the same one to all tests: starting it costs more than a fault."""
    started: dict[str, System] = {}
    with ExitStack() as ends:

        def start(kind: str) -> System:
            if kind not in started:
                urls = ends.enter_context(throwaway_postgresql()).for_services() if kind == "postgresql" else {}
                options = Options(
                    data=tmp_path_factory.mktemp("faults"),
                    inherit=False,
                    port=0,
                    database_urls=urls,
                    offices=(DEMO_OFFICES / "kecamatan-mentebah.yaml",),
                    settings={"KINERJA_HANDLER_LIMIT_S": "5"},
                )
                started[kind] = ends.enter_context(System(options))
            return started[kind]

        yield start


def rehearsal(system: System) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rehearsal", "--against", system.address, "--period", str(next(years))],
        stderr=subprocess.PIPE,
        text=True,
    )


def play_while(system: System, strikes: Iterable[Callable[[System], None]]) -> str:
    """Play a cycle and strike meanwhile; what the rehearsal said, which ends well only when all is there."""
    player = rehearsal(system)
    for strike in strikes:
        strike(system)
    _, said = player.communicate(timeout=CYCLE_LIMIT_S)
    assert player.returncode == 0, said
    return said


def broker_of(system: System) -> redis.Redis:
    return redis.Redis.from_url(system.plan.settings["KINERJA_REDIS_URL"])


def kill_at_work(service: str) -> Callable[[System], None]:
    """Kill the service's worker while it handles an event."""

    def strike(system: System) -> None:
        rows = Rows(system, service)
        wait_until(lambda: rows.count("SELECT count(*) FROM inbox WHERE leased_until IS NOT NULL") > 0, pause_s=0.0005)
        system.kill(f"{service}-worker")

    return strike


def hang_at_work(service: str) -> Callable[[System], None]:
    """Let the service's worker hang while it handles an event, as a stuck library would."""

    def strike(system: System) -> None:
        rows = Rows(system, service)
        wait_until(lambda: rows.count("SELECT count(*) FROM inbox WHERE leased_until IS NOT NULL") > 0, pause_s=0.0005)
        worker = system.process(f"{service}-worker").pid
        assert worker is not None
        os.kill(worker, signal.SIGSTOP)

    return strike


def kill_while_mailing(system: System) -> None:
    """Kill the worker that speaks SMTP in the middle of a conversation."""
    rows = Rows(system, "notify")
    wait_until(lambda: rows.count("SELECT count(*) FROM notice WHERE state = 'sending'") > 0, pause_s=0.0005)
    system.kill("notify-worker")


def kill_with_something_to_send(service: str) -> Callable[[System], None]:
    """Kill relay and scheduler while an event waits to be sent."""

    def strike(system: System) -> None:
        rows = Rows(system, service)
        wait_until(lambda: rows.count("SELECT count(*) FROM outbox_delivery WHERE sent_at IS NULL") > 0, pause_s=0.0005)
        system.kill(f"{service}-loop")

    return strike


def kill_the_web(system: System) -> None:
    """Kill the process that serves pages, after the cycle has begun."""
    rows = Rows(system, "intake")
    before = rows.count("SELECT count(*) FROM task WHERE state = 'done'")
    wait_until(lambda: rows.count("SELECT count(*) FROM task WHERE state = 'done'") > before + 1)
    system.kill("intake-web")


def with_events_in_the_queue(lose: Callable[[System], None]) -> Callable[[System], None]:
    """Hold the analysis worker until figures wait in its queue, let Redis lose them, and let the worker go on."""

    def strike(system: System) -> None:
        worker = system.process("analysis-worker").pid
        assert worker is not None
        os.kill(worker, signal.SIGSTOP)
        try:
            broker = broker_of(system)
            wait_until(lambda: int(str(broker.llen("analysis"))) > 0)
            lose(system)
        finally:
            os.kill(worker, signal.SIGCONT)

    return strike


def flush_everything(system: System) -> None:
    broker_of(system).flushall()


def kill_redis_and_its_file(system: System) -> None:
    folder = Path(system.plan.settings["KINERJA_DATA"]) / "broker"
    system.kill("broker")
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix != ".conf":
            file.unlink(missing_ok=True)


FAULTS = {
    "analysis worker": kill_at_work("analysis"),
    "documents worker": kill_at_work("documents"),
    "documents worker hangs": hang_at_work("documents"),
    "notify worker": kill_while_mailing,
    "intake relay and scheduler": kill_with_something_to_send("intake"),
    "web": kill_the_web,
    "FLUSHALL": with_events_in_the_queue(flush_everything),
    "Redis without its file": with_events_in_the_queue(kill_redis_and_its_file),
}


# A cycle each is not needed: each strikes at its own moment, and what one loses is missed at the end all the same.
# On PostgreSQL those in which the database has a part that differs.
CYCLES = (
    ("sqlite", ("intake relay and scheduler", "Redis without its file", "web", "documents worker")),
    ("sqlite", ("FLUSHALL", "analysis worker", "notify worker", "documents worker hangs")),
    ("postgresql", ("FLUSHALL", "documents worker")),
)
MARKS = {"sqlite": pytest.mark.on_sqlite, "postgresql": pytest.mark.needs_postgresql}


def test_every_kind_of_process_and_both_losses_of_redis_have_their_turn() -> None:
    assert {fault for _, faults in CYCLES for fault in faults} == set(FAULTS)


@pytest.mark.parametrize(
    ("database", "faults"),
    [pytest.param(*case, marks=MARKS[case[0]], id=f"{case[0]}: {', '.join(case[1])}") for case in CYCLES],
)
def test_a_cycle_ends_with_nothing_lost_and_nothing_doubled(
    system_on: Callable[[str], System], database: str, faults: tuple[str, ...]
) -> None:
    system = system_on(database)
    mailbox = Mailbox(system.mailbox_url or "")
    mailbox.look()
    before = len(mailbox.mails)
    began = time.monotonic()
    play_while(system, [FAULTS[fault] for fault in faults])
    mailbox.look()
    new = mailbox.mails[before:]
    copies = len(new) - len({mail.message_id for mail in new})
    cut = faults.count("notify worker")
    print(f"faults={faults} lost=0 doubled=0 copies={copies} conversations_cut={cut} s={time.monotonic() - began:.1f}")
    assert copies <= cut
