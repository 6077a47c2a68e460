"""Restarts a worker or a loop that hangs: the solo pool ignores time limits, and what is frozen cannot end itself."""

import logging
import socket
import threading
from collections.abc import Sequence

from launcher.options import StuckWorkers
from launcher.plan import Plan

log = logging.getLogger("launcher")


class WorkerWatch:
    """Asks for each service which workers are stuck; a thread of its own, because the question can block."""

    def __init__(self, stuck: StuckWorkers, plan: Plan, every: float) -> None:
        self._stuck = stuck
        self._plan = plan
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="worker-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def _watch(self) -> None:
        while not self._stopping.wait(self._every):
            self.look()

    def look(self) -> None:
        """One round over all workers."""
        host = socket.gethostname()
        for child in self._plan.children:
            if child.process.kind in {"worker", "loop"} and f"{host}:{child.pid}" in self._stuck_of(
                child.process.service
            ):
                log.warning("%s hangs and is restarted", child.process.name)
                child.kill()

    def _stuck_of(self, service: str | None) -> Sequence[str]:
        if service is None:
            return ()
        try:
            return self._stuck(service, self._plan.settings)
        except Exception:  # whatever it is: the watch goes on, a database that is away is asked again
            log.exception("could not ask which workers are stuck", extra={"service": service})
            return ()
