"""Strikes at what keeps: PostgreSQL and the disk."""

import time

from faults.thrower import Thrower

_CRASHES = 0.5
"""How often PostgreSQL is stopped as in a crash, and not cleanly."""


def restart_postgresql(thrower: Thrower) -> str:
    """Stop PostgreSQL, cleanly or as in a crash, and start it some seconds later."""
    server = thrower.stage.postgresql
    if server is None or server.cluster is None:
        raise LookupError("no PostgreSQL of our own")
    at_once, pause = thrower.chance.random() < _CRASHES, thrower.chance.uniform(0.5, 5)
    thrower.may_cut("notify-worker")
    server.cluster.stop(at_once=at_once)
    time.sleep(pause)
    server.cluster.start(server.ready)
    return f"{'immediate' if at_once else 'fast'}, {pause:.1f} s"


def cut_postgresql(thrower: Thrower) -> str:
    """Close all connections to PostgreSQL."""
    if thrower.stage.postgresql is None:
        raise LookupError("no PostgreSQL")
    thrower.may_cut("notify-worker")
    return f"{thrower.stage.postgresql.cut_connections()} connections"


def fill_disk(thrower: Thrower) -> str:
    """No room on the disk that holds databases, files, queues and mails, for some seconds."""
    if thrower.stage.disk is None:
        raise LookupError("no small disk")
    thrower.may_cut("notify-worker")
    pause = thrower.chance.uniform(1, 6)
    thrower.stage.disk.fill()
    time.sleep(pause)
    thrower.stage.disk.clear()
    _revive_postgresql(thrower)
    return f"{pause:.1f} s"


def _revive_postgresql(thrower: Thrower) -> None:
    """PostgreSQL may give up when it cannot write its log; whoever runs it starts it again."""
    server = thrower.stage.postgresql
    if server is None or server.cluster is None:
        return
    time.sleep(0.5)
    if not server.cluster.runs:
        server.cluster.start(server.ready)
