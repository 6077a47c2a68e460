"""Starts a program as a child that cannot outlive this process."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_TETHER = Path(__file__).with_name("tether.py")


def spawn(
    command: Sequence[str],
    output: IO[bytes] | int,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: tuple[int, int] | None = None,
    death_signal: signal.Signals = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """A child in its own session: Ctrl-C in the terminal does not reach it; it leads its process group.

    `user`: uid and gid to run as (only root may). On Linux the kernel sends `death_signal` when the calling
    thread ends; elsewhere a child outlives a launcher that was killed with SIGKILL.
    """
    return subprocess.Popen(
        _tethered(command, user, death_signal),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )


def _tethered(command: Sequence[str], user: tuple[int, int] | None, death_signal: signal.Signals) -> Sequence[str]:
    if sys.platform != "linux":
        return command
    change = "-" if user is None else f"{user[0]}:{user[1]}"
    python = [sys.executable, "-I", "-S", str(_TETHER)]
    return [*python, str(os.getpid()), str(int(death_signal)), change, *command]


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """SIGKILL to the process and to whatever it started."""
    if process.poll() is not None:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()
    process.wait()
