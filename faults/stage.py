"""The system of a campaign, and the means to strike it from outside."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from faults.disk import SmallDisk, small_disk
from faults.options import CampaignOptions
from launcher.options import Options
from launcher.supervisor import System
from launcher.system_map import PROCESSES, Process
from launcher.throwaway import PostgresqlServer, throwaway_postgresql
from launcher.throwaway.redis import installed_server
from rehearsal.office import make_office

HANDLER_LIMIT_S = 10
PREFORK_ON_POSTGRESQL = ("analysis", "notify")


@dataclass(frozen=True, slots=True)
class Stage:
    """A running system. `postgresql` is None on SQLite, `disk` where none can be made small."""

    system: System
    data: Path
    offices: tuple[str, ...]
    postgresql: PostgresqlServer | None
    disk: SmallDisk | None

    @property
    def broker_url(self) -> str:
        return self.system.plan.settings["KINERJA_REDIS_URL"]

    @property
    def mailbox_url(self) -> str:
        return self.system.mailbox_url or ""

    def database_url(self, service: str) -> str:
        """The address of a service's database."""
        return self.system.plan.settings[f"KINERJA_DATABASE_URL_{service.upper()}"]


@contextmanager
def campaign_stage(options: CampaignOptions) -> Iterator[Stage]:
    """A fresh system with an office for each player, gone afterwards. Raises launcher.throwaway.Missing."""
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="kinerja-faults-")))
        disk = ends.enter_context(small_disk())
        data = (disk.folder if disk else folder) / "data"
        postgresql = None
        if options.database == "postgresql":
            postgresql = ends.enter_context(throwaway_postgresql(disk.folder if disk else None))
        files = _office_files(folder, options.players)
        system = System(
            Options(
                data=data,
                inherit=False,
                port=0,
                database_urls=postgresql.for_services() if postgresql else {},
                offices=tuple(files.values()),
                processes=_processes(options.database),
                settings={
                    "KINERJA_HANDLER_LIMIT_S": str(HANDLER_LIMIT_S),
                    "KINERJA_MAILBOX_FAULTS": "1",
                    "KINERJA_RESEND": "on" if options.resend else "off",
                },
            )
        )
        if options.out:
            ends.callback(shutil.copytree, data / "logs", options.out / "logs", dirs_exist_ok=True)
        ends.enter_context(system)
        yield Stage(system, data, tuple(files), postgresql, disk)


def _processes(database: str) -> tuple[Process, ...]:
    """The map, with workers that keep a tally. SQLite is tried with Valkey and solo pools as the default runs them."""
    return tuple(_as_tried(process, database) for process in PROCESSES)


def _as_tried(process: Process, database: str) -> Process:
    if process.kind == "worker":
        prefork = database == "postgresql" and process.service in PREFORK_ON_POSTGRESQL
        command = ("python", "-m", "faults.worker", process.service or "", "prefork" if prefork else "solo")
        return replace(process, command=command)
    if process.kind == "broker" and database == "postgresql":
        return replace(process, command=(str(installed_server()),))
    return process


def _office_files(folder: Path, count: int) -> dict[str, Path]:
    """Offices like the demo's, each with people and addresses of its own: name → file."""
    demo: dict[str, Any] = json.loads(make_office(folder, None, None).file.read_text(encoding="utf-8"))
    made: dict[str, Path] = {}
    for number in range(1, count + 1):
        office = {**demo, "code": f"beban-{number}", "name": f"Kecamatan Beban {number}"}
        office["people"] = [_moved(person, number) for person in demo["people"]]
        made[office["name"]] = folder / f"office-{number}.yaml"
        made[office["name"]].write_text(json.dumps(office, ensure_ascii=False), encoding="utf-8")  # JSON is YAML, too
    return made


def _moved(person: dict[str, Any], number: int) -> dict[str, Any]:
    local, _, domain = person["email"].partition("@")
    return {**person, "email": f"{local}@beban-{number}.{domain}"}
