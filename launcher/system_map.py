"""The one executable map of the system: every process, its command, its queues and whether it scales.

The local launcher runs it; a contract test holds `docker-compose.yml` against it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["broker", "mailbox", "migrations", "worker", "loop", "web"]

SERVICES = ("intake", "analysis", "documents", "notify")
TASK_GRACE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Process:
    """One process. `command` begins with `python` or with the name of a program that the launcher knows."""

    name: str
    service: str | None
    kind: Kind
    command: tuple[str, ...]
    queues: tuple[str, ...] = ()
    scalable: bool = False
    starts_after: tuple[str, ...] = ()
    grace_seconds: float = 10.0

    @property
    def runs_once(self) -> bool:
        return self.kind == "migrations"


def _worker(service: str) -> Process:
    return Process(
        name=f"{service}-worker",
        service=service,
        kind="worker",
        command=("python", "-m", "shared.delivery.worker", service),
        queues=(service, f"{service}.acknowledgements", f"{service}.canary"),
        scalable=True,
        starts_after=("migrations", "offices"),
        grace_seconds=TASK_GRACE_SECONDS,
    )


def _loop(service: str) -> Process:
    """Relay, scheduler and internal API. Several at once are harmless: rows are claimed in the database."""
    return Process(
        name=f"{service}-loop",
        service=service,
        kind="loop",
        command=("python", "-m", "shared.delivery.loop", service),
        scalable=True,
        starts_after=(f"{service}-worker",),
    )


PROCESSES: tuple[Process, ...] = (
    Process("broker", None, "broker", ("valkey-server",)),
    Process("mailbox", None, "mailbox", ("python", "-m", "launcher.mailbox")),
    Process("migrations", None, "migrations", ("python", "-m", "launcher.migrate"), starts_after=("broker", "mailbox")),
    *(_worker(service) for service in SERVICES),
    *(_loop(service) for service in SERVICES),
    Process(
        name="intake-web",
        service="intake",
        kind="web",
        command=("python", "-m", "services.intake.web"),
        scalable=True,
        starts_after=tuple(f"{service}-loop" for service in SERVICES),
    ),
)


def offices(files: Iterable[str]) -> Process:
    """Loads offices from their files, once, between the migrations and the workers."""
    command = ("python", "-m", "services.intake.seed", *files)
    return Process("offices", "intake", "migrations", command, starts_after=("migrations",))


class CannotScale(Exception):
    """There is no such process, or several of it cannot run on one machine."""


def scaled(processes: Iterable[Process], scale: Mapping[str, int]) -> tuple[Process, ...]:
    """As many of each process as `scale` says: `analysis-worker`, `analysis-worker-2`, `analysis-worker-3`.

    On one machine these are workers only; a loop or a web that is there twice would ask for the same port.
    Raises CannotScale.
    """
    known = tuple(processes)
    workers = sorted(process.name for process in known if process.kind == "worker" and process.scalable)
    for name, count in scale.items():
        if name not in workers or count < 1:
            raise CannotScale(f"{name}={count}; yang dapat digandakan (1 atau lebih): {', '.join(workers)}")
    return tuple(one for process in known for one in _copies(process, scale.get(process.name, 1)))


def _copies(process: Process, count: int) -> list[Process]:
    return [process, *(replace(process, name=f"{process.name}-{number}") for number in range(2, count + 1))]


def in_ranks(processes: Iterable[Process]) -> list[list[Process]]:
    """The processes in the order in which they start; those of one rank start together.

    A name in `starts_after` that is not among the processes (a broker that runs elsewhere) is no wait.
    Raises ValueError when processes wait for each other.
    """
    waiting = {process.name: process for process in processes}
    ranks: list[list[Process]] = []
    while waiting:
        rank = [p for p in waiting.values() if not any(name in waiting for name in p.starts_after)]
        if not rank:
            raise ValueError(f"processes wait for each other: {', '.join(sorted(waiting))}")
        ranks.append(rank)
        for process in rank:
            del waiting[process.name]
    return ranks
