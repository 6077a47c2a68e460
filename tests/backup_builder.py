"""Systems to back up: four databases, files and a key, and a number that goes round in them."""

import io
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from launcher.backup.place import Place
from launcher.backup.take import take
from launcher.system_map import SERVICES
from shared.database import Database
from shared.delivery.records import EpochRecord, SubjectRevisionRecord
from shared.files import FileStore
from tests.database_copies import Copies

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


PAIRS = tuple(itertools.combinations(SERVICES, 2))


@contextmanager
def told_to_and_fro(place: Place) -> Iterator[threading.Event]:
    """Meanwhile a number of each two databases is counted up in the one and then in the other, as events are told.

    Gives what is set whenever one of the numbers has come to both. At the end all have come to both at least once.
    """
    databases = {service: Database(url) for service, url in place.database_urls.items()}
    stopping, told = threading.Event(), threading.Event()

    def tell(pair: tuple[str, str]) -> None:
        for number in itertools.count():
            for service in pair:
                with databases[service].write() as session:
                    session.merge(SubjectRevisionRecord(handler="pair", subject="-".join(pair), revision=number))
            told.set()
            if stopping.is_set():
                return

    tellers = [threading.Thread(target=tell, args=(pair,)) for pair in PAIRS]
    for teller in tellers:
        teller.start()
    try:
        yield told
    finally:
        stopping.set()
        for teller in tellers:
            teller.join()
        for database in databases.values():
            database.dispose()


def numbers_in(url: str) -> dict[str, int]:
    """How far the number of each two has come in a database, by their names."""
    rows = (row.strip("()").replace("'", "").split(", ") for row in rows_of(url)["subject_revision"])
    return {pair: int(number) for _, pair, number in rows}
