"""One launcher per data folder. The kernel frees the lock when its holder ends, however that comes about."""

import fcntl
import os
import time
from pathlib import Path
from typing import IO

_TRIES = 5
_PAUSE_SECONDS = 0.1


class AlreadyRunning(Exception):
    """Another launcher runs this data folder."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(f"another launcher (pid {pid}) runs this data folder")
        self.pid = pid


class DataFolderLock:
    """Held by the launcher from its start to its end."""

    def __init__(self, data: Path) -> None:
        self._path = _path(data)
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Raises AlreadyRunning. Tries for half a second, as `holder` touches the lock for an instant."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+")
        for _ in range(_TRIES):
            if _locked(file, fcntl.LOCK_EX):
                self._write_pid(file)
                return
            time.sleep(_PAUSE_SECONDS)
        pid = _pid_in(file)
        file.close()
        raise AlreadyRunning(pid)

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write_pid(self, file: IO[str]) -> None:
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file


def holder(data: Path) -> int | None:
    """The pid of the launcher that runs this data folder; None when nobody does."""
    path = _path(data)
    if not path.exists():
        return None
    with path.open("r") as file:
        return None if _locked(file, fcntl.LOCK_SH) else _pid_in(file)


def _path(data: Path) -> Path:
    return data / "run" / "launcher.lock"


def _locked(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pid_in(file: IO[str]) -> int | None:
    file.seek(0)
    text = file.read().strip()
    return int(text) if text.isdigit() else None
