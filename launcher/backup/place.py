"""Where a system keeps what must be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from launcher.backup.problem import BackupProblem
from launcher.environment import given, is_decided
from launcher.options import Options
from launcher.system_map import SERVICES
from shared.settings import SettingsInvalid, read_database_url, read_redis_url


@dataclass(frozen=True, slots=True)
class Place:
    """One system's data. `secret_key` and `broker` are None where the caller's settings decide about them.

    `redis_url` is that of a Redis the launcher does not run; `broker` the folder of the one it does.
    """

    data: Path
    database_urls: Mapping[str, str] = field(repr=False)
    files: Path
    secret_key: Path | None
    broker: Path | None
    redis_url: str | None = field(repr=False)

    @property
    def database(self) -> str:
        """`sqlite` or `postgresql`. Raises BackupProblem where the four are not of one kind."""
        kinds = {url.partition(":")[0].partition("+")[0] for url in self.database_urls.values()}
        if len(kinds) > 1:
            raise BackupProblem("Keempat basis data harus sejenis: semuanya SQLite atau semuanya PostgreSQL.")
        return kinds.pop()


def place_of(data: Path, decided: Mapping[str, str] | None = None) -> Place:
    """The place of the system in `data`; `decided` are its KINERJA_* settings, those of this process when None.

    Nothing is made: the folder need not be there. Raises BackupProblem for a setting that cannot be read.
    """
    chosen = given(Options(data=data)) if decided is None else decided
    settings = {**_own_databases(data, chosen), **chosen}
    try:
        urls = {service: read_database_url(service, settings) for service in SERVICES}
        redis_url = read_redis_url(settings) if is_decided("KINERJA_REDIS_URL", chosen) else None
    except SettingsInvalid as error:
        raise BackupProblem(f"Pengaturan tidak dapat dibaca: {error}") from error
    return Place(
        data=data,
        database_urls=urls,
        files=Path(chosen.get("KINERJA_FILES") or data / "files"),
        secret_key=None if is_decided("KINERJA_SECRET_KEY", chosen) else data / "secrets" / "secret-key",
        broker=None if redis_url else data / "broker",
        redis_url=redis_url,
    )


def _own_databases(data: Path, decided: Mapping[str, str]) -> dict[str, str]:
    own = {f"KINERJA_DATABASE_URL_{service.upper()}": f"sqlite:///{data}/db/{service}.sqlite" for service in SERVICES}
    return {name: url for name, url in own.items() if not is_decided(name, decided)}
