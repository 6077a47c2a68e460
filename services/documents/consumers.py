"""Events in: what documents listens to."""

from services.documents.handlers.disposisis import Disposisis
from services.documents.handlers.lkjips import Lkjips
from shared.delivery.consumer import Consumer, Mode
from shared.events.intake import CycleOrdered, LkjipRevised
from shared.files import FileStore


def consumers(files: FileStore) -> tuple[Consumer, ...]:
    """Each paper is made for its own fact: a draft that is overtaken was still read by somebody."""
    disposisis, lkjips = Disposisis(files), Lkjips(files)
    return (
        Consumer(
            handler="make_disposisi",
            event=CycleOrdered,
            mode=Mode.EACH,
            prepare=disposisis.prepare,
            record=disposisis.record,
        ),
        Consumer(
            handler="make_lkjip", event=LkjipRevised, mode=Mode.EACH, prepare=lkjips.prepare, record=lkjips.record
        ),
    )
