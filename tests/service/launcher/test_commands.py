"""`python -m launcher COMMAND`, as the wrapper calls it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.lock import holder
from launcher.options import PROJECT
from launcher.supervisor import System
from tests.service.launcher.trivial import options, poll, process

COMMANDS = ("demo", "status", "stop", "rehearse", "admin", "office", "sop", "test", "help")


def launcher(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "launcher", *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_help_has_a_line_for_every_command() -> None:
    result = launcher("help")
    assert result.returncode == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.stdout


def test_a_word_that_is_no_command_is_answered_with_the_help() -> None:
    result = launcher("jalankan")
    assert result.returncode == 2
    assert "“jalankan” tidak dikenal" in result.stderr
    assert "demo" in result.stderr


@pytest.mark.parametrize("command", ["status", "stop"])
def test_where_nothing_runs_that_is_said(command: str, tmp_path: Path) -> None:
    result = launcher(command, "--data", tmp_path)
    assert result.returncode == 3
    assert "tidak sedang berjalan" in result.stderr


def test_status_counts_processes_and_memory(tmp_path: Path) -> None:
    with System(options(tmp_path / "data", process("one", tmp_path / "notes"))) as system:
        poll((tmp_path / "notes.one").exists, "the child runs")
        report = json.loads(launcher("status", "--data", tmp_path / "data", "--json").stdout)
        assert report["python_processes"] == 2
        assert report["megabytes"] > 0
        assert [row["name"] for row in report["processes"]] == ["launcher", "one"]
        assert report["processes"][1]["pid"] == system.process("one").pid
        assert report["address"] == system.address


def test_status_names_a_service_that_does_not_answer_and_ends_otherwise_than_well(tmp_path: Path) -> None:
    loop = replace(process("notify-loop", tmp_path / "notes"), kind="loop")
    with System(options(tmp_path / "data", loop)):
        poll((tmp_path / "notes.notify-loop").exists, "the child runs")
        result = launcher("status", "--data", tmp_path / "data")
        assert result.returncode == 1
        assert "! Pengiriman e-mail: layanan ini tidak menjawab" in result.stdout


def test_stop_ends_the_launcher_of_a_data_folder(tmp_path: Path) -> None:
    code = (
        "import pathlib, signal, sys\n"
        "from launcher.supervisor import System\n"
        "from tests.service.launcher.trivial import options, process\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "system = System(options(root / 'data', process('one', root / 'notes')))\n"
        "signal.signal(signal.SIGTERM, lambda *_: system.request_stop())\n"
        "system.start()\n"
        "system.wait()\n"
    )
    running = subprocess.Popen([sys.executable, "-c", code, tmp_path], cwd=PROJECT)
    poll((tmp_path / "notes.one").exists, "the child runs")
    assert holder(tmp_path / "data") == running.pid
    assert launcher("stop", "--data", tmp_path / "data").returncode == 0
    assert running.wait(timeout=10) == 0
    assert (tmp_path / "notes").read_text() == "one\n"


def test_a_system_that_runs_already_is_named_with_its_address(tmp_path: Path) -> None:
    with System(options(tmp_path / "data", process("one", tmp_path / "notes"))) as system:
        result = launcher("demo", "--data", tmp_path / "data")
        assert result.returncode == 1
        assert system.address in result.stderr
        assert "./kinerja stop" in result.stderr


def test_a_backup_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = launcher("restore", "--data", tmp_path / "data", tmp_path / "no.tar.gz")
    assert (result.returncode, result.stderr) == (1, f"Pemulihan gagal: Berkas {tmp_path / 'no.tar.gz'} tidak ada.\n")


def test_a_data_folder_named_by_mistake_is_told_and_not_made(tmp_path: Path) -> None:
    result = launcher("dead-letters", "list", f"--data={tmp_path / 'no'}")
    assert (result.returncode, list(tmp_path.iterdir())) == (2, [])
    assert str(tmp_path / "no") in result.stderr
    assert launcher("dead-letters", "replay", "--help", "--data", tmp_path / "no").returncode == 0
