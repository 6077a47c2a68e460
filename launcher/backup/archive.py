"""The file of a backup: a gzipped tar whose last member lists all others with their sha256."""

import gzip
import hashlib
import io
import re
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from launcher.backup.manifest import NAME, Manifest, Member, manifest_from_json
from launcher.backup.problem import BackupProblem

_BLOCK = 1 << 20
_COMPRESSION = 3  # papers are compressed already; more costs time and saves nothing
# Nothing else is ever unpacked: no link, no path that leaves the folder.
_EXPECTED = re.compile(r"db/[a-z]+\.sqlite|db/[a-z]+/[a-z0-9_]+\.csv|files/[0-9a-f]{2}/[0-9a-f]{64}|secrets/secret-key")
_DAMAGED = "Cadangan rusak: {}. Pakailah salinan lain dari cadangan ini, atau cadangan sebelumnya."


class ArchiveWriter:
    """Writes a backup to `out`, member by member, front to back; `out` need not be able to seek."""

    def __init__(self, out: IO[bytes]) -> None:
        self._packed = gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=_COMPRESSION)
        self._tar = tarfile.open(fileobj=self._packed, mode="w|")  # noqa: SIM115 - closed in finish
        self.members: dict[str, Member] = {}

    def add(self, name: str, file: Path) -> None:
        """Add a file under a name and note its sha256 as it was written."""
        with file.open("rb") as content:
            entry = self._tar.gettarinfo(arcname=name, fileobj=content)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mode = 0o600  # for whoever unpacks it by hand
            reading = _Hashed(content)
            self._tar.addfile(entry, reading)
        self.members[name] = Member(reading.sha256, entry.size)

    def finish(self, manifest: Manifest) -> None:
        """Add the list of members; without it a backup is refused as cut off."""
        content = manifest.to_json()
        entry = tarfile.TarInfo(NAME)
        entry.size, entry.mode, entry.mtime = len(content), 0o600, int(manifest.taken_at.timestamp())
        self._tar.addfile(entry, io.BytesIO(content))
        self._tar.close()
        self._packed.close()


class _Hashed:
    """Reads from `source` and hashes what is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._hash.update(block)
        return block


def unpack(source: IO[bytes], folder: Path) -> Manifest:
    """Unpack a backup into an empty folder and hold every member against the manifest.

    Raises BackupProblem for one that is damaged, cut off, or no backup of ours.
    """
    found: dict[str, Member] = {}
    try:
        # The archive may come from a pipe, which cannot go back: the list at its end is read when all else is unpacked.
        with gzip.GzipFile(fileobj=source) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            for entry in tar:
                if entry.name == NAME:
                    manifest = manifest_from_json(_content(tar, entry).read(entry.size))
                    _pour(packed.read, None)  # to the checksum at the very end
                    _compare(manifest, found)
                    return manifest
                found[entry.name] = _unpack(tar, entry, folder)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BackupProblem(_DAMAGED.format(f"isinya tidak dapat dibaca ({error})")) from error
    raise BackupProblem(_DAMAGED.format("bagian akhirnya tidak ada"))


def _unpack(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> Member:
    if not entry.isreg() or not _EXPECTED.fullmatch(entry.name):
        raise BackupProblem("Berkas ini bukan cadangan Kinerja, atau dibuat oleh versi yang lebih baru.")
    path = folder / entry.name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    reading = _Hashed(_content(tar, entry))
    with path.open("xb") as out:
        _pour(reading.read, out)
    path.chmod(0o444 if entry.name.startswith("files/") else 0o600)
    return Member(reading.sha256, path.stat().st_size)


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(entry)
    if content is None:
        raise BackupProblem(_DAMAGED.format(f"{entry.name} bukan berkas"))
    return content


def _pour(read: Callable[[int], bytes], out: IO[bytes] | None) -> None:
    while block := read(_BLOCK):
        if out:
            out.write(block)


def _compare(manifest: Manifest, found: dict[str, Member]) -> None:
    wrong = sorted(name for name in {*manifest.members, *found} if manifest.members.get(name) != found.get(name))
    if wrong:
        raise BackupProblem(_DAMAGED.format(f"{len(wrong)} bagian berbeda dari daftarnya, misalnya {wrong[0]}"))
