"""What a caller of the launcher may choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from launcher.leases import stuck_workers
from launcher.restarts import BackOff
from launcher.system_map import PROCESSES, Process

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_DATA = PROJECT / ".kinerja" / "demo"
DEMO_OFFICES = PROJECT / "demo"

Mode = Literal["demo", "rehearsal"]
StuckWorkers = Callable[[str, Mapping[str, str]], Sequence[str]]
"""(service, settings of the system) → the workers, as "host:pid", that hold a lease over the limit."""


@dataclass(frozen=True, slots=True)
class Options:
    """One system to start.

    `port`: None is the usual one or a free one when it is taken, 0 is any free one.
    `database_urls`: by service; a service that is absent gets an SQLite file in the data folder.
    `redis_url`: None is the embedded Valkey.
    `settings`: further KINERJA_* values; they win over everything but `data` and `mode`.
    `inherit`: KINERJA_* values of the caller's environment count, too; not so for a throw-away system.
    `scale`: how many of a worker run, by its name in the map; one of each that is absent.
    `offices`: office files that are loaded after the migrations, before anything works on them.
    `stuck_workers`: asked every `stuck_look_seconds` for each service; the workers it names are restarted.
    """

    data: Path
    mode: Mode = "demo"
    bind: str = "127.0.0.1"
    port: int | None = None
    database_urls: Mapping[str, str] = field(default_factory=dict)
    redis_url: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    inherit: bool = True
    verbose: bool = False
    processes: tuple[Process, ...] = PROCESSES
    scale: Mapping[str, int] = field(default_factory=dict)
    offices: tuple[Path, ...] = ()
    stuck_workers: StuckWorkers = stuck_workers
    stuck_look_seconds: float = 10.0
    back_off: BackOff = field(default_factory=BackOff)
