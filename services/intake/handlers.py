"""What happens when another service tells something. A cycle that is not known yet is waited for."""

from services.intake.process import outputs
from services.intake.repository.cycles import CycleUnknown
from shared.delivery.consumer import NotYetKnown
from shared.delivery.work import Work
from shared.events.analysis import PerformanceMeasured
from shared.events.documents import DisposisiGenerated, LkjipGenerated
from shared.events.event import cycle_subject


def take_in_disposisi(work: Work, event: DisposisiGenerated) -> None:
    """The Disposisi exists."""
    try:
        outputs.disposisi_arrived(work, event)
    except CycleUnknown as unknown:
        raise NotYetKnown(cycle_subject(event.cycle_id)) from unknown


def take_in_measurement(work: Work, event: PerformanceMeasured) -> None:
    """The collection is measured."""
    try:
        outputs.measurement_arrived(work, event)
    except CycleUnknown as unknown:
        raise NotYetKnown(cycle_subject(event.cycle_id)) from unknown


def take_in_lkjip(work: Work, event: LkjipGenerated) -> None:
    """The LKjIP exists as a paper."""
    try:
        outputs.lkjip_arrived(work, event)
    except CycleUnknown as unknown:
        raise NotYetKnown(cycle_subject(event.cycle_id)) from unknown
