"""`python -m shared.delivery.worker SERVICE`: the Celery worker of one service.

Solo pool in the embedded default; KINERJA_POOL and KINERJA_CONCURRENCY give a larger one. SIGTERM lets the running
task finish.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from celery import Celery
from celery.signals import worker_process_init
from prometheus_client import CollectorRegistry

from shared.delivery import outbox
from shared.delivery.broker import ACKNOWLEDGE, ATTEMPT, CANARY, RECEIVE, celery_app
from shared.delivery.canary import taken
from shared.delivery.consumer import Receiver
from shared.delivery.figures import ReceiverFigures
from shared.delivery.heartbeat import Heartbeat
from shared.delivery.queues import queues_of
from shared.delivery.records import Kind
from shared.delivery.silence import SilenceWatch, watch_queues
from shared.logs import log_to_stderr
from shared.service import Service, load_service
from shared.settings import Settings, read_settings


def build_worker(
    service: Service, settings: Settings, watch: SilenceWatch, registry: CollectorRegistry | None = None
) -> Celery:
    """Register the service's tasks on a Celery app of its own. What it counts goes to the registry."""
    app = celery_app(service.name, settings)
    receiver = Receiver(
        service.database,
        service.clock,
        service.consumers,
        handler_limit=timedelta(seconds=settings.handler_limit_s),
        figures=ReceiverFigures(registry or CollectorRegistry()),
    )

    def attempt(event_id: str, handler: str) -> None:
        receiver.attempt(UUID(event_id), handler)

    def acknowledge(subscriber: str, event_ids: list[str]) -> None:
        with service.database.write() as session:
            outbox.acknowledge(session, subscriber, map(UUID, event_ids))

    own: dict[str, Callable[..., None]] = {
        RECEIVE: receiver.receive,
        ATTEMPT: attempt,
        ACKNOWLEDGE: acknowledge,
        CANARY: taken,
    }
    for name, task in {**own, **service.tasks}.items():
        app.task(name=name, shared=False)(_watched(task, watch))
    return app


def _watched(task: Callable[..., None], watch: SilenceWatch) -> Callable[..., None]:
    @wraps(task)
    def run(*arguments: Any) -> None:
        with watch.working():
            task(*arguments)

    return run


def main(arguments: list[str]) -> None:
    """Run the worker until it is told to stop."""
    (name,) = arguments
    log_to_stderr(name, Kind.WORKER)
    settings = read_settings()
    run(load_service(name, settings), settings)


def run(service: Service, settings: Settings) -> None:
    """Run the worker of a service until it is told to stop."""
    watch = watch_queues(settings, service.name)
    registry = CollectorRegistry()
    worker = build_worker(service, settings, watch, registry)
    watch.start()
    _tell(service, settings, watch, registry)
    worker.worker_main(
        [
            "--quiet",  # no banner: a log has one JSON object a line
            "worker",
            f"--pool={os.environ.get('KINERJA_POOL', 'solo')}",
            f"--concurrency={os.environ.get('KINERJA_CONCURRENCY', '1')}",
            f"--queues={','.join(queues_of(service.name))}",
            f"--hostname={service.name}@%h",
            "--without-mingle",
            "--without-gossip",
            "--loglevel=INFO",
        ]
    )


def _tell(service: Service, settings: Settings, watch: SilenceWatch, registry: CollectorRegistry) -> None:
    parent = os.getpid()

    def begin() -> None:
        kind = Kind.WORKER if os.getpid() == parent else Kind.CHILD
        beats = Heartbeat(
            service.database, kind, settings.heartbeat_s, activity=lambda: watch.activity, registry=registry
        )
        beats.start()

    # A pool of processes counts in its children, each for itself. The solo pool gives the signal, too.
    worker_process_init.connect(lambda **_signal: begin() if os.getpid() != parent else None, weak=False)
    begin()


if __name__ == "__main__":
    main(sys.argv[1:])
