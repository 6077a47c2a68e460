"""Events in: what documents listens to. Each paper is made for its own fact: an overtaken draft, too, was read."""

from typing import Any, Protocol

from services.documents.handlers.archives import Archives
from services.documents.handlers.corrections import CorrectionReader
from services.documents.handlers.data_forms import DataForms
from services.documents.handlers.disposisis import Disposisis
from services.documents.handlers.letters import Letters
from services.documents.handlers.lkjips import Lkjips
from services.documents.handlers.scans import Scans
from services.documents.signatures import Signatures
from shared.clock import Clock
from shared.database import Database
from shared.delivery.consumer import Consumer, Mode
from shared.delivery.work import Work
from shared.events import intake
from shared.events.event import Event
from shared.files import FileStore
from shared.settings import Settings


class _Maker(Protocol):
    """Makes a paper outside any transaction, then writes down that it exists."""

    def prepare(self, event: Any) -> Any:
        """The paper, into the file store."""

    def record(self, work: Work, event: Any, made: Any) -> None:
        """Note it and tell."""


def consumers(database: Database, clock: Clock, settings: Settings) -> tuple[Consumer, ...]:
    """One maker for each kind of paper."""
    files, secret = FileStore(settings.files), settings.secret_key
    makers: dict[str, tuple[type[Event], _Maker]] = {
        "make_disposisi": (intake.CycleOrdered, Disposisis(files)),
        "make_data_forms": (intake.DataFormatIssued, DataForms(files, secret)),
        "make_lkjip": (intake.LkjipRevised, Lkjips(files, settings.public_url, secret)),
        "read_correction": (intake.CorrectionUploaded, CorrectionReader(files, database)),
        "keep_scan": (intake.ScanReceived, Scans(files, Signatures.of(database, clock, settings))),
        "make_letter": (intake.LetterNumbered, Letters(files, database, settings.public_url, secret)),
        "make_archive": (intake.ArchiveOrdered, Archives(files)),
    }
    return tuple(
        Consumer(handler=name, event=event, mode=Mode.EACH, prepare=maker.prepare, record=maker.record)
        for name, (event, maker) in makers.items()
    )
