"""What happens to facts that need a paper: rendered outside any transaction, recorded and told inside one."""

from uuid import UUID

from services.documents.domain.disposisi import Disposisi, Official
from services.documents.domain.lkjip import Figure, Kop, Lkjip, NarrativeBlock, Signer, Stage
from services.documents.models import RenderingRecord
from services.documents.papers import disposisi_model, lkjip_model
from services.documents.rendering import render
from shared.delivery.work import Work
from shared.events import parts
from shared.events.documents import DisposisiGenerated, LkjipGenerated
from shared.events.event import Event
from shared.events.intake import CycleOrdered, LkjipRevised
from shared.events.parts import MeasuredIndicator, Office, Paper, Person
from shared.files import FileStore


class Disposisis:
    """Makes the Disposisi of an order (SOP step 1)."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def prepare(self, event: CycleOrdered) -> str:
        """Render the paper into the file store; returns its key."""
        return self._files.put(render("disposisi.typ", disposisi_model(_disposisi(event)), event.ordered_at))

    def record(self, work: Work, event: CycleOrdered, sha256: str) -> None:
        """Note the paper and tell that it exists."""
        _note(work, event, event.cycle_id, "disposisi", sha256, content_hash=None)
        paper = Paper(kind="disposisi", name=f"Disposisi {event.subject_name} {event.period}.pdf", sha256=sha256)
        work.publish(DisposisiGenerated(cycle_id=event.cycle_id, run_id=event.run_id, paper=paper))


class Lkjips:
    """Makes the LKjIP of one revision and stage (SOP steps 4 and 5)."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    def prepare(self, event: LkjipRevised) -> str:
        """Render the paper into the file store; returns its key."""
        return self._files.put(render("lkjip.typ", lkjip_model(_lkjip(event, self._files)), event.revised_at))

    def record(self, work: Work, event: LkjipRevised, sha256: str) -> None:
        """Note the paper and tell that it exists for exactly this content."""
        kind = f"lkjip_{event.stage}"
        _note(work, event, event.cycle_id, kind, sha256, content_hash=event.content_hash)
        stage = Stage(event.stage).label.lower()
        paper = Paper(
            kind=kind,
            name=f"{event.subject_name} {event.period} ({stage}).pdf",
            sha256=sha256,
            content_hash=event.content_hash,
        )
        work.publish(
            LkjipGenerated(
                cycle_id=event.cycle_id,
                number=event.number,
                stage=event.stage,
                content_hash=event.content_hash,
                paper=paper,
            )
        )


def _note(work: Work, event: Event, cycle_id: UUID, kind: str, sha256: str, *, content_hash: str | None) -> None:
    work.session.add(
        RenderingRecord(
            event_id=work.causation,
            cycle_id=cycle_id,
            subject=event.subject,
            revision=event.revision,
            kind=kind,
            content_hash=content_hash,
            sha256=sha256,
            made_at=work.now(),
        )
    )


def _disposisi(event: CycleOrdered) -> Disposisi:
    first, *others = event.forwarded_to
    return Disposisi(
        office=event.office.name,
        pemerintah=event.office.pemerintah,
        time_zone=event.office.time_zone,
        hal=f"Penyusunan {event.subject_name} Tahun {event.period}",
        instruction=event.instruction,
        ordered_by=_official(event.ordered_by),
        forwarded_to=(_official(first),),
        copies_to=tuple(_official(person) for person in others),
        given_at=event.ordered_at,
        sop_number=event.sop_number,
        sop_name=event.sop_name,
        is_demo=event.is_demo,
    )


def _official(person: Person) -> Official:
    return Official(jabatan=person.jabatan, name=person.name)


def _lkjip(event: LkjipRevised, files: FileStore) -> Lkjip:
    return Lkjip(
        office=event.office.name,
        pemerintah=event.office.pemerintah,
        time_zone=event.office.time_zone,
        title=event.subject_name,
        period=event.period,
        sop_number=event.sop_number,
        stage=Stage(event.stage),
        number=event.number,
        content_hash=event.content_hash,
        revised_at=event.revised_at,
        figures=tuple(_figure(row) for row in event.rows),
        gaps=event.gaps,
        blocks=tuple(NarrativeBlock(id=block.id, title=block.title, text=block.text) for block in event.blocks),
        is_demo=event.is_demo,
        kop=_kop(event.office, files),
        signer=_signer(event.signer) if event.signer else None,
        place=event.office.place,
        amendment=event.amendment,
    )


def _kop(office: Office, files: FileStore) -> Kop:
    return Kop(alamat=office.alamat, contact=office.contact, logo=files.get(office.logo) if office.logo else None)


def _signer(official: parts.Official) -> Signer:
    return Signer(jabatan=official.jabatan, name=official.name, nip=official.nip, pangkat=official.pangkat)


def _figure(row: MeasuredIndicator) -> Figure:
    return Figure(
        sasaran=row.sasaran,
        unit=row.unit,
        indikator=row.indikator,
        satuan=row.satuan,
        direction=row.direction,
        target=row.target,
        target_text=row.target_text,
        realisasi=row.realisasi,
        provisional=row.provisional,
        capaian=row.capaian,
        predikat=row.predikat,
        reason_text=row.reason_text,
        explanation=row.explanation,
        numerator=row.numerator,
        denominator=row.denominator,
        supporting=row.supporting,
        hindering=row.hindering,
        follow_up=row.follow_up,
        evidence=row.evidence,
    )
