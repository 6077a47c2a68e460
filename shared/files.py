"""A content-addressed store: a file's key is the sha256 of its bytes. Events carry the key, never the bytes."""

import hashlib
import os
import tempfile
from pathlib import Path

_KEY_LENGTH = 64


class FileMissing(Exception):
    """No file has this key."""


class FileStore:
    """A folder of files by hash. Putting the same bytes twice is putting them once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes, flushed to disk, and return their key (64 lower-case hex digits)."""
        key = hashlib.sha256(content).hexdigest()
        path = self._path(key)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, content)
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key; FileMissing when there are none."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise FileMissing(key) from None

    def _path(self, key: str) -> Path:
        if len(key) != _KEY_LENGTH or not all(digit in "0123456789abcdef" for digit in key):
            raise FileMissing(key)
        return self._folder / key[:2] / key

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        # Written beside and moved into place: a reader never sees half a file, whatever dies in between.
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o444)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
