"""The map of the system: which event goes to whom. Read from top to bottom it is the data flow of the SOP."""

from collections.abc import Mapping
from typing import Final

from shared.events import analysis, documents, intake, notify
from shared.events.event import Event

ROUTES: Final[Mapping[type[Event], tuple[str, ...]]] = {
    # any step: whoever's turn it is hears of it
    intake.TaskOpened: ("notify",),
    intake.TaskReturned: ("notify",),
    intake.TaskOverran: ("notify",),
    intake.StepOverran: ("notify",),
    intake.TaskCompleted: ("notify",),
    intake.TaskWithdrawn: ("notify",),
    intake.TaskReassigned: ("notify",),
    intake.ReminderRequested: ("notify",),
    intake.ActRecordedFor: ("notify",),
    # 1 perintah: the order becomes a Disposisi
    intake.CycleOrdered: ("documents",),
    documents.DisposisiGenerated: ("intake",),
    # 2 minta_data: the issued format becomes a form and a letter for each unit
    intake.DataFormatIssued: ("documents",),
    documents.DataFormsGenerated: ("intake",),
    # 3 isi_data: figures are kept as they come, receipted, and measured when all are in
    intake.SubmissionReceived: ("analysis", "notify"),
    intake.DataCollected: ("analysis",),
    # 4 susun to 6 persetujuan: measured figures become a revision of the LKjIP, each stage of it a paper
    analysis.PerformanceMeasured: ("intake",),
    intake.LkjipRevised: ("documents",),
    documents.LkjipGenerated: ("intake",),
    # 5 koreksi: an uploaded correction becomes proposals, block by block
    intake.CorrectionUploaded: ("documents",),
    documents.CorrectionsProposed: ("intake",),
    # 7 tanda_tangan: signed electronically (by a call) or in ink
    intake.ScanReceived: ("documents",),
    documents.PaperSigned: ("intake",),
    # 8 kirim: the letter gets its number, both papers leave, everything is archived
    intake.LetterNumbered: ("documents",),
    documents.LetterGenerated: ("intake",),
    intake.DispatchOrdered: ("notify",),
    notify.LkjipDispatched: ("intake",),
    intake.ArchiveOrdered: ("documents",),
    documents.LkjipArchived: ("intake",),
    intake.ReceiptConfirmed: ("notify",),
    # beside the steps
    intake.SignInCodeRequested: ("notify",),
    intake.AccountCodeRequested: ("notify",),
    intake.CycleCancelled: ("notify",),
}

EVENTS: Final[Mapping[str, type[Event]]] = {event.name: event for event in ROUTES}


def publisher_of(event: type[Event]) -> str:
    """The service that tells this event: the first part of its wire name."""
    return event.name.partition(".")[0]


def subscribers_of(service: str) -> tuple[str, ...]:
    """Every service that is told something by this one, each once."""
    told = (name for event, names in ROUTES.items() if publisher_of(event) == service for name in names)
    return tuple(dict.fromkeys(told))
