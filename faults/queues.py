"""Strikes at Redis and at what waits in it."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import redis

from faults.thrower import Thrower
from launcher.system_map import SERVICES


def kill_redis(thrower: Thrower) -> str:
    """SIGKILL to the broker; its file stays."""
    return thrower.kill("broker")


def kill_redis_and_file(thrower: Thrower) -> str:
    """SIGKILL to the broker while messages wait in it, and its file is gone."""
    with thrower.queues_filled() as held:
        thrower.kill("broker")
        for file in (thrower.stage.data / "broker").rglob("*"):
            if file.is_file() and file.suffix != ".conf":
                file.unlink(missing_ok=True)
    return f"broker without its file, with messages for {held}"


def flushall(thrower: Thrower) -> str:
    """FLUSHALL while messages wait."""
    with thrower.queues_filled() as held, thrower.broker() as broker:
        broker.flushall()
    return f"messages for {held}"


def cut_redis(thrower: Thrower) -> str:
    """Close all connections to the broker."""
    with thrower.broker() as broker:
        return f"{broker.client_kill_filter(_type='normal', skipme=True)} connections"


def duplicate(thrower: Thrower) -> str:
    """Put copies of waiting messages, and of messages of long ago, into the queues."""
    with thrower.queues_filled() as held, thrower.broker() as broker:
        fresh = list(_waiting(broker))
        thrower.kept = (thrower.kept + fresh)[-200:]
        again = [*fresh, *thrower.chance.sample(thrower.kept, min(len(thrower.kept), 5))]
        for queue, message in again:
            broker.lpush(queue, _as_sent_anew(message))
    return f"{len(again)} copies, {held} held"


def reorder(thrower: Thrower) -> str:
    """Put what waits in the queues into another order."""
    with thrower.queues_filled() as held, thrower.broker() as broker:
        moved = 0
        for queue in SERVICES:
            with broker.pipeline(transaction=True) as pipe:
                pipe.lrange(queue, 0, -1)
                pipe.delete(queue)
                waiting: list[Any] = pipe.execute()[0]
            thrower.chance.shuffle(waiting)
            moved += len(waiting)
            if waiting:
                broker.lpush(queue, *waiting)
    return f"{moved} messages, {held} held"


def _waiting(broker: redis.Redis) -> Iterator[tuple[str, bytes]]:
    for queue in SERVICES:
        found: Any = broker.lrange(queue, 0, -1)
        yield from ((queue, message) for message in found)


def _as_sent_anew(message: bytes) -> bytes:
    """A copy as a second sending of the same event would be: with a delivery tag of its own."""
    copy: dict[str, Any] = json.loads(message)
    copy["properties"]["delivery_tag"] = str(uuid.uuid4())
    return json.dumps(copy).encode()
