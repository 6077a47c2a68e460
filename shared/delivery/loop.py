"""`python -m shared.delivery.loop SERVICE`: relay, scheduler and internal API of one service, a thread each.

A thread that crashes ends the process; the launcher or the container's policy starts it again.
"""

import logging
import signal
import sys
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry

from shared.database import Database
from shared.delivery.broker import Sender, celery_app
from shared.delivery.canary import Canary
from shared.delivery.figures import QueueCollector, RelayFigures
from shared.delivery.heartbeat import Heartbeat
from shared.delivery.pruning import pruning
from shared.delivery.records import Kind
from shared.delivery.relay import BROKER_ERRORS, Relay
from shared.delivery.schedule import Scheduler
from shared.http_times import measure
from shared.logs import log_to_stderr
from shared.service import Service, load_service
from shared.settings import Settings, read_settings
from shared.web_server import LoggingServer

log = logging.getLogger(__name__)

_PAUSE_S = 1.0
_API_THREADS = 4


class Loop:
    """The threads of one service and the way to stop them."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service = service
        self._settings = settings
        self._stopping = threading.Event()
        self._work_seen = threading.Event()
        self._crashed = False
        self._registry = CollectorRegistry()
        self._registry.register(QueueCollector(service.name, settings))

    def run(self) -> int:
        """Run until told to stop or until a thread crashes; the exit code says which."""
        threads = [self._thread("relay", self._relay), self._thread("scheduler", self._schedule)]
        server = self._api_server()
        if server:
            server.prepare()
            threads.append(self._thread("api", server.serve))
        heartbeat = Heartbeat(self._service.database, Kind.LOOP, self._settings.heartbeat_s, registry=self._registry)
        heartbeat.start()
        for thread in threads:
            thread.start()
        self._stopping.wait()
        heartbeat.stop()
        if server:
            server.stop()
        for thread in threads:
            thread.join(timeout=_PAUSE_S * 3)
        self._service.database.dispose()
        return 1 if self._crashed else 0

    def stop(self, *_signal: object) -> None:
        """Ask all threads to end after what they are doing now."""
        self._stopping.set()
        self._work_seen.set()

    def _thread(self, name: str, work: Callable[[], None]) -> threading.Thread:
        def watched() -> None:
            try:
                work()
            except Exception:  # whatever it is, a half-dead process must not look alive
                log.exception("thread crashed", extra={"thread_name": name})
                self._crashed = True
            finally:
                self.stop()

        return threading.Thread(target=watched, name=name, daemon=True)

    def _relay(self) -> None:
        # Its own connections: one pool per thread keeps a slow claim from holding up the scheduler.
        database = Database(self._settings.database_urls[self._service.name])
        relay = Relay(self._service.name, self._settings, database, figures=RelayFigures(self._registry))
        while not self._stopping.is_set():
            try:
                relay.run_once()
                relay.wait()
                self._work_seen.set()
            except BROKER_ERRORS as error:
                log.warning("broker not reachable", extra={"reason": type(error).__name__})
                self._stopping.wait(_PAUSE_S)
        database.dispose()

    def _schedule(self) -> None:
        sender = Sender(celery_app(self._service.name, self._settings))
        name = self._service.name
        jobs = (*self._service.jobs, pruning(name, self._settings, self._registry))
        scheduler = Scheduler(name, self._service.database, self._service.clock, jobs, sender)
        canary = Canary(name, self._settings, sender)
        while not self._stopping.is_set():
            try:
                scheduler.run_due()
                canary.send_if_due()
            except BROKER_ERRORS as error:
                log.warning("broker not reachable", extra={"reason": type(error).__name__})
            self._work_seen.wait(_PAUSE_S / 4)
            self._work_seen.clear()
        sender.close()

    def _api_server(self) -> LoggingServer | None:
        if self._service.api is None:
            return None
        address = urlsplit(self._settings.api_urls[self._service.name])
        app = self._service.api()
        measure(app, self._registry)
        return LoggingServer((address.hostname, address.port), app, numthreads=_API_THREADS, server_name="kinerja")


def main(arguments: list[str]) -> int:
    """Run the loop of the named service."""
    (name,) = arguments
    log_to_stderr(name, Kind.LOOP)
    settings = read_settings()
    loop = Loop(load_service(name, settings), settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, loop.stop)
    return loop.run()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
