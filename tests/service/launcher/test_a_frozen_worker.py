"""A worker that lives but takes nothing is found by its canary and started anew: real processes, nothing else to do."""

import os
import signal
from pathlib import Path

import pytest

from launcher.options import Options
from launcher.supervisor import System
from launcher.system_map import PROCESSES
from tests.faults.watching import wait_until

pytestmark = [pytest.mark.on_sqlite, pytest.mark.xdist_group("whole system")]

PARTS = {"broker", "migrations", "analysis-worker", "analysis-loop"}


def test_a_frozen_worker_without_work_is_found_by_its_canary_and_started_anew(tmp_path: Path) -> None:
    chosen = Options(
        data=tmp_path / "data",
        inherit=False,
        port=0,
        processes=tuple(process for process in PROCESSES if process.name in PARTS),
        settings={"KINERJA_HEARTBEAT_S": "1"},
        stuck_look_seconds=0.5,
    )
    with System(chosen) as system:
        worker = system.process("analysis-worker")
        frozen = worker.pid
        assert frozen is not None
        wait_until(lambda: b"ready" in worker.log.read_bytes())
        os.kill(frozen, signal.SIGSTOP)
        wait_until(lambda: worker.pid not in (frozen, None))
        assert system.process("analysis-loop").restarts == 0
