"""Small systems for the tests of the supervisor: children that do as little as a child can."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from launcher.options import Options
from launcher.restarts import BackOff
from launcher.system_map import Process

LIMIT_SECONDS = 20.0
_never = threading.Event()
QUICK = BackOff(first=0.05, longest=0.2, steady_after=60)

# Notes its name when it is told to stop, so that the order can be read afterwards.
ORDERLY = """
import pathlib, signal, sys
def stop(*_):
    with open(sys.argv[2], "a") as file:
        file.write(sys.argv[1] + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
pathlib.Path(sys.argv[2] + "." + sys.argv[1]).touch()
while True:
    signal.pause()
"""
STUBBORN = """
import pathlib, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[2] + "." + sys.argv[1]).touch()
while True:
    signal.pause()
"""


def process(
    name: str,
    notes: Path,
    code: str = ORDERLY,
    *,
    starts_after: Sequence[str] = (),
    grace_seconds: float = 10.0,
    service: str | None = None,
) -> Process:
    command = ("python", "-c", code, name, str(notes))
    return Process(name, service, "worker", command, starts_after=tuple(starts_after), grace_seconds=grace_seconds)


def nobody_is_stuck(_service: str, _settings: Mapping[str, str]) -> Sequence[str]:
    return ()


def options(data: Path, *processes: Process) -> Options:
    return Options(data=data, port=0, inherit=False, processes=processes, back_off=QUICK, stuck_workers=nobody_is_stuck)


def poll(condition: Callable[[], bool], what: str) -> None:
    """Wait until the condition holds; fails naming what did not happen."""
    until = time.monotonic() + LIMIT_SECONDS
    while not condition():
        assert time.monotonic() < until, f"not in {LIMIT_SECONDS} s: {what}"
        _never.wait(0.02)


def alive(pid: int) -> bool:
    """Whether a process with this pid runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
