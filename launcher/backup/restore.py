"""Brings a backup back, with an empty Redis, so that everything that was open at its moment is sent again."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import redis

from launcher.backup.archive import unpack
from launcher.backup.manifest import Manifest
from launcher.backup.place import Place
from launcher.backup.problem import BackupProblem
from launcher.backup.take import stored_files
from launcher.backup.target import targets_of
from launcher.lock import AlreadyRunning, DataFolderLock
from shared.database import known_revisions

_REDIS_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; `aside` ends the names of what was there before, None when nothing was."""

    manifest: Manifest
    aside: str | None


def restore(place: Place, source: IO[bytes], *, replace: bool = False) -> Restored:
    """Bring the backup in `source` back into `place`, and hold the data folder meanwhile.

    With `replace` what is there is kept aside; without it a place that holds anything is refused. Nothing is changed
    before the whole backup was found sound. Raises BackupProblem.
    """
    place.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = DataFolderLock(place.data)
    try:
        lock.acquire()
    except AlreadyRunning as error:
        raise BackupProblem(
            f"Kinerja sedang berjalan untuk folder data {place.data} (pid {error.pid})."
            " Hentikan dengan ./kinerja stop, lalu ulangi."
        ) from error
    try:
        return _restore(place, source, replace=replace)
    finally:
        lock.release()


def _restore(place: Place, source: IO[bytes], *, replace: bool) -> Restored:
    targets = targets_of(place)
    full = [target for target in targets if not target.is_empty()]
    if full and not replace:
        raise BackupProblem(
            f"Sudah ada data ({', '.join(target.service for target in full)}); tidak ada yang diubah. Pilih folder data"
            " atau basis data yang kosong, atau beri --replace: data yang ada disisihkan, tidak dihapus."
        )
    stamp = f"sebelum-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=place.data) as name:
        manifest = unpack(source, Path(name))
        _check(manifest, place)
        _empty_redis(place)
        # Files first, databases last: until then nothing names what an interrupted restore has left.
        _put_files(place, Path(name), manifest, stamp)
        for target in full:
            target.put_aside(stamp)
        for target in targets:
            target.fill(Path(name), manifest.heads[target.service])
    os.sync()
    return Restored(manifest, stamp if full else None)


def _check(manifest: Manifest, place: Place) -> None:
    if manifest.database != place.database:
        raise BackupProblem(
            f"Cadangan ini dari {manifest.database}, sedangkan sistem ini memakai {place.database}."
            " Atur KINERJA_DATABASE_URL_… agar sejenis, lalu ulangi."
        )
    for service in place.database_urls:
        unknown = set(manifest.heads.get(service, ())) - known_revisions(service)
        if unknown or not manifest.heads.get(service):
            raise BackupProblem(
                f"Cadangan ini dibuat oleh versi Kinerja yang lebih baru ({service}: {', '.join(sorted(unknown))})."
                " Pasang versi itu atau yang lebih baru, lalu ulangi."
            )


def _empty_redis(place: Place) -> None:
    """What waits in Redis tells of things that the restored databases do not know."""
    if place.redis_url:
        try:
            with redis.Redis.from_url(place.redis_url, socket_timeout=_REDIS_WAIT_S) as client:
                client.flushdb()
        except redis.RedisError as error:
            raise BackupProblem(f"Redis tidak dapat dikosongkan: {error}. Jalankan Redis, lalu ulangi.") from error
    elif place.broker and place.broker.exists():
        shutil.rmtree(place.broker)


def _put_files(place: Place, unpacked: Path, manifest: Manifest, stamp: str) -> None:
    for file in stored_files(unpacked / "files"):
        name = f"{file.parent.name}/{file.name}"
        if f"files/{name}" not in manifest.damaged_files or not (place.files / name).exists():
            _move(file, place.files / name)
    if place.secret_key and manifest.has_secret_key:
        if place.secret_key.exists():
            place.secret_key.rename(f"{place.secret_key}.{stamp}")
        _move(unpacked / "secrets" / "secret-key", place.secret_key)


def _move(file: Path, to: Path) -> None:
    """Put a file in the place of whatever is there; what is there under the same key is the same, or damaged."""
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    to.unlink(missing_ok=True)
    shutil.move(file, to)
