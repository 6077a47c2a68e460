"""A service's metrics in the text format of Prometheus: what its rows say, and what each of its processes counted.

Read from the database when it is asked for, so that any loop of the service answers for all its processes. Metrics of
a process carry its name; the rest is about the whole service.
"""

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from sqlalchemy import select

from shared.clock import machine_now
from shared.database import Database
from shared.delivery.condition import Condition, OwnFigures, condition_of
from shared.delivery.records import HeartbeatRecord


def exposition(database: Database, service: str, own: OwnFigures) -> bytes:
    """The metrics of a service."""
    with database.read() as session:
        condition = condition_of(session, service, own)
        alive = [process.name for process in condition.processes]
        rows = session.scalars(select(HeartbeatRecord).where(HeartbeatRecord.name.in_(alive))).all()
    registry = CollectorRegistry()
    registry.register(_Families([*_of_rows(condition), *_of_processes(service, rows)]))
    return generate_latest(registry)


class _Families(Collector):
    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _of_rows(condition: Condition) -> Iterator[Metric]:
    now = machine_now()
    service = condition.service
    pending = GaugeMetricFamily(
        "kinerja_outbox_pending", "Events not yet acknowledged.", labels=["service", "subscriber"]
    )
    oldest = GaugeMetricFamily(
        "kinerja_outbox_oldest_seconds", "Age of the oldest of them.", labels=["service", "subscriber"]
    )
    for one in condition.outgoing:
        pending.add_metric([service, one.subscriber], one.count)
        oldest.add_metric([service, one.subscriber], (now - one.oldest).total_seconds())
    inbox = GaugeMetricFamily("kinerja_inbox", "Events stored and not done.", labels=["service", "state"])
    for state, count in (("received", condition.received), ("parked", condition.parked), ("dead", condition.dead)):
        inbox.add_metric([service, state], count)
    waited = GaugeMetricFamily("kinerja_inbox_oldest_seconds", "Age of the oldest open one.", labels=["service"])
    waited.add_metric([service], (now - condition.oldest).total_seconds() if condition.oldest else 0)
    yield from (pending, oldest, inbox, waited, _heartbeats(condition), *_own(condition))


def _heartbeats(condition: Condition) -> Metric:
    seen = GaugeMetricFamily(
        "kinerja_heartbeat_seconds", "Age of a process's heartbeat.", labels=["service", "process", "kind"]
    )
    for process in condition.processes:
        age = (machine_now() - process.seen_at).total_seconds()
        seen.add_metric([condition.service, process.name, process.kind], age)
    return seen


def _own(condition: Condition) -> Iterable[Metric]:
    families: dict[str, GaugeMetricFamily] = {}
    for one in condition.own:
        family = families.setdefault(
            one.name, GaugeMetricFamily(one.name, "Of this service alone.", labels=["service", one.label])
        )
        family.add_metric([condition.service, one.of], one.value)
    return families.values()


def _of_processes(service: str, rows: Iterable[HeartbeatRecord]) -> Iterable[Metric]:
    merged: dict[str, Metric] = {}
    for row in rows:
        named = {"service": service, "process": row.name}
        for family in text_string_to_metric_families(row.figures):
            if family.name.endswith("_created"):
                continue  # when a counter began; the heartbeat says since when the process runs
            target = merged.setdefault(family.name, Metric(family.name, family.documentation, family.type))
            target.samples += [sample._replace(labels={**sample.labels, **named}) for sample in family.samples]
    return merged.values()
