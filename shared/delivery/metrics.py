"""A service's metrics in the text format of Prometheus: what its rows say, and what each of its processes counted.

Read from the database when it is asked for, so that any loop of the service answers for all its processes. Metrics of
a process carry its name; the rest is about the whole service.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from sqlalchemy import select

from shared.clock import machine_now
from shared.database import Database
from shared.delivery.condition import Condition, OwnFigures, condition_of
from shared.delivery.records import HeartbeatRecord
from shared.events.routes import subscribers_of


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
    yield from _outbox(condition, now)
    yield from _inbox(condition, now)
    yield _heartbeats(condition, now)
    yield from _own(condition)


def _outbox(condition: Condition, now: datetime) -> Iterator[Metric]:
    labels = ["service", "subscriber"]
    pending = GaugeMetricFamily("kinerja_outbox_pending", "Events told and not yet acknowledged.", labels=labels)
    oldest = GaugeMetricFamily(
        "kinerja_outbox_oldest_seconds", "Age of the oldest unacknowledged event.", labels=labels
    )
    # Zero where nothing waits: a series that is absent cannot be told from one that is not asked for.
    waiting = [one.subscriber for one in condition.outgoing]
    for name in dict.fromkeys([*subscribers_of(condition.service), *waiting]):
        found = [one for one in condition.outgoing if one.subscriber == name]
        pending.add_metric([condition.service, name], sum(one.count for one in found))
        oldest.add_metric([condition.service, name], max((_age(one.oldest, now) for one in found), default=0))
    yield from (pending, oldest)


def _inbox(condition: Condition, now: datetime) -> Iterator[Metric]:
    inbox = GaugeMetricFamily("kinerja_inbox", "Events kept and not handled, by state.", labels=["service", "state"])
    for state, count in (("received", condition.received), ("parked", condition.parked), ("dead", condition.dead)):
        inbox.add_metric([condition.service, state], count)
    waited = GaugeMetricFamily("kinerja_inbox_oldest_seconds", "Age of the oldest open event.", labels=["service"])
    waited.add_metric([condition.service], _age(condition.oldest, now) if condition.oldest else 0)
    yield from (inbox, waited)


def _age(since: datetime, now: datetime) -> float:
    return (now - since).total_seconds()


def _heartbeats(condition: Condition, now: datetime) -> Metric:
    seen = GaugeMetricFamily(
        "kinerja_heartbeat_seconds", "Seconds since the process was last seen.", labels=["service", "process", "kind"]
    )
    for process in condition.processes:
        seen.add_metric([condition.service, process.name, process.kind], _age(process.seen_at, now))
    return seen


def _own(condition: Condition) -> Iterable[Metric]:
    families: dict[str, GaugeMetricFamily] = {}
    for one in condition.own:
        family = families.setdefault(one.name, GaugeMetricFamily(one.name, one.help, labels=["service", one.label]))
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
