"""One process of the map: its present run, its log and when it may start again."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from launcher.environment import resolved
from launcher.options import PROJECT
from launcher.restarts import BackOff
from launcher.spawning import kill_group, spawn
from launcher.system_map import Process

_LOG_LIMIT_BYTES = 10_000_000


class Child:
    """A process of the map and its runs. Driven by the supervisor; others only look and send signals."""

    def __init__(
        self,
        process: Process,
        command: tuple[str, ...],
        environment: Mapping[str, str],
        log: Path,
        back_off: BackOff,
        *,
        verbose: bool = False,
    ) -> None:
        self.process = process
        self.log = log
        self.restarts = 0
        self.started_at: datetime | None = None
        self._command = resolved(command)
        self._environment = environment
        self._back_off = back_off
        self._verbose = verbose
        self._run: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._crashes = 0
        self._not_before: float | None = None

    @property
    def pid(self) -> int | None:
        """The pid of the present run; None while it waits for its next start and after its end."""
        run = self._run
        return run.pid if run is not None and run.returncode is None else None

    @property
    def exit_code(self) -> int | None:
        return None if self._run is None else self._run.poll()

    def start(self) -> None:
        with self.log.open("ab") as log:
            output: IO[bytes] | int = subprocess.PIPE if self._verbose else log
            self._run = spawn(self._command, output, environment=self._environment, folder=PROJECT)
        if self._verbose:
            threading.Thread(target=self._copy_output, args=(self._run.stdout,), daemon=True).start()
        self._began = time.monotonic()
        self.started_at = datetime.now(UTC)
        self._not_before = None

    def keep_running(self) -> str | None:
        """Restarts a run that ended by itself, after its pause. Returns what happened, None when nothing did."""
        if self._run is None or self._run.poll() is None:
            return None
        now = time.monotonic()
        if self._not_before is None:
            self._crashes = self._back_off.crashes_in_a_row(self._crashes, now - self._began)
            pause = self._back_off.pause(self._crashes)
            self._not_before = now + pause
            return f"ended with {self._run.returncode}, starts again in {pause} s"
        if now < self._not_before:
            return None
        self.restarts += 1
        try:
            self.start()
        except OSError as error:  # a full disk or process table: whatever it is, the others go on
            self._not_before = now + self._back_off.pause(self._crashes)
            return f"cannot be started ({error}), tried again"
        return f"started again, pid {self.pid}, restart {self.restarts}"

    def signal(self, number: signal.Signals) -> None:
        if self._run is not None:
            self._run.send_signal(number)

    def kill(self) -> None:
        if self._run is not None:
            kill_group(self._run)

    def keep_log_short(self) -> None:
        """Put a log that has grown long aside as `.log.1`; the one before it goes. The run goes on writing.

        What is written between the copy and the cut is lost: some lines of tens of thousands.
        """
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)

    def _copy_output(self, lines: IO[bytes]) -> None:
        """To the log and, with the name in front, to the terminal."""
        with lines, self.log.open("ab") as log:
            for line in lines:
                log.write(line)
                log.flush()
                text = line.decode(errors="replace").rstrip("\n")
                print(f"{self.process.name:<18} | {text}", file=sys.stderr, flush=True)
