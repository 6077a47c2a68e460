"""A table of effects without a unique key: whatever a handler does twice stands in it twice.

It lies in each service's own database, and each service's worker of a campaign gets one handler more for each of its
events, which writes one line in the transaction of its effect.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Column, MetaData, String, Table, Uuid, create_engine, insert, select
from sqlalchemy.pool import NullPool

from shared.delivery.consumer import Consumer, Mode
from shared.delivery.work import Work
from shared.events.event import Event
from shared.events.routes import ROUTES
from shared.service import Service

EFFECTS = Table("campaign_effect", MetaData(), Column("event_id", Uuid), Column("type", String(80)))


def with_tally(service: Service) -> Service:
    """The service with a handler more for each event that it hears; makes the table."""
    EFFECTS.metadata.create_all(service.database.engine)
    heard = (event for event, subscribers in ROUTES.items() if service.name in subscribers)
    more = (Consumer(f"campaign.{event.name}", event, Mode.EACH, _writer_of(event)) for event in heard)
    return replace(service, consumers=(*service.consumers, *more))


def _writer_of(event: type[Event]) -> Callable[..., None]:
    def write(work: Work, _event: Any) -> None:
        work.session.execute(insert(EFFECTS).values(event_id=work.causation, type=event.name))

    return write


def effects_at(url: str) -> Counter[tuple[UUID, str]]:
    """How often each event had its effect in the service whose database this is."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return Counter((row.event_id, row.type) for row in connection.execute(select(EFFECTS)))
