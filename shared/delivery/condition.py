"""How a service is, as its own rows tell: who runs, what waits, what failed. True for all its processes together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from shared.clock import machine_now
from shared.delivery.records import HeartbeatRecord, InboxRecord, OutboxDeliveryRecord, OutboxRecord

SEEN_WITHIN = timedelta(seconds=90)
"""A process whose heartbeat is older does not run any more, or hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that only this service has: `kinerja_mails{state="failed"}`; `help` says of what, to Prometheus."""

    name: str
    label: str
    of: str
    value: int
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A process that was seen lately. Machine time."""

    name: str
    kind: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Events told to one subscriber that it has not yet acknowledged, and when the oldest was told."""

    subscriber: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One service now. `received`: stored and not yet handled; `parked`: waiting for something not yet known."""

    service: str
    processes: tuple[Running, ...]
    outgoing: tuple[Outgoing, ...]
    received: int
    parked: int
    oldest: datetime | None
    dead: int
    own: tuple[Figure, ...]

    def figure(self, name: str, of: str) -> int:
        """A figure of the service's own; 0 when it has none of that name."""
        return sum(one.value for one in self.own if (one.name, one.of) == (name, of))


def waiting_at(service: str, known: Iterable[Condition]) -> tuple[int, datetime | None]:
    """How much a service has still to do, and since when: what it keeps, and what the others have told it."""
    own = [one for one in known if one.service == service]
    told = [one for other in known for one in other.outgoing if one.subscriber == service]
    count = sum(one.received + one.parked for one in own) + sum(one.count for one in told)
    since = [one.oldest for one in own if one.oldest] + [one.oldest for one in told]
    return count, min(since, default=None)


OwnFigures = Callable[[Session], Sequence[Figure]]


def no_figures(_session: Session) -> Sequence[Figure]:
    """For a service that has nothing of its own to tell."""
    return ()


def condition_of(session: Session, service: str, own: OwnFigures = no_figures) -> Condition:
    """Read it; a handful of counts over partial indexes."""
    open_states = text("state IN ('received', 'parked')")
    counts = dict(
        session.execute(select(InboxRecord.state, func.count()).where(open_states).group_by(InboxRecord.state)).all()
    )
    return Condition(
        service=service,
        processes=_running(session),
        outgoing=_outgoing(session),
        received=counts.get("received", 0),
        parked=counts.get("parked", 0),
        oldest=session.scalar(select(func.min(InboxRecord.received_at)).where(open_states)),
        dead=session.scalar(select(func.count()).select_from(InboxRecord).where(text("state = 'dead'"))) or 0,
        own=tuple(own(session)),
    )


def _running(session: Session) -> tuple[Running, ...]:
    rows = session.scalars(
        select(HeartbeatRecord)
        .where(HeartbeatRecord.seen_at > machine_now() - SEEN_WITHIN)
        .order_by(HeartbeatRecord.kind, HeartbeatRecord.name)
    )
    return tuple(Running(name=row.name, kind=row.kind, started_at=row.started_at, seen_at=row.seen_at) for row in rows)


def _outgoing(session: Session) -> tuple[Outgoing, ...]:
    rows = session.execute(
        select(OutboxDeliveryRecord.subscriber, func.count(), func.min(OutboxRecord.created_at))
        .join(OutboxRecord, OutboxRecord.event_id == OutboxDeliveryRecord.event_id)
        .where(OutboxDeliveryRecord.acknowledged_at.is_(None))
        .group_by(OutboxDeliveryRecord.subscriber)
        .order_by(OutboxDeliveryRecord.subscriber)
    )
    return tuple(Outgoing(subscriber=name, count=count, oldest=oldest) for name, count, oldest in rows)
