"""`python -m faults.mails`: many mails through a real mail server while the workers that send them are killed.

Each task that is told here must come to the mailbox under one Message-ID; a copy under the same one may come for each
conversation that a kill has cut.
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from faults.mail_server import RealMailServer, real_mail_server
from launcher.options import Options
from launcher.restarts import BackOff
from launcher.supervisor import System
from launcher.throwaway import Missing, throwaway_postgresql, throwaway_redis
from shared import events
from shared.clock import SystemClock
from shared.database import Database
from shared.delivery.work import Work
from shared.events.intake import TaskOpened
from shared.events.wire import from_wire

HELD, FAILED, REFUSED = 0, 1, 2
_AT_ONCE = 100
_WORKER = "notify-worker"
_LOOK_S = 0.5
_PATIENCE_S = 180.0
"""How long no new mail may come before those that are missing count as lost."""
_CRASHES_OFTEN = BackOff(first=0.2, longest=0.2)
_GOLDEN = Path(events.__path__[0]) / "golden" / "intake.task_opened.v1.json"


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of so many mails. `copies`: mails that came again under their Message-ID."""

    mails: int
    lost: int
    doubled: int
    copies: int
    kills: int
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """0 when no mail was lost and none came under a second Message-ID."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    given = _read(arguments)
    try:
        with ExitStack() as ends:
            server = ends.enter_context(real_mail_server())
            system = ends.enter_context(System(_options(ends, given, server)))
            told = set(_tell(system, given.number))
            counted = _kill_until_all_came(system, server, told, given.every, _names(given.workers))
    except Missing as error:
        print(f"Uji surat tidak dapat dimulai: {error}", file=sys.stderr)
        return REFUSED
    print(
        f"mails={counted.mails} lost={counted.lost} doubled={counted.doubled} copies={counted.copies}"
        f" kills={counted.kills} s={counted.seconds:.0f} database={given.database}"
    )
    return FAILED if counted.lost or counted.doubled or counted.copies > counted.kills else HELD


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faults.mails", description=__doc__)
    parser.add_argument("--number", type=int, default=10_000, metavar="N", help="how many mails (10000)")
    parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="between two kills (5)")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="that send, all killed at once (1)")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args(arguments)


def _names(workers: int) -> list[str]:
    return [_WORKER, *(f"{_WORKER}-{number}" for number in range(2, workers + 1))]


def _options(ends: ExitStack, given: argparse.Namespace, server: RealMailServer) -> Options:
    on_postgresql = given.database == "postgresql"
    return Options(
        data=Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="kinerja-mails-"))),
        inherit=False,
        port=0,
        database_urls=ends.enter_context(throwaway_postgresql()).for_services() if on_postgresql else {},
        redis_url=ends.enter_context(throwaway_redis()) if on_postgresql else None,
        settings={"KINERJA_SMTP_URL": server.url, "KINERJA_MAIL_FROM": "kinerja@contoh.example"},
        # The trial is about mails, not about how long a worker that crashes every few seconds is kept waiting.
        back_off=_CRASHES_OFTEN,
        scale={_WORKER: given.workers},
    )


def _tell(system: System, number: int) -> Iterator[UUID]:
    """Open so many tasks of so many people, as intake tells it; the ids of the tasks."""
    data = json.loads(_GOLDEN.read_text(encoding="utf-8"))["data"]
    database = Database(system.plan.settings["KINERJA_DATABASE_URL_INTAKE"])
    try:
        for first in range(0, number, _AT_ONCE):
            with database.write() as session:
                work = Work(session, SystemClock())
                for index in range(first, min(first + _AT_ONCE, number)):
                    task_id = uuid4()
                    data["task"]["task_id"] = str(task_id)
                    data["task"]["holder"]["email"] = f"pegawai-{index}@contoh.example"
                    work.publish(from_wire(TaskOpened, data))
                    yield task_id
    finally:
        database.dispose()


def _kill_until_all_came(
    system: System, server: RealMailServer, told: set[UUID], every_s: float, workers: Sequence[str]
) -> Counted:
    began = time.monotonic()
    kills, next_kill, most, grew = 0, began + every_s, 0, began
    while len(told) > most and time.monotonic() - grew < _PATIENCE_S:
        time.sleep(_LOOK_S)
        if time.monotonic() >= next_kill:
            for name in workers:
                system.kill(name)
            kills, next_kill = kills + len(workers), time.monotonic() + every_s
            print(f"{time.monotonic() - began:.0f} s: {most} mails", file=sys.stderr, flush=True)
        if (now := server.count()) > most:
            most, grew = now, time.monotonic()
    while len(_ids_by_task(server)) < len(told) and time.monotonic() - grew < _PATIENCE_S:
        time.sleep(_LOOK_S)  # some of those that came were copies
    return _counted(server, told, kills, time.monotonic() - began)


def _counted(server: RealMailServer, told: set[UUID], kills: int, seconds: float) -> Counted:
    ids = _ids_by_task(server)
    return Counted(
        mails=len(told),
        lost=len(told - ids.keys()),
        doubled=sum(len(set(each)) - 1 for each in ids.values()) + len(ids.keys() - told),
        copies=sum(len(each) - len(set(each)) for each in ids.values()),
        kills=kills,
        seconds=seconds,
    )


def _ids_by_task(server: RealMailServer) -> dict[UUID, list[str]]:
    """The Message-IDs that came for each task."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for mail in server.received():
        found[UUID(mail["X-Kinerja-Task"])].append(mail["Message-ID"])
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
