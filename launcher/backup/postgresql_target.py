"""A PostgreSQL database that is brought back: tables by the migrations, rows by COPY."""

from collections.abc import Sequence
from pathlib import Path

from psycopg import sql
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from launcher.backup.epoch import new_epoch
from launcher.backup.postgresql_source import Connection, connect, tables_in
from launcher.backup.problem import BackupProblem
from shared.database import migrate

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)
_COUNTERS = (
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    " AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"
)


class PostgresqlTarget:
    """The database of `service` at `url`; its role owns it."""

    def __init__(self, service: str, url: str) -> None:
        self.service = service
        self._url = url
        connect(service, url).close()

    def is_empty(self) -> bool:
        with connect(self.service, self._url) as connection:
            others = connection.execute(_OTHERS).fetchone()
            if others != (0,):
                raise BackupProblem(
                    f"Basis data {self.service} sedang dipakai. Hentikan semua proses Kinerja, lalu ulangi."
                )
            return not tables_in(connection)

    def put_aside(self, stamp: str) -> None:
        with connect(self.service, self._url) as connection, connection.transaction():
            old = sql.Identifier(stamp.replace("-", "_"))
            connection.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(old))
            connection.execute("CREATE SCHEMA public")

    def fill(self, unpacked: Path, heads: Sequence[str]) -> None:
        migrate(self.service, self._url, heads)
        folder = unpacked / "db" / self.service
        with connect(self.service, self._url) as connection, connection.transaction():
            # The migrations themselves write rows; those of the backup take their place.
            names = sql.SQL(", ").join(map(sql.Identifier, tables_in(connection)))
            connection.execute(sql.SQL("TRUNCATE {}").format(names))
            for table in self._in_order():
                _copy(connection, table, folder / f"{table}.csv")
            _count_on(connection)
            connection.execute("UPDATE delivery_epoch SET value = %s", (new_epoch(),))

    def _in_order(self) -> list[str]:
        """The tables, each after those that it refers to."""
        engine = create_engine(self._url, poolclass=NullPool)
        return [table for table, _ in inspect(engine).get_sorted_table_and_fkc_names() if table is not None]


def _copy(connection: Connection, table: str, file: Path) -> None:
    with file.open("rb") as rows, connection.cursor() as cursor:
        columns = rows.readline().decode().strip().split(",")
        command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with cursor.copy(command) as copy:
            while block := rows.read(1 << 20):
                copy.write(block)


def _count_on(connection: Connection) -> None:
    """Let counted keys go on after the highest that was brought back."""
    for table, column in connection.execute(_COUNTERS).fetchall():
        command = sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 0) + 1, false) FROM {}")
        key, name = sql.Identifier(str(column)), sql.Identifier(str(table))
        connection.execute(command.format(sql.Literal(str(table)), sql.Literal(str(column)), key, name))
