"""Takes a backup: of a running system or of one that is stopped."""

import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from sqlalchemy.engine import make_url

from launcher.backup.archive import ArchiveWriter
from launcher.backup.cut import Source, at_one_moment
from launcher.backup.manifest import Manifest
from launcher.backup.place import Place
from launcher.backup.postgresql_source import PostgresqlSource
from launcher.backup.sqlite_source import SqliteSource

_KEY = re.compile(r"[0-9a-f]{64}")


def take(place: Place, out: IO[bytes], scratch: Path) -> Manifest:
    """Write a backup of everything in `place` to `out`; `scratch` has room for the largest database.

    The files come last: a file is stored before the row that names it is committed, and is never changed or removed,
    so those that the databases name are all there. Raises BackupProblem.
    """
    sources = sources_of(place)
    archive = ArchiveWriter(out)
    with at_one_moment(sources):
        taken_at = datetime.now(UTC)
        heads = {source.service: source.heads() for source in sources}
        rows = {source.service: _add_database(archive, source, place.database, scratch) for source in sources}
    for file in stored_files(place.files):
        archive.add(f"files/{file.parent.name}/{file.name}", file)
    has_key = place.secret_key is not None and place.secret_key.exists()
    if place.secret_key and has_key:
        archive.add("secrets/secret-key", place.secret_key)
    manifest = Manifest(taken_at, place.database, heads, rows, has_key, archive.members)
    archive.finish(manifest)
    return manifest


def stored_files(folder: Path) -> Iterator[Path]:
    """The files of the content-addressed store; what is being written beside them has another name."""
    return (file for file in sorted(folder.glob("??/*")) if _KEY.fullmatch(file.name) and file.is_file())


def sources_of(place: Place) -> list[Source]:
    """The four databases of a place. Raises BackupProblem for one that is not there or cannot be reached."""
    if place.database == "postgresql":
        return [PostgresqlSource(service, url) for service, url in place.database_urls.items()]
    return [SqliteSource(service, sqlite_file(url)) for service, url in place.database_urls.items()]


def sqlite_file(url: str) -> Path:
    """The file of an SQLite database."""
    return Path(make_url(url).database or "")


def _add_database(archive: ArchiveWriter, source: Source, database: str, scratch: Path) -> int:
    folder = f"db/{source.service}/" if database == "postgresql" else "db/"
    total = 0
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        for file, rows in source.copies(Path(name)):
            archive.add(f"{folder}{file.name}", file)
            file.unlink()
            total += rows
    return total
