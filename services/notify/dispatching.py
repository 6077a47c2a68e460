"""The dispatch of a report: what became of it is told, together with the ledger of the cycle's mails."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.notify import repository
from services.notify.models import NoticeRecord, NoticeState
from shared.events.intake import DispatchOrdered
from shared.events.notify import LkjipDispatched
from shared.events.parts import MailLine

BY_MAIL = "e-mail"
GIVEN_UP = "Alamat e-mail tujuan tidak menerima kiriman. Periksa alamatnya, atau kirim secara langsung."


def dispatched(session: Session, event: DispatchOrdered, sent_at: datetime | None) -> LkjipDispatched:
    """What became of a dispatch; without `sent_at` it was given up."""
    return LkjipDispatched(
        cycle_id=event.cycle_id,
        dispatch_id=event.dispatch_id,
        sent_at=sent_at,
        failed=None if sent_at else GIVEN_UP,
        mails=tuple(_line(row) for row in repository.ledger(session, event.cycle_id)),
    )


def _line(row: NoticeRecord) -> MailLine:
    return MailLine(
        kind=row.kind,
        jabatan=row.jabatan,
        step=row.step,
        run=row.run,
        state=NoticeState(row.state),
        sent_at=row.sent_at,
        message_id=row.message_id,
    )
