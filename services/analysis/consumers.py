"""Events in: what analysis listens to."""

from services.analysis import handlers
from shared.delivery.consumer import Consumer, Mode
from shared.events.intake import DataCollected, SubmissionReceived

CONSUMERS = (
    # every revision is kept: a collection names the ones it means
    Consumer(handler="keep_submission", event=SubmissionReceived, mode=Mode.EACH, record=handlers.keep_submission),
    Consumer(handler="measure_collection", event=DataCollected, mode=Mode.LATEST, record=handlers.measure_collection),
)
