"""What a process counts while it works: kept in a registry of its own, told to others by its heartbeat."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import redis
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from shared.clock import machine_now
from shared.delivery.queues import oldest_sent_at, queues_of, redis_client
from shared.settings import Settings

_HANDLING_S = (0.005, 0.02, 0.1, 0.5, 2, 10, 60)
_LAG_S = (0.02, 0.1, 0.5, 2, 10, 60, 600)
_BROKER_LIMIT_S = 2.0
_UNACKNOWLEDGED = "unacked"
"""Where kombu's Redis transport keeps what a worker has taken and not yet acknowledged; one hash for all queues."""


class Outcome(StrEnum):
    """How an attempt to handle an event ended."""

    DONE = "done"
    PARKED = "parked"
    FAILED = "failed"


class ReceiverFigures:
    """What a worker counts. Times in seconds; the lag is from an event's telling to its effect, machine time."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.received = Counter("kinerja_received", "Events taken from the queue.", registry=registry)
        self.duplicates = Counter(
            "kinerja_duplicates", "Events taken from the queue that had come before; without effect.", registry=registry
        )
        self._attempts = Counter(
            "kinerja_attempts",
            "Attempts to handle an event, by how they ended.",
            ["handler", "outcome"],
            registry=registry,
        )
        self._seconds = Histogram(
            "kinerja_handling_seconds",
            "Duration of an attempt to handle an event.",
            ["handler"],
            buckets=_HANDLING_S,
            registry=registry,
        )
        self._lag = Histogram(
            "kinerja_lag_seconds",
            "Time from an event's telling to its effect.",
            ["handler"],
            buckets=_LAG_S,
            registry=registry,
        )

    def note_attempt(self, handler: str, outcome: Outcome, seconds: float, told_at: datetime) -> None:
        """Count one attempt."""
        self._attempts.labels(handler, outcome).inc()
        self._seconds.labels(handler).observe(seconds)
        if outcome is Outcome.DONE:
            self._lag.labels(handler).observe((machine_now() - told_at).total_seconds())


class RelayFigures:
    """What a relay counts."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._sent = Counter(
            "kinerja_sent",
            "Deliveries put on a queue; again: not for the first time.",
            ["subscriber", "again"],
            registry=registry,
        )
        self.memory_lost = Counter(
            "kinerja_broker_memory_lost", "Times Redis was found empty, its first use included.", registry=registry
        )

    def note_sent(self, subscriber: str, sends: int) -> None:
        """Count one sending; `sends` is how often this delivery has been sent by now."""
        self._sent.labels(subscriber, "yes" if sends > 1 else "no").inc()


class QueueCollector(Collector):
    """What waits in Redis for a service's workers, read when it is asked for."""

    def __init__(self, service: str, settings: Settings) -> None:
        self._queues = queues_of(service)
        self._client = redis_client(settings, timeout_s=_BROKER_LIMIT_S)

    def collect(self) -> Iterator[Metric]:
        """Length and oldest age of each queue; only that the broker is away when it is."""
        up = GaugeMetricFamily("kinerja_broker_up", "1 when Redis answers, 0 when not.")
        try:
            found = list(self._of_queues())
        except redis.RedisError:
            found = []
        up.add_metric([], float(bool(found)))
        yield from (up, *found)

    def _of_queues(self) -> Iterator[Metric]:
        length = GaugeMetricFamily(
            "kinerja_queue_length", "Messages in the queue that no worker has taken.", labels=["queue"]
        )
        oldest = GaugeMetricFamily(
            "kinerja_queue_oldest_seconds", "Age of the message that is next in line.", labels=["queue"]
        )
        for queue in self._queues:
            length.add_metric([queue], float(str(self._client.llen(queue))))
            sent_at = oldest_sent_at(self._client, queue)
            oldest.add_metric([queue], (machine_now() - sent_at).total_seconds() if sent_at else 0.0)
        taken = float(str(self._client.hlen(_UNACKNOWLEDGED)))
        yield from (
            length,
            oldest,
            GaugeMetricFamily("kinerja_unacknowledged", "Messages that workers of all services hold.", value=taken),
        )
