"""Events in: what intake listens to."""

from services.intake import handlers
from shared.delivery.consumer import Consumer, Mode
from shared.events.analysis import PerformanceMeasured
from shared.events.documents import DisposisiGenerated, LkjipGenerated

CONSUMERS = (
    Consumer(handler="take_in_disposisi", event=DisposisiGenerated, mode=Mode.EACH, record=handlers.take_in_disposisi),
    Consumer(
        handler="take_in_measurement",
        event=PerformanceMeasured,
        mode=Mode.LATEST,
        record=handlers.take_in_measurement,
    ),
    # each: a draft that was overtaken by a corrected paper is still a paper of the cycle
    Consumer(handler="take_in_lkjip", event=LkjipGenerated, mode=Mode.EACH, record=handlers.take_in_lkjip),
)
