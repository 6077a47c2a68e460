"""Eight processes write one SQLite file at once: each waits its turn, none is told that it is locked."""

import multiprocessing
from pathlib import Path

from sqlalchemy import select

from shared.database import Database, migrate
from shared.delivery.records import EpochRecord

WRITERS = 8
WRITES = 25


def count_up(url: str) -> None:
    database = Database(url)
    for _ in range(WRITES):
        with database.write() as session:
            row = session.scalars(select(EpochRecord)).one()
            row.value = str(int(row.value) + 1)
    database.dispose()


def test_eight_writers_of_one_sqlite_file_lose_no_write_and_meet_no_lock(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    migrate("notify", url)
    database = Database(url)
    with database.write() as session:
        session.scalars(select(EpochRecord)).one().value = "0"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=count_up, args=(url,)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    with database.read() as session:
        assert session.scalars(select(EpochRecord.value)).one() == str(WRITERS * WRITES)
    database.dispose()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
