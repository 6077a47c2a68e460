"""The faults: each strikes a running system from outside and returns what it did, in a few words."""

import json
import os
import random
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.request import Request, urlopen

import psutil
import redis

from faults.stage import PREFORK_ON_POSTGRESQL, Stage
from launcher.system_map import SERVICES

_CALL_S = 5.0
_CRASHES = 0.5
"""How often PostgreSQL is stopped as in a crash, and not cleanly."""
_FILL_LIMIT_S = 6.0


@dataclass(slots=True)
class Thrower:
    """Throws faults, chosen by a seeded generator. `cut`: conversations with the mail server it may have cut."""

    stage: Stage
    chance: random.Random
    cut: int = 0
    _kept: list[tuple[str, bytes]] = field(default_factory=list)

    def kill_web(self) -> str:
        """SIGKILL to the process that serves the pages."""
        return self._kill("intake-web")

    def kill_loop(self) -> str:
        """SIGKILL to relay, scheduler and internal API of a service."""
        return self._kill(f"{self._service()}-loop")

    def kill_worker(self) -> str:
        """SIGKILL to a service's worker."""
        return self._kill(f"{self._service()}-worker")

    def kill_worker_child(self) -> str:
        """SIGKILL to a child of a worker with a prefork pool; to a solo worker, which is its own child."""
        name = f"{self._service()}-worker"
        pid = self.stage.system.process(name).pid
        children = psutil.Process(pid).children() if pid else []
        if not children:
            return self._kill(name)
        self._may_cut(name)
        child = self.chance.choice(children)
        child.kill()
        return f"{name} child {child.pid}"

    def kill_mailbox(self) -> str:
        """SIGKILL to the mail server."""
        return self._kill("mailbox")

    def kill_redis(self) -> str:
        """SIGKILL to the broker; its file stays."""
        return self._kill("broker")

    def kill_redis_and_file(self) -> str:
        """SIGKILL to the broker while messages wait in it, and its file is gone."""
        with self._queues_filled() as held:
            self._kill("broker")
            for file in (self.stage.data / "broker").rglob("*"):
                if file.is_file() and file.suffix != ".conf":
                    file.unlink(missing_ok=True)
        return f"broker without its file, with messages for {held}"

    def flushall(self) -> str:
        """FLUSHALL while messages wait."""
        with self._queues_filled() as held, self._broker() as broker:
            broker.flushall()
        return f"messages for {held}"

    def cut_redis(self) -> str:
        """Close all connections to the broker."""
        with self._broker() as broker:
            return f"{broker.client_kill_filter(_type='normal', skipme=True)} connections"

    def restart_postgresql(self) -> str:
        """Stop PostgreSQL, cleanly or as in a crash, and start it some seconds later."""
        server = self.stage.postgresql
        if server is None or server.cluster is None:
            raise LookupError("no PostgreSQL of our own")
        at_once, pause = self.chance.random() < _CRASHES, self.chance.uniform(0.5, 5)
        self._may_cut("notify-worker")
        server.cluster.stop(at_once=at_once)
        time.sleep(pause)
        server.cluster.start(server.ready)
        return f"{'immediate' if at_once else 'fast'}, {pause:.1f} s"

    def cut_postgresql(self) -> str:
        """Close all connections to PostgreSQL."""
        if self.stage.postgresql is None:
            raise LookupError("no PostgreSQL")
        self._may_cut("notify-worker")
        return f"{self.stage.postgresql.cut_connections()} connections"

    def fill_disk(self) -> str:
        """No room on the disk that holds databases, files, queues and mails, for some seconds."""
        if self.stage.disk is None:
            raise LookupError("no small disk")
        self._may_cut("notify-worker")
        pause = self.chance.uniform(1, 6)
        self.stage.disk.fill()
        time.sleep(pause)
        self.stage.disk.clear()
        self._revive_postgresql()
        return f"{pause:.1f} s"

    def freeze(self) -> str:
        """A slow consumer: SIGSTOP, and SIGCONT some seconds later."""
        name = self.chance.choice(["intake-web", *(f"{s}-{kind}" for s in SERVICES for kind in ("worker", "loop"))])
        pause = self.chance.uniform(1, 8)
        with self._held([name]):
            time.sleep(pause)
        return f"{name} {pause:.1f} s"

    def hang_child(self) -> str:
        """SIGSTOP for good to a child of a worker with a prefork pool, as a stuck library would."""
        worker = self.chance.choice(PREFORK_ON_POSTGRESQL)
        pid = self.stage.system.process(f"{worker}-worker").pid
        children = psutil.Process(pid).children() if pid else []
        if not children:
            return f"{worker}-worker had no child"
        self._may_cut(f"{worker}-worker")
        child = self.chance.choice(children)
        child.suspend()
        return f"{worker}-worker child {child.pid}"

    def duplicate(self) -> str:
        """Put copies of waiting messages, and of messages of long ago, into the queues."""
        with self._queues_filled() as held, self._broker() as broker:
            fresh = list(self._waiting(broker))
            self._kept = (self._kept + fresh)[-200:]
            again = [*fresh, *self.chance.sample(self._kept, min(len(self._kept), 5))]
            for queue, message in again:
                broker.lpush(queue, _as_sent_anew(message))
        return f"{len(again)} copies, {held} held"

    def reorder(self) -> str:
        """Put what waits in the queues into another order."""
        with self._queues_filled() as held, self._broker() as broker:
            moved = 0
            for queue in SERVICES:
                with broker.pipeline(transaction=True) as pipe:
                    pipe.lrange(queue, 0, -1)
                    pipe.delete(queue)
                    waiting: list[Any] = pipe.execute()[0]
                self.chance.shuffle(waiting)
                moved += len(waiting)
                if waiting:
                    broker.lpush(queue, *waiting)
        return f"{moved} messages, {held} held"

    def refuse_mail(self) -> str:
        """The mail server takes nothing for now (451)."""
        return self._mail_fault("temporary", self.chance.randint(1, 6))

    def cut_mail(self) -> str:
        """The mail server keeps mails but cuts the conversation before it says so."""
        times = self.chance.randint(1, 3)
        self.cut += times
        return self._mail_fault("cut", times)

    def cut_in_data(self) -> str:
        """The mail server cuts conversations in the middle of DATA and keeps nothing."""
        return self._mail_fault("torn", self.chance.randint(1, 4))

    def _kill(self, name: str) -> str:
        self._may_cut(name)
        self.stage.system.kill(name)
        return name

    def _may_cut(self, name: str) -> None:
        """Each conversation has one worker, or one child of it, at its end."""
        if name in {"notify-worker", "mailbox"}:
            self.cut += 2 if self.stage.postgresql else 1

    def _service(self) -> str:
        return self.chance.choice(SERVICES)

    @contextmanager
    def _queues_filled(self) -> Iterator[str]:
        """Hold two workers until something waits for one of them, or for a while."""
        held = self.chance.sample(SERVICES, 2)
        with self._held([f"{service}-worker" for service in held]), self._broker() as broker:
            until = time.monotonic() + _FILL_LIMIT_S
            while not any(broker.llen(service) for service in held) and time.monotonic() < until:
                time.sleep(0.02)
            yield " and ".join(held)

    @contextmanager
    def _held(self, names: list[str]) -> Iterator[None]:
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
    def _broker(self) -> Iterator[redis.Redis]:
        with redis.Redis.from_url(self.stage.broker_url, socket_timeout=_CALL_S, socket_connect_timeout=_CALL_S) as it:
            yield it

    @staticmethod
    def _waiting(broker: redis.Redis) -> Iterator[tuple[str, bytes]]:
        for queue in SERVICES:
            found: Any = broker.lrange(queue, 0, -1)
            yield from ((queue, message) for message in found)

    def _mail_fault(self, fault: str, times: int) -> str:
        body = json.dumps({"fault": fault, "times": times}).encode()
        call = Request(  # noqa: S310 - our own mailbox
            f"{self.stage.mailbox_url}/api/fault", data=body, headers={"Content-Type": "application/json"}
        )
        with urlopen(call, timeout=_CALL_S):  # noqa: S310 - our own mailbox
            return f"{times} mails"

    def _revive_postgresql(self) -> None:
        """PostgreSQL may give up when it cannot write its log; whoever runs it starts it again."""
        server = self.stage.postgresql
        if server is None or server.cluster is None:
            return
        time.sleep(0.5)
        if not server.cluster.runs:
            server.cluster.start(server.ready)


Strike = Callable[[Thrower], str]

FAULTS: dict[str, Strike] = {
    name.replace("_", "-"): getattr(Thrower, name)
    for name in (
        "kill_web",
        "kill_loop",
        "kill_worker",
        "kill_worker_child",
        "kill_mailbox",
        "kill_redis",
        "kill_redis_and_file",
        "flushall",
        "cut_redis",
        "restart_postgresql",
        "cut_postgresql",
        "fill_disk",
        "freeze",
        "hang_child",
        "duplicate",
        "reorder",
        "refuse_mail",
        "cut_mail",
        "cut_in_data",
    )
}


def possible(stage: Stage) -> dict[str, Strike]:
    """The faults that this stage knows."""
    left_out = set()
    if stage.postgresql is None:
        left_out |= {"cut-postgresql", "restart-postgresql", "hang-child"}
    elif stage.postgresql.cluster is None:
        left_out |= {"restart-postgresql"}
    if stage.disk is None:
        left_out |= {"fill-disk"}
    return {name: strike for name, strike in FAULTS.items() if name not in left_out}


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _as_sent_anew(message: bytes) -> bytes:
    """A copy as a second sending of the same event would be: with a delivery tag of its own."""
    copy: dict[str, Any] = json.loads(message)
    copy["properties"]["delivery_tag"] = str(uuid.uuid4())
    return json.dumps(copy).encode()
