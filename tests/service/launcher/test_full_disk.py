"""What cannot be written for now, as on a full disk, ends nothing that runs."""

from pathlib import Path

from launcher import run_file
from launcher.supervisor import System
from tests.service.launcher.trivial import options, poll, process


def restarts_written(data: Path) -> int:
    record = run_file.read(data)
    assert record is not None
    return record.rows[0].restarts


def test_a_record_that_cannot_be_written_ends_nothing_and_is_written_later(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with System(options(data, process("one", tmp_path / "notes"))) as system:
        in_the_way = data / "run" / "system.draft"
        in_the_way.mkdir()
        system.kill("one")
        poll(lambda: system.process("one").restarts == 1 and system.process("one").pid is not None, "a new run")
        assert restarts_written(data) == 0
        in_the_way.rmdir()
        poll(lambda: restarts_written(data) == 1, "the restart in the record")


def test_a_process_that_cannot_be_started_for_now_is_tried_again_and_the_others_run_on(tmp_path: Path) -> None:
    data, notes = tmp_path / "data", tmp_path / "notes"
    with System(options(data, process("one", notes), process("two", notes))) as system:
        one, other = system.process("one"), system.process("two").pid
        kept = one.log.rename(tmp_path / "log")
        one.log.mkdir()
        system.kill("one")
        poll(lambda: one.restarts >= 2, "a second try")
        assert one.pid is None
        one.log.rmdir()
        kept.rename(one.log)
        poll(lambda: one.pid is not None, "a new run")
        assert system.process("two").pid == other
