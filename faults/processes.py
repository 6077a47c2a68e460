"""Strikes at processes: killed, stopped for a while, stopped for good."""

import time

import psutil

from faults.stage import PREFORK_ON_POSTGRESQL
from faults.thrower import Thrower
from launcher.system_map import SERVICES


def kill_web(thrower: Thrower) -> str:
    """SIGKILL to the process that serves the pages."""
    return thrower.kill("intake-web")


def kill_loop(thrower: Thrower) -> str:
    """SIGKILL to relay, scheduler and internal API of a service."""
    return thrower.kill(f"{thrower.service()}-loop")


def kill_worker(thrower: Thrower) -> str:
    """SIGKILL to a service's worker."""
    return thrower.kill(f"{thrower.service()}-worker")


def kill_worker_child(thrower: Thrower) -> str:
    """SIGKILL to a child of a worker with a prefork pool; to a solo worker, which is its own child."""
    name = f"{thrower.service()}-worker"
    pid = thrower.stage.system.process(name).pid
    children = psutil.Process(pid).children() if pid else []
    if not children:
        return thrower.kill(name)
    thrower.may_cut(name)
    child = thrower.chance.choice(children)
    child.kill()
    return f"{name} child {child.pid}"


def kill_mailbox(thrower: Thrower) -> str:
    """SIGKILL to the mail server."""
    return thrower.kill("mailbox")


def freeze(thrower: Thrower) -> str:
    """A slow consumer: SIGSTOP, and SIGCONT some seconds later."""
    name = thrower.chance.choice(["intake-web", *(f"{s}-{kind}" for s in SERVICES for kind in ("worker", "loop"))])
    pause = thrower.chance.uniform(1, 8)
    with thrower.held([name]):
        time.sleep(pause)
    return f"{name} {pause:.1f} s"


def hang_child(thrower: Thrower) -> str:
    """SIGSTOP for good to a child of a worker with a prefork pool, as a stuck library would."""
    worker = thrower.chance.choice(PREFORK_ON_POSTGRESQL)
    pid = thrower.stage.system.process(f"{worker}-worker").pid
    children = psutil.Process(pid).children() if pid else []
    if not children:
        return f"{worker}-worker had no child"
    thrower.may_cut(f"{worker}-worker")
    child = thrower.chance.choice(children)
    child.suspend()
    return f"{worker}-worker child {child.pid}"
