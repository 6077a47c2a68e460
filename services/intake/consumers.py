"""Events in: what intake listens to."""

from services.intake import handlers
from shared.delivery.consumer import Consumer, Mode
from shared.events import documents, notify
from shared.events.analysis import PerformanceMeasured

CONSUMERS = (
    Consumer(
        handler="take_in_disposisi",
        event=documents.DisposisiGenerated,
        mode=Mode.EACH,
        record=handlers.take_in_disposisi,
    ),
    Consumer(
        handler="take_in_data_forms",
        event=documents.DataFormsGenerated,
        mode=Mode.EACH,
        record=handlers.take_in_data_forms,
    ),
    Consumer(
        handler="take_in_measurement",
        event=PerformanceMeasured,
        mode=Mode.LATEST,
        record=handlers.take_in_measurement,
    ),
    # each: a draft that was overtaken by a corrected paper is still a paper of the cycle
    Consumer(handler="take_in_lkjip", event=documents.LkjipGenerated, mode=Mode.EACH, record=handlers.take_in_lkjip),
    Consumer(
        handler="take_in_corrections",
        event=documents.CorrectionsProposed,
        mode=Mode.EACH,
        record=handlers.take_in_corrections,
    ),
    Consumer(
        handler="take_in_signature", event=documents.PaperSigned, mode=Mode.EACH, record=handlers.take_in_signature
    ),
    Consumer(handler="take_in_letter", event=documents.LetterGenerated, mode=Mode.EACH, record=handlers.take_in_letter),
    Consumer(
        handler="take_in_dispatch", event=notify.LkjipDispatched, mode=Mode.EACH, record=handlers.take_in_dispatch
    ),
    Consumer(handler="take_in_archive", event=documents.LkjipArchived, mode=Mode.EACH, record=handlers.take_in_archive),
)
