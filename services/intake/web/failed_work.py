"""What some service could not take in, as far as it concerns one office, in the office's words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.intake.models import CycleRecord, PersonRecord
from shared.delivery.dead_letters import DeadLetter
from shared.events.intake import SubmissionReceived
from shared.tracking import tracking_code

WORK: Final[Mapping[str, str]] = {
    "intake.task_opened": "Pemberitahuan tugas{step}",
    "intake.task_returned": "Pemberitahuan tugas yang dikembalikan{step}",
    "intake.task_overran": "Pemberitahuan tugas yang melewati waktu{step}",
    "intake.step_overran": "Pemberitahuan langkah yang melewati waktu{step}",
    "intake.task_completed": "Pencatatan tugas yang selesai{step}",
    "intake.task_withdrawn": "Pencatatan tugas yang tidak diperlukan lagi{step}",
    "intake.task_reassigned": "Pemberitahuan tugas yang beralih{step}",
    "intake.reminder_requested": "Pengingat{step}",
    "intake.act_recorded_for": "Pemberitahuan tindakan yang dicatat atas nama{step}",
    "intake.cycle_ordered": "Pembuatan Disposisi",
    "documents.disposisi_generated": "Penerimaan Disposisi",
    "intake.data_format_issued": "Pembuatan formulir dan Surat Permintaan Data",
    "documents.data_forms_generated": "Penerimaan formulir dan Surat Permintaan Data",
    "intake.submission_received": "Analisis data {unit}",
    "intake.data_collected": "Pengukuran data yang terkumpul",
    "analysis.performance_measured": "Penerimaan hasil pengukuran",
    "intake.lkjip_revised": "Pembuatan laporan",
    "documents.lkjip_generated": "Penerimaan laporan",
    "intake.correction_uploaded": "Pembacaan salinan yang dikoreksi",
    "documents.corrections_proposed": "Penerimaan usulan koreksi",
    "intake.scan_received": "Pencatatan pindaian bertanda tangan",
    "documents.paper_signed": "Penerimaan tanda tangan",
    "intake.letter_numbered": "Pembuatan Surat Pengantar",
    "documents.letter_generated": "Penerimaan Surat Pengantar",
    "intake.dispatch_ordered": "Pengiriman laporan",
    "notify.lkjip_dispatched": "Penerimaan kabar pengiriman laporan",
    "intake.archive_ordered": "Pengarsipan",
    "documents.lkjip_archived": "Penerimaan arsip",
    "intake.receipt_confirmed": "Pemberitahuan laporan yang diterima",
    "intake.sign_in_code_requested": "Pengiriman kode masuk",
    "intake.account_code_requested": "Pengiriman kode akun",
    "intake.cycle_cancelled": "Pemberitahuan siklus yang dibatalkan",
}
"""What a service was to do, by the event that asked for it."""

_RECEIPT: Final = "Tanda terima data {unit}"
_WHY: Final = (
    ("waited an hour for", "karena data lain yang diperlukannya tidak datang dalam satu jam"),
    ("attempts began and never ended", "karena pemrosesnya berhenti setiap kali mencoba"),
    ("is newer than version", "karena bagian sistem itu belum diperbarui"),
    ("no handler", "karena bagian sistem itu belum diperbarui"),
)
_OTHERWISE: Final = "karena kesalahan pada program"


@dataclass(frozen=True, slots=True)
class Failed:
    """One dead letter and the service that holds it."""

    service: str
    letter: DeadLetter

    @property
    def sentence(self) -> str:
        """What failed and why, such as "Analisis data Kelurahan X gagal karena …"."""
        about = self.letter.about
        words = WORK.get(self.letter.type, "Sebuah pekerjaan")
        if (self.service, self.letter.type) == ("notify", SubmissionReceived.name):
            words = _RECEIPT
        step = f" langkah {about.step}" if about.step else ""
        return f"{words.format(step=step, unit=about.unit or 'sebuah unit')} gagal {_why(self.letter.error)}."

    @property
    def tracking_code(self) -> str | None:
        """The kode lacak of the figures it is about; None of anything else, or of a subject of another shape."""
        if self.letter.type != SubmissionReceived.name:
            return None
        try:
            _, cycle_id, _, unit_id = self.letter.subject.split("/")
            return tracking_code(UUID(cycle_id), UUID(unit_id), self.letter.revision)
        except ValueError:
            return None


def _why(error: str) -> str:
    return next((words for part, words in _WHY if part in error), _OTHERWISE)


def of_office(rows: Session, office_id: UUID, found: Iterable[Failed]) -> Iterator[Failed]:
    """Those that concern the office: by what the event names, its cycle, or its person."""
    return (each for each in found if _office_of(rows, each.letter) == office_id)


def _office_of(rows: Session, letter: DeadLetter) -> UUID | None:
    about = letter.about
    if about.office_id:
        return UUID(about.office_id)
    if cycle := cycle_of(rows, letter):
        return cycle.office_id
    person = rows.get(PersonRecord, UUID(about.person_id)) if about.person_id else None
    return person.office_id if person else None


def cycle_of(rows: Session, letter: DeadLetter) -> CycleRecord | None:
    """The cycle that a dead letter is about, if it names one that is known."""
    return rows.get(CycleRecord, UUID(letter.about.cycle_id)) if letter.about.cycle_id else None
