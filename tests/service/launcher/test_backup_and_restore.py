"""A backup of databases that are written to meanwhile shows one moment; what is brought back is what was there."""

import gzip
import hashlib
import io
import itertools
import stat
import tarfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from launcher.backup.command import main as backup
from launcher.backup.manifest import NAME, manifest_from_json
from launcher.backup.place import Place, place_of
from launcher.backup.problem import BackupProblem
from launcher.backup.restore import restore
from launcher.backup.take import stored_files, take
from launcher.lock import DataFolderLock
from launcher.system_map import SERVICES
from shared.database import Database
from shared.delivery.records import EpochRecord, SubjectRevisionRecord
from shared.files import FileStore
from tests.database_copies import Copies, Templates
from tests.intake_office import IntakeOffice, the_demo_office

FILES = (b"satu", b"dua")
KEY = "kunci-contoh-yang-cukup-panjang-untuk-uji"


def filled(copies: Copies, data: Path) -> Place:
    """Four migrated databases, two files and a key."""
    key = data / "secrets" / "secret-key"
    key.parent.mkdir(parents=True)
    key.write_text(KEY)
    store = FileStore(data / "files")
    for content in FILES:
        store.put(content)
    return Place(data, {service: copies(service) for service in SERVICES}, data / "files", key, data / "broker", None)


@pytest.fixture
def place(migrated_database: Copies, tmp_path: Path) -> Place:
    return filled(migrated_database, tmp_path / "data")


def backup_of(place: Place, scratch: Path) -> bytes:
    out = io.BytesIO()
    take(place, out, scratch)
    return out.getvalue()


def rows_of(url: str) -> dict[str, list[str]]:
    """All rows of a database but the epoch, as text."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name != "delivery_epoch"]
        return {
            name: sorted(map(str, connection.execute(text(f'SELECT * FROM "{name}"')).all()))  # noqa: S608 own tables
            for name in tables
        }


def epoch_of(url: str) -> str:
    database = Database(url)
    with database.read() as session:
        value = session.query(EpochRecord).one().value
    database.dispose()
    return value


@contextmanager
def told_round(place: Place) -> Iterator[None]:
    """Meanwhile a number is counted up in one database after the other, as an event goes from service to service."""
    databases = [Database(url) for url in place.database_urls.values()]
    stopping, began = threading.Event(), threading.Event()

    def write(database: Database, number: int) -> None:
        with database.write() as session:
            session.merge(SubjectRevisionRecord(handler="round", subject="number", revision=number))

    def go_round() -> None:
        for number in itertools.count():
            for database in databases:
                write(database, number)
            began.set()
            if stopping.is_set():
                return

    writer = threading.Thread(target=go_round)
    writer.start()
    assert began.wait(30)
    try:
        yield
    finally:
        stopping.set()
        writer.join()
        for database in databases:
            database.dispose()


def number_in(url: str) -> int:
    return int(rows_of(url)["subject_revision"][0].rstrip(")").rsplit(",", 1)[1])


@contextmanager
def used(place: Place) -> Iterator[None]:
    """Meanwhile a system uses the place: it holds the data folder, or a connection to PostgreSQL."""
    if place.database == "postgresql":
        with create_engine(place.database_urls["notify"], poolclass=NullPool).connect():
            yield
        return
    lock = DataFolderLock(place.data)
    lock.acquire()
    yield
    lock.release()


def test_a_backup_shows_one_moment_of_databases_that_are_written_to(place: Place, tmp_path: Path) -> None:
    with told_round(place):
        content = backup_of(place, tmp_path)
    last = number_in(place.database_urls["intake"])
    with used(place), pytest.raises(BackupProblem, match=r"sedang berjalan|sedang dipakai"):
        restore(place, io.BytesIO(content), replace=True)
    with pytest.raises(BackupProblem, match="Sudah ada data"):
        restore(place, io.BytesIO(content))
    assert number_in(place.database_urls["intake"]) == last
    restore(place, io.BytesIO(content), replace=True)
    numbers = [number_in(url) for url in place.database_urls.values()]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] - numbers[-1] in (0, 1)
    assert numbers[0] < last


def test_what_is_brought_back_is_what_was_there_and_work_goes_on_in_it(place: Place, tmp_path: Path) -> None:
    intake = Database(place.database_urls["intake"])
    IntakeOffice(intake, the_demo_office()).open_cycle("2025")
    with intake.write() as session:
        session.merge(SubjectRevisionRecord(handler='a "quoted", NULL and \\N line\nbreak', subject="", revision=7))
    intake.dispose()
    before = {service: (rows_of(url), epoch_of(url)) for service, url in place.database_urls.items()}
    restore(place, io.BytesIO(backup_of(place, tmp_path)), replace=True)
    for service, (rows, epoch) in before.items():
        assert rows_of(place.database_urls[service]) == rows
        assert epoch_of(place.database_urls[service]) != epoch  # Redis is found to know another one
    IntakeOffice(intake, the_demo_office()).open_cycle("2026")
    intake.dispose()
    assert len(rows_of(place.database_urls["intake"])["cycle"]) == 2


@pytest.fixture
def on_sqlite(sqlite_templates: Templates, tmp_path: Path) -> Place:
    return filled(Copies(sqlite_templates, tmp_path), tmp_path / "data")


def test_a_backup_that_is_damaged_anywhere_is_refused_and_nothing_is_changed(on_sqlite: Place, tmp_path: Path) -> None:
    content = backup_of(on_sqlite, tmp_path)
    new = place_of(tmp_path / "new", {})
    step = len(content) // 20
    for at in range(step, len(content) - 8, step):
        flipped = content[:at] + bytes([content[at] ^ 0x41]) + content[at + 1 :]
        for damaged in (flipped, content[:at]):
            if says_the_same(damaged, content):  # a run of zeros may be packed in several ways
                continue
            with pytest.raises(BackupProblem, match=r"rusak|bukan cadangan"):
                restore(new, io.BytesIO(damaged))
    assert {entry.name for entry in new.data.iterdir()} == {"run"}


def says_the_same(one: bytes, other: bytes) -> bool:
    try:
        return gzip.decompress(one) == gzip.decompress(other)
    except (OSError, EOFError, zlib.error):
        return False


def test_files_and_key_come_back_into_an_empty_folder_and_nothing_is_lost_that_was_put_aside(
    on_sqlite: Place, tmp_path: Path
) -> None:
    new = place_of(tmp_path / "new", {})
    content = backup_of(on_sqlite, tmp_path)
    restore(new, io.BytesIO(content))
    files = FileStore(new.files)
    assert [files.get(hashlib.sha256(file).hexdigest()) for file in FILES] == list(FILES)
    assert new.secret_key is not None
    assert new.secret_key.read_text() == KEY
    assert stat.S_IMODE(new.secret_key.stat().st_mode) == 0o600
    with told_round(new):
        pass
    restore(new, io.BytesIO(content), replace=True)
    (aside,) = (new.data / "db").glob("notify.sqlite.sebelum-*")
    assert rows_of(new.database_urls["notify"])["subject_revision"] == []
    assert number_in(f"sqlite:///{aside}") >= 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"heads": dict.fromkeys(SERVICES, ("x_9999",))}, "versi Kinerja yang lebih baru"),
        ({"database": "postgresql"}, "memakai sqlite"),
    ],
    ids=["newer tables", "another kind of database"],
)
def test_a_backup_that_does_not_fit_is_refused(
    on_sqlite: Place, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    content = rewritten(backup_of(on_sqlite, tmp_path), change)
    with pytest.raises(BackupProblem, match=said):
        restore(place_of(tmp_path / "new", {}), io.BytesIO(content))


def test_a_backup_of_a_newer_format_is_refused() -> None:
    with pytest.raises(BackupProblem, match="format 1"):
        manifest_from_json(b'{"format": 2}')


def rewritten(content: bytes, change: dict[str, Any]) -> bytes:
    """The backup with another manifest, as another version would write it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for entry in old:
            read = old.extractfile(entry)
            assert read is not None
            body = read.read()
            if entry.name == NAME:
                body = replace(manifest_from_json(body), **change).to_json()
                entry.size = len(body)
            new.addfile(entry, io.BytesIO(body))
    return out.getvalue()


def test_the_command_writes_one_file_for_its_owner_only_and_says_what_is_damaged(
    on_sqlite: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for service, url in on_sqlite.database_urls.items():
        monkeypatch.setenv(f"KINERJA_DATABASE_URL_{service.upper()}", url)
    damaged = next(stored_files(on_sqlite.files))
    damaged.chmod(0o600)
    damaged.write_bytes(b"lain")
    target = tmp_path / "kept" / "cadangan.tar.gz"
    target.parent.mkdir()
    command = ["--data", str(on_sqlite.data), str(target)]
    assert backup(command) == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]
    said = capsys.readouterr().err
    assert f"files/{damaged.parent.name}/{damaged.name}" in said
    assert KEY not in said
    assert backup(command) == 1
    assert "sudah ada" in capsys.readouterr().err


def test_the_manifest_names_no_secret_and_no_place(on_sqlite: Place, tmp_path: Path) -> None:
    text_of_it = take(on_sqlite, io.BytesIO(), tmp_path).to_json().decode()
    assert KEY not in text_of_it
    assert str(tmp_path) not in text_of_it
    assert "sqlite:///" not in text_of_it
