"""What has become of one event at this service: for a person who follows what they sent."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.delivery.records import InboxRecord


def outcomes(session: Session, subject: str, revision: int) -> list[tuple[str, str]]:
    """(handler, state) of each handler that has the event; nothing before it arrived or after it was pruned."""
    rows = session.execute(
        select(InboxRecord.handler, InboxRecord.state)
        .where(InboxRecord.subject == subject, InboxRecord.revision == revision)
        .order_by(InboxRecord.handler)
    )
    return [(row.handler, row.state) for row in rows]
