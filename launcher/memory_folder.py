"""Where the tests keep their files: in memory where there is room, since a disk costs them a sixth of their time."""

import os
from collections.abc import Mapping
from pathlib import Path

import psutil

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it by tempfile
_ROOM = 4 * 1024**3
"""Bytes that must be free, in the folder and in memory: a run of all tests leaves some hundred megabytes."""


def temporary_files_in_memory(folder: Path = _SHARED_MEMORY, room: int = _ROOM) -> Mapping[str, str]:
    """TMPDIR for a run of tests; nothing where one is set, and where memory is scarce or cannot hold programs."""
    if "TMPDIR" in os.environ or not os.access(folder, os.W_OK):
        return {}
    about = os.statvfs(folder)
    free = min(about.f_bavail * about.f_frsize, psutil.virtual_memory().available)
    return {} if free < room or about.f_flag & os.ST_NOEXEC else {"TMPDIR": str(folder)}
