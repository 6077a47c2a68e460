"""Who strikes: a running system, a seeded generator, and what several strikes need."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil
import redis

from faults.stage import Stage
from launcher.system_map import SERVICES

CALL_S = 5.0
_FILL_LIMIT_S = 20.0


@dataclass(slots=True)
class Thrower:
    """Throws faults, chosen by a seeded generator. `cut`: conversations with the mail server it may have cut.

    `kept`: messages that were in the queues before, with the names of their queues.
    """

    stage: Stage
    chance: random.Random
    cut: int = 0
    kept: list[tuple[str, bytes]] = field(default_factory=list)

    def kill(self, name: str) -> str:
        """SIGKILL to the process of this name."""
        self.may_cut(name)
        self.stage.system.kill(name)
        return name

    def may_cut(self, name: str) -> None:
        """Each conversation has one worker, or one child of it, at its end."""
        if name in {"notify-worker", "mailbox"}:
            self.cut += 2 if self.stage.postgresql else 1

    def service(self) -> str:
        """One of the services."""
        return self.chance.choice(SERVICES)

    @contextmanager
    def queues_filled(self) -> Iterator[str]:
        """Hold two workers until something waits for one of them, or for a while."""
        held = self.chance.sample(SERVICES, 2)
        with self.held([f"{service}-worker" for service in held]), self.broker() as broker:
            until = time.monotonic() + _FILL_LIMIT_S
            while not any(broker.llen(service) for service in held) and time.monotonic() < until:
                time.sleep(0.02)
            yield " and ".join(held)

    @contextmanager
    def held(self, names: list[str]) -> Iterator[None]:
        """Processes and their children stopped, and going on afterwards."""
        pids = [pid for name in names if (pid := self.stage.system.process(name).pid)]
        pids += [child.pid for pid in pids for child in psutil.Process(pid).children(recursive=True)]
        try:
            for pid in pids:
                _signal(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in pids:
                _signal(pid, signal.SIGCONT)

    @contextmanager
    def broker(self) -> Iterator[redis.Redis]:
        """A connection of our own to the broker."""
        with redis.Redis.from_url(self.stage.broker_url, socket_timeout=CALL_S, socket_connect_timeout=CALL_S) as it:
            yield it


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
