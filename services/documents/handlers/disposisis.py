"""The Disposisi of an order, as a paper (SOP step 1)."""

from services.documents.domain.disposisi import Disposisi, Official
from services.documents.domain.lkjip import Kop
from services.documents.handlers.notes import logo_of, note
from services.documents.papers import disposisi_model
from services.documents.rendering import render
from shared.delivery.work import Work
from shared.events.documents import DisposisiGenerated
from shared.events.intake import CycleOrdered
from shared.events.parts import Paper, Person
from shared.files import FileStore


class Disposisis:
    """Makes the Disposisi of an order (SOP step 1)."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def prepare(self, event: CycleOrdered) -> str:
        """Render the paper into the file store; returns its key."""
        return self._files.put(
            render("disposisi.typ", disposisi_model(_disposisi(event, self._files)), event.ordered_at)
        )

    def record(self, work: Work, event: CycleOrdered, sha256: str) -> None:
        """Note the paper and tell that it exists."""
        note(work, event, event.cycle_id, "disposisi", sha256)
        paper = Paper(kind="disposisi", name=f"Disposisi {event.subject_name} {event.period}.pdf", sha256=sha256)
        work.publish(DisposisiGenerated(cycle_id=event.cycle_id, run_id=event.run_id, paper=paper))


def _disposisi(event: CycleOrdered, files: FileStore) -> Disposisi:
    return Disposisi(
        office=event.office.name,
        pemerintah=event.office.pemerintah,
        time_zone=event.office.time_zone,
        hal=f"Penyusunan {event.subject_name} Tahun {event.period}",
        instruction=event.instruction,
        ordered_by=_official(event.ordered_by),
        instructions=event.instructions,
        sifat=event.sifat,
        forwarded_to=tuple(_official(person) for person in event.forwarded_to),
        copies_to=tuple(_official(person) for person in event.copies_to),
        given_at=event.ordered_at,
        sop_number=event.sop_number,
        sop_name=event.sop_name,
        is_demo=event.is_demo,
        kop=Kop(alamat=event.office.alamat, contact=event.office.contact, logo=logo_of(event.office, files)),
    )


def _official(person: Person) -> Official:
    return Official(jabatan=person.jabatan, name=person.name)
