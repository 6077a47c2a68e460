"""The stage of a rehearsal: a throw-away system of its own, or one that runs already."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.options import Options
from launcher.readiness import StartFailed
from launcher.supervisor import System
from launcher.throwaway import throwaway_postgresql, throwaway_redis
from rehearsal.browser import Browser
from rehearsal.clock import RehearsalClock
from rehearsal.failure import CannotBegin, RehearsalFailed
from rehearsal.mailbox import Mailbox
from rehearsal.players import Players

HANDLER_LIMIT_S = "10"
# Both are printed on papers or seal them: the same in every rehearsal, so that the same input gives the same bytes.
PUBLIC_URL = "http://gladi.kinerja.example"
SECRET_KEY = "kunci gladi, dikenal semua orang, tidak melindungi apa pun"  # noqa: S105 - of a system that vanishes
_TAIL = 15
_MAILBOX_LINK = re.compile(r'href="([^"]+)"[^>]*>Kotak surat contoh<')


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a rehearsal plays. `clock` and `system` are None against a running system."""

    address: str
    mailbox: Mailbox
    clock: RehearsalClock | None
    system: System | None

    def players(self) -> Players:
        """The people, none of whom has signed in yet."""
        return Players(self.address, self.mailbox)


@contextmanager
def throwaway_stage(
    office: Path, folder: Path, database: str, settings: Mapping[str, str] | None = None
) -> Iterator[Stage]:
    """A system in `folder` with the office loaded, ended afterwards. Raises launcher.throwaway.Missing."""
    with ExitStack() as ends:
        urls: Mapping[str, str] = {}
        redis_url = None
        if database == "postgresql":
            urls = ends.enter_context(throwaway_postgresql()).for_services()
            redis_url = ends.enter_context(throwaway_redis())
        clock = RehearsalClock(folder / "clock")
        system = System(
            Options(
                data=folder / "data",
                mode="rehearsal",
                inherit=False,
                port=0,
                database_urls=urls,
                redis_url=redis_url,
                offices=(office,),
                settings={
                    "KINERJA_CLOCK_FILE": str(folder / "clock"),
                    "KINERJA_PUBLIC_URL": PUBLIC_URL,
                    "KINERJA_SECRET_KEY": SECRET_KEY,
                    "KINERJA_HANDLER_LIMIT_S": HANDLER_LIMIT_S,
                    **(settings or {}),
                },
            )
        )
        _start(system)
        ends.callback(system.stop)
        yield Stage(system.plan.local_web_url, Mailbox(system.mailbox_url or ""), clock, system)


def _start(system: System) -> None:
    """Start it; where that fails, say what the log says: the log goes with the folder."""
    try:
        system.start()
    except StartFailed as error:
        logs = [child.log for child in system.plan.children if child.exit_code not in (None, 0) and child.log.exists()]
        tails = [line for log in logs for line in log.read_text(errors="replace").splitlines()[-_TAIL:]]
        raise RehearsalFailed(str(error), *tails) from error


def running_stage(address: str, mailbox_url: str | None) -> Stage:
    """A system that runs already. Its mailbox is the one its demo bar links to, unless another is named."""
    if mailbox_url is None:
        match = _MAILBOX_LINK.search(Browser(address).get("/masuk").body)
        if match is None:
            raise CannotBegin(f"{address} tidak menautkan kotak surat contoh; sebutkan alamatnya dengan --mailbox.")
        mailbox_url = match.group(1)
    return Stage(address, Mailbox(mailbox_url), None, None)


@contextmanager
def folder_for(kept: Path | None) -> Iterator[Path]:
    """The folder of a rehearsal's results: the caller's, or one that vanishes."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="kinerja-gladi-") as name:
        yield Path(name)
