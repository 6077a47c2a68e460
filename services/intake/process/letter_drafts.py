"""The draft of a Surat Pengantar: what people write into it, and how an office usually writes it."""

from dataclasses import dataclass
from datetime import date, datetime

from services.intake.domain.cycle import Cycle
from services.intake.letter_settings import SURAT_PENGANTAR, letter_setting
from services.intake.models import OfficeRecord
from services.intake.repository.offices import today_of
from shared.events.parts import LetterRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDraft:
    """What people write into a Surat Pengantar."""

    dated_on: date
    hal: str
    sifat: str
    lampiran: str
    addressee: str
    rows: tuple[LetterRow, ...]
    copies: int


def proposed_draft(office: OfficeRecord, cycle: Cycle, now: datetime) -> LetterDraft:
    """A letter as an office usually writes it."""
    report = f"{cycle.sop.subject} {office.name} Tahun {cycle.period}"
    if cycle.amendment:
        report += f" (Perbaikan ke-{cycle.amendment})"
    return LetterDraft(
        dated_on=today_of(office, now),
        hal=f"Pengantar {report}",
        sifat=letter_setting(office.letters, SURAT_PENGANTAR).sifat,
        lampiran="1 (satu) berkas",
        addressee=office.dispatch_name or "Bagian Organisasi Sekretariat Daerah",
        rows=(LetterRow(what=report, how_many="1 (satu) dokumen", remark="Disampaikan dengan hormat untuk diproses."),),
        copies=2,
    )
