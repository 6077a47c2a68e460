"""A backup of databases that are written to meanwhile shows one moment; what is brought back is what was there."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from launcher.backup.cut import Source, at_one_moment
from launcher.backup.place import Place
from launcher.backup.problem import BackupProblem
from launcher.backup.restore import restore
from launcher.backup.take import sources_of
from launcher.lock import DataFolderLock
from launcher.system_map import SERVICES
from shared.database import Database
from shared.delivery.records import SubjectRevisionRecord
from tests.backup_builder import PAIRS, backup_of, epoch_of, filled, numbers_in, rows_of, told_to_and_fro
from tests.database_copies import Copies
from tests.faults.watching import wait_until
from tests.intake_office import IntakeOffice, the_demo_office


@pytest.fixture
def place(migrated_database: Copies, tmp_path: Path) -> Place:
    return filled(migrated_database, tmp_path / "data")


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


@dataclass(slots=True)
class Dawdling:
    """Looks at a database and then gives whoever can still write the time to tell twice."""

    source: Source
    told: threading.Event
    service: str = field(init=False)

    def __post_init__(self) -> None:
        self.service = self.source.service

    def lock(self) -> None:
        self.source.lock()

    def look(self) -> None:
        self.source.look()
        for _ in range(2):  # the first may have been begun before
            self.told.clear()
            self.told.wait(0.2)

    def unlock(self) -> None:
        self.source.unlock()

    def heads(self) -> tuple[str, ...]:
        return self.source.heads()

    def copies(self, folder: Path) -> Iterator[tuple[Path, int]]:
        return self.source.copies(folder)

    def close(self) -> None:
        self.source.close()


def numbers_copied(source: Dawdling, folder: Path) -> dict[str, int]:
    """The numbers as a copy has them."""
    found: dict[str, int] = {}
    for file, _ in source.copies(folder):
        if file.suffix == ".sqlite":
            found = numbers_in(f"sqlite:///{file}")
        elif file.name == "subject_revision.csv":
            rows = (line.split(",") for line in file.read_text().splitlines()[1:])
            found = {pair: int(number) for _, pair, number in rows}
    return found


def test_nobody_writes_between_the_first_look_and_the_last_and_everybody_goes_on_while_it_is_copied(
    place: Place, tmp_path: Path
) -> None:
    with told_to_and_fro(place) as told:
        sources = [Dawdling(source, told) for source in sources_of(place)]
        wait_until(lambda: all(len(numbers_in(url)) == len(SERVICES) - 1 for url in place.database_urls.values()))
        with at_one_moment(sources):
            told.clear()
            assert told.wait(30)
            copied = {source.service: numbers_copied(source, tmp_path) for source in sources}
    ahead = {pair: copied[pair[0]]["-".join(pair)] - copied[pair[1]]["-".join(pair)] for pair in PAIRS}
    assert {pair: by for pair, by in ahead.items() if by not in (0, 1)} == {}


def test_what_is_brought_back_is_what_was_there_and_work_goes_on_in_it_but_nothing_is_overwritten_unasked(
    place: Place, tmp_path: Path
) -> None:
    intake = Database(place.database_urls["intake"])
    IntakeOffice(intake, the_demo_office()).open_cycle("2025")
    with intake.write() as session:
        session.merge(SubjectRevisionRecord(handler='a "quoted", NULL and \\N line\nbreak', subject="", revision=7))
    intake.dispose()
    before = {service: (rows_of(url), epoch_of(url)) for service, url in place.database_urls.items()}
    content = backup_of(place, tmp_path)
    with used(place), pytest.raises(BackupProblem, match=r"sedang berjalan|sedang dipakai"):
        restore(place, io.BytesIO(content), replace=True)
    with pytest.raises(BackupProblem, match="Sudah ada data"):
        restore(place, io.BytesIO(content))
    restore(place, io.BytesIO(content), replace=True)
    for service, (rows, epoch) in before.items():
        assert rows_of(place.database_urls[service]) == rows
        assert epoch_of(place.database_urls[service]) != epoch  # Redis is found to know another one
    IntakeOffice(intake, the_demo_office()).open_cycle("2026")
    intake.dispose()
    assert len(rows_of(place.database_urls["intake"])["cycle"]) == 2
