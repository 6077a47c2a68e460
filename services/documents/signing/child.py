"""Hostile bytes are looked at in a child process with bounds: it can be stopped, and takes its memory with it."""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[3]
EXIT_OUT_OF_MEMORY = 3


class ChildStopped(Exception):
    """The child took more time or memory than it was given."""


class ChildFailed(Exception):
    """The child could make nothing of the bytes."""


def run_child(
    module: str, order: Mapping[str, Any], content: bytes, *, time_limit_s: int, memory_limit_bytes: int
) -> bytes:
    """What `python -m MODULE` writes to stdout when given an order and some bytes. Raises ChildStopped, ChildFailed."""
    bounds = {"time_limit_s": time_limit_s, "memory_limit_bytes": memory_limit_bytes}
    try:
        child = subprocess.run(
            [sys.executable, "-m", module],
            input=json.dumps({**order, **bounds}).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback over a hostile file is of no use and may be long
            cwd=_ROOT,
            timeout=time_limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ChildStopped(module) from None
    if child.returncode == 0:
        return child.stdout
    if child.returncode < 0 or child.returncode == EXIT_OUT_OF_MEMORY:
        raise ChildStopped(module)
    raise ChildFailed(module)


def take_order() -> tuple[dict[str, Any], bytes]:
    """In the child: the order and the bytes, with the bounds in force from here on."""
    order = json.loads(sys.stdin.buffer.readline())
    if hasattr(signal, "alarm"):  # not on Windows; a child whose parent was killed must not run on for ever
        signal.alarm(order["time_limit_s"])
    _bound_memory(order["memory_limit_bytes"])
    return order, sys.stdin.buffer.read()


def _bound_memory(limit_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where only the time and the libraries' own limits hold
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, limit_bytes))
