"""Waits for a server that was just started."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

_LOOK_SECONDS = 0.05
_LOG_TAIL = 800


def wait_until_ready(
    ready: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path, limit_seconds: float = 30.0
) -> None:
    """Raises RuntimeError with the end of the log when the server ends or is not ready in time."""
    until = time.monotonic() + limit_seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            tail = log.read_text(errors="replace")[-_LOG_TAIL:]
            raise RuntimeError(f"the throw-away server did not become ready:\n{tail}")
        time.sleep(_LOOK_SECONDS)
