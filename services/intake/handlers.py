"""What happens when another service tells something. A cycle that is not known yet is waited for."""

from collections.abc import Callable
from typing import Protocol, TypeVar
from uuid import UUID

from services.intake.process import corrections, dispatch, letters, outputs, signed_papers
from services.intake.repository.cycles import CycleUnknown
from shared.delivery.consumer import NotYetKnown
from shared.delivery.work import Work
from shared.events.event import cycle_subject


class OfCycle(Protocol):
    """An event about a cycle."""

    @property
    def cycle_id(self) -> UUID:
        """The cycle it is about."""


E = TypeVar("E", bound=OfCycle)


def _of_known_cycle(take_in: Callable[[Work, E], None]) -> Callable[[Work, E], None]:
    def handle(work: Work, event: E) -> None:
        try:
            take_in(work, event)
        except CycleUnknown as unknown:
            raise NotYetKnown(cycle_subject(event.cycle_id)) from unknown

    return handle


take_in_disposisi = _of_known_cycle(outputs.disposisi_arrived)
take_in_data_forms = _of_known_cycle(outputs.data_forms_arrived)
take_in_measurement = _of_known_cycle(outputs.measurement_arrived)
take_in_lkjip = _of_known_cycle(outputs.lkjip_arrived)
take_in_corrections = _of_known_cycle(corrections.corrections_proposed)
take_in_signature = _of_known_cycle(signed_papers.paper_signed)
take_in_letter = _of_known_cycle(letters.letter_generated)
take_in_dispatch = _of_known_cycle(dispatch.dispatched)
take_in_archive = _of_known_cycle(dispatch.archived)
