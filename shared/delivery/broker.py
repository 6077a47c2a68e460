"""Celery and Redis as the carrier. Nothing that a person would miss lives here.

The settings were chosen for Celery 5.7 on Redis; those about losing less (late acknowledgement, prefetch 1) only
shorten recovery, because re-sending is what makes delivery complete.
"""

from datetime import datetime
from typing import Any

from celery import Celery
from kombu import Connection, Exchange, Queue

from shared.clock import machine_now
from shared.delivery.queues import CONNECT_S, SOCKET_S, events_queue, queues_of
from shared.settings import SERVICES, Settings

VISIBILITY_TIMEOUT_S = 180
"""One constant for all: apps on one Redis share one `unacked` hash, and the shortest timeout rules it."""

RECEIVE = "kinerja.receive"
ATTEMPT = "kinerja.attempt"
ACKNOWLEDGE = "kinerja.acknowledge"
CANARY = "kinerja.canary"


def celery_app(service: str, settings: Settings) -> Celery:
    """The Celery app of one service. Tasks are registered on it with `shared=False`."""
    app = Celery(service, broker=settings.redis_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        # Ends a child of a pool that hangs; the solo pool ignores it, and its supervisor asks the rows instead.
        task_time_limit=settings.handler_limit_s,
        worker_prefetch_multiplier=1,
        task_create_missing_queues=False,
        task_queues=_queues(),
        task_default_queue=events_queue(service),
        task_serializer="json",
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": VISIBILITY_TIMEOUT_S,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "health_check_interval": 10,
            "socket_timeout": SOCKET_S,
            "socket_connect_timeout": CONNECT_S,
            "socket_keepalive": True,
        },
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        enable_utc=True,
    )
    return app


def _queues() -> list[Queue]:
    names = [name for service in SERVICES for name in queues_of(service)]
    return [Queue(name, Exchange("kinerja", type="direct"), routing_key=name) for name in names]


class Sender:
    """Puts messages on queues over a connection of its own, which is rebuilt after any error."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._connection: Connection | None = None

    def send(self, queue: str, task: str, *args: Any) -> datetime:
        """Send one message; the instant of sending is in its header. Any error of the broker is raised."""
        sent_at = machine_now()
        try:
            connection = self._open()
            with connection.Producer() as producer:
                self._app.send_task(
                    task,
                    args=args,
                    queue=queue,
                    producer=producer,
                    retry=False,
                    headers={"sent_at": sent_at.isoformat()},
                )
        except BaseException:
            self.close()
            raise
        return sent_at

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._app.connection_for_write(
                transport_options={
                    "max_retries": 1,
                    "socket_connect_timeout": CONNECT_S,
                    "socket_timeout": SOCKET_S,
                }
            )
        return self._connection

    def close(self) -> None:
        """Drop the connection; the next message opens a new one."""
        if self._connection is not None:
            self._connection.release()
            self._connection = None
