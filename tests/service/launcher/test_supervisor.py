"""The launcher's promises about the processes it starts, tried with trivial ones."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from launcher import run_file
from launcher.lock import AlreadyRunning
from launcher.options import PROJECT
from launcher.readiness import StartFailed
from launcher.supervisor import System
from launcher.system_map import Process
from tests.service.launcher.trivial import STUBBORN, alive, options, poll, process


def started(notes: Path, *names: str) -> bool:
    return all(Path(f"{notes}.{name}").exists() for name in names)


def test_processes_stop_in_the_reverse_of_the_order_they_started_in(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    first, second, third = (process(name, notes) for name in ("first", "second", "third"))
    second = replace(second, starts_after=("first",))
    third = replace(third, starts_after=("second",))
    with System(options(tmp_path / "data", third, first, second)):
        poll(lambda: started(notes, "first", "second", "third"), "all three started")
    assert notes.read_text().split() == ["third", "second", "first"]


def test_a_process_that_crashes_is_started_again_and_counted(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    with System(options(tmp_path / "data", process("one", notes))) as system:
        before = system.process("one").pid
        system.kill("one")
        poll(lambda: system.process("one").pid not in (before, None), "a new run")
        assert system.process("one").restarts == 1
        poll(lambda: recorded_restarts(tmp_path / "data") == 1, "the restart in system.json")


def test_a_log_that_has_grown_long_is_put_aside_while_its_process_runs(tmp_path: Path) -> None:
    with System(options(tmp_path / "data", process("one", tmp_path / "notes"))) as system:
        log = system.process("one").log
        with log.open("ab") as file:
            file.write(b"a line\n" * 2_000_000)
            poll(lambda: log.stat().st_size == 0, "the log begins anew")
            file.write(b"the next line\n")
        assert log.read_text() == "the next line\n"
        assert log.with_suffix(".log.1").stat().st_size == 14_000_000


def recorded_restarts(data: Path) -> int:
    record = run_file.read(data)
    assert record is not None
    return record.rows[0].restarts


def test_a_process_that_keeps_crashing_does_not_keep_the_others_from_running(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    bad = process("bad", notes, "raise SystemExit(1)")
    with System(options(tmp_path / "data", bad, process("good", notes))) as system:
        good = system.process("good").pid
        poll(lambda: system.process("bad").restarts >= 3, "three restarts")
        assert system.process("good").pid == good


def test_a_process_that_ignores_sigterm_is_killed_after_its_grace(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    system = System(options(tmp_path / "data", process("deaf", notes, STUBBORN, grace_seconds=0.3)))
    system.start()
    pid = system.process("deaf").pid
    poll(lambda: started(notes, "deaf"), "it ignores SIGTERM")
    system.stop()
    assert pid is not None
    assert not alive(pid)


def test_a_second_request_to_stop_waits_for_no_grace(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    system = System(options(tmp_path / "data", process("deaf", notes, STUBBORN, grace_seconds=600)))
    system.start()
    poll(lambda: started(notes, "deaf"), "it ignores SIGTERM")
    began = time.monotonic()
    system.request_stop()
    system.request_kill()
    system.wait()
    assert time.monotonic() - began < 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_no_child_outlives_a_launcher_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys\n"
        "from launcher.supervisor import System\n"
        "from tests.service.launcher.trivial import options, process\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "system = System(options(root / 'data', process('one', root / 'notes'), process('two', root / 'notes')))\n"
        "system.start()\n"
        "print(system.process('one').pid, system.process('two').pid, flush=True)\n"
        "system.wait()\n"
    )
    launcher = subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, cwd=PROJECT)
    assert launcher.stdout is not None
    with launcher.stdout as output:
        children = [int(pid) for pid in output.readline().split()]
    poll(lambda: started(tmp_path / "notes", "one", "two"), "the children run")
    launcher.send_signal(signal.SIGKILL)
    launcher.wait()
    poll(lambda: not any(alive(pid) for pid in children), "the children end")


def test_a_data_folder_is_run_by_one_launcher_at_a_time(tmp_path: Path) -> None:
    one = process("one", tmp_path / "notes")
    with System(options(tmp_path / "data", one)), pytest.raises(AlreadyRunning):
        System(options(tmp_path / "data", one)).start()


def test_a_data_folder_can_be_run_again_after_a_stop(tmp_path: Path) -> None:
    for _ in range(2):
        with System(options(tmp_path / "data", process("one", tmp_path / "notes"))) as system:
            assert system.process("one").pid is not None


def test_a_migration_that_fails_stops_the_start_and_names_its_log(tmp_path: Path) -> None:
    broken = Process("migrations", None, "migrations", ("python", "-c", "raise SystemExit('no such table')"))
    later = process("later", tmp_path / "notes", starts_after=("migrations",))
    with pytest.raises(StartFailed, match=r"migrations\.log"):
        System(options(tmp_path / "data", broken, later)).start()
    assert "no such table" in (tmp_path / "data" / "logs" / "migrations.log").read_text()
    assert not started(tmp_path / "notes", "later")


def test_the_web_waits_for_the_migrations_to_end(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    slow = Process(
        "migrations",
        None,
        "migrations",
        ("python", "-c", f"import threading; threading.Event().wait(0.5); open({str(notes)!r}, 'w')"),
    )
    check = f"import os, signal; os.rename({str(notes)!r}, {str(notes)!r} + '.seen'); signal.pause()"
    later = process("later", notes, check, starts_after=("migrations",))
    with System(options(tmp_path / "data", slow, later)) as system:
        poll(lambda: Path(f"{notes}.seen").exists(), "the later process saw the migration's work")
        assert system.process("later").restarts == 0


def test_a_worker_that_is_named_as_stuck_is_restarted(tmp_path: Path) -> None:
    stuck: list[str] = []

    def stuck_workers(service: str, _settings: Mapping[str, str]) -> Sequence[str]:
        return stuck if service == "intake" else ()

    intake = process("intake-worker", tmp_path / "notes", service="intake")
    notify = process("notify-worker", tmp_path / "notes", service="notify")
    chosen = replace(options(tmp_path / "data", intake, notify), stuck_workers=stuck_workers, stuck_look_seconds=0.05)
    with System(chosen) as system:
        before = system.process("intake-worker").pid
        stuck.append(f"{socket.gethostname()}:{before}")
        poll(lambda: system.process("intake-worker").restarts == 1, "the stuck worker is restarted")
        assert system.process("notify-worker").restarts == 0
