"""Stops children in the reverse order of their start."""

import signal
import threading
import time
from collections.abc import Sequence

from launcher.child import Child
from launcher.system_map import in_ranks

_LOOK_SECONDS = 0.05


def stop_all(children: Sequence[Child], at_once: threading.Event) -> None:
    """SIGTERM rank by rank, last started first; each child has its grace, then SIGKILL.

    When `at_once` is set everything that is left gets SIGKILL without a wait.
    """
    by_name = {child.process.name: child for child in children}
    for rank in reversed(in_ranks(child.process for child in children)):
        _stop_rank([by_name[process.name] for process in rank], at_once)


def _stop_rank(children: Sequence[Child], at_once: threading.Event) -> None:
    began = time.monotonic()
    running = [child for child in children if child.pid is not None]
    for child in running:
        child.signal(signal.SIGTERM)
    while running:
        running = [child for child in running if child.exit_code is None]
        if running and at_once.wait(_LOOK_SECONDS):
            _kill(running)
        elapsed = time.monotonic() - began
        _kill([child for child in running if elapsed > child.process.grace_seconds])


def _kill(children: Sequence[Child]) -> None:
    for child in children:
        child.kill()
