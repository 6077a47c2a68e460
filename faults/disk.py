"""A small disk that can be filled: a tmpfs of the campaign's own, where root may mount one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SIZE = "600m"
_LIMIT_S = 20


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """Everything of the campaign that is kept lies in `folder`, on a file system of its own."""

    folder: Path

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"

    def fill(self) -> None:
        """Leave no room at all."""
        handle = os.open(self._filler, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            while (free := shutil.disk_usage(self.folder).free) > 0:
                os.posix_fallocate(handle, os.fstat(handle).st_size, free)
        except OSError:
            return  # somebody else took the last of it
        finally:
            os.close(handle)

    def clear(self) -> None:
        """Give the room back."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk() -> Iterator[SmallDisk | None]:
    """A mounted disk; None where this user may mount none."""
    folder = Path(tempfile.mkdtemp(prefix="kinerja-disk-"))
    mounted = _run("mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=0711", "kinerja-faults", str(folder))
    try:
        yield SmallDisk(folder) if mounted else None
    finally:
        if mounted:
            # Lazily: a process that is just ending may still have a file open.
            _run("umount", "--lazy", str(folder))
        folder.rmdir()


def _run(*command: str) -> bool:
    if shutil.which(command[0]) is None or os.geteuid() != 0:
        return False
    return subprocess.run(command, capture_output=True, check=False, timeout=_LIMIT_S).returncode == 0
