"""The map of the system: which event goes to whom. Read from top to bottom it is the data flow of the SOP.

Notify tells nobody anything yet; replies and bounces will be its events.
"""

from collections.abc import Mapping
from typing import Final

from shared.events import analysis, documents, intake
from shared.events.event import Event

ROUTES: Final[Mapping[type[Event], tuple[str, ...]]] = {
    # any step: whoever's turn it is hears of it
    intake.TaskOpened: ("notify",),
    intake.TaskReturned: ("notify",),
    intake.TaskOverran: ("notify",),
    intake.StepOverran: ("notify",),
    intake.TaskCompleted: ("notify",),
    intake.TaskWithdrawn: ("notify",),
    # 1 perintah: the order becomes a Disposisi
    intake.CycleOrdered: ("documents",),
    documents.DisposisiGenerated: ("intake",),
    # 3 isi_data: figures are kept as they come and measured when all are in
    intake.SubmissionReceived: ("analysis",),
    intake.DataCollected: ("analysis",),
    # 4 susun: measured figures become a revision of the LKjIP, the revision becomes a paper
    analysis.PerformanceMeasured: ("intake",),
    intake.LkjipRevised: ("documents",),
    documents.LkjipGenerated: ("intake",),
    # beside the steps
    intake.SignInCodeRequested: ("notify",),
    intake.CycleCancelled: ("notify",),
}

EVENTS: Final[Mapping[str, type[Event]]] = {event.name: event for event in ROUTES}


def publisher_of(event: type[Event]) -> str:
    """The service that tells this event: the first part of its wire name."""
    return event.name.partition(".")[0]
