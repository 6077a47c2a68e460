"""What a refused command says to the person who gave it. Nothing was changed, and nothing typed is lost."""

from functools import singledispatch
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.intake.domain import errors
from services.intake.models import PersonRecord
from services.intake.process.data import UnitMissing
from shared.dates import format_moment


@singledispatch
def explain(refused: errors.CommandRefused, _rows: Session, _zone: ZoneInfo) -> str:
    """One sentence, or two, in Indonesian."""
    return _SENTENCES[type(refused)]


_SENTENCES: dict[type[errors.CommandRefused], str] = {
    errors.TaskWithdrawn: "Tugas ini tidak diperlukan lagi. Tidak ada yang berubah.",
    errors.TaskNotYetOpen: "Giliran Anda belum tiba. Kami mengirim e-mail bila tiba giliran Anda.",
    errors.TaskNotDone: "Data ini belum dikirim, sehingga tidak ada yang ditarik kembali.",
    errors.ExitMissing: "Pilih keputusan Anda.",
    errors.FiguresMissing: "Isi dan kirim angka unit Anda lebih dahulu.",
    errors.ReasonMissing: "Isi alasannya, supaya yang menerima tahu apa yang perlu diperbaiki.",
    errors.ContentChanged: "Dokumen ini sudah berubah sejak Anda membukanya. Versi terbaru dapat Anda baca di sini.",
    errors.CycleNotOpen: "Siklus ini sudah berakhir. Tidak ada yang berubah.",
    errors.CycleAlreadyOpen: "Siklus untuk tahun itu sudah dibuka.",
    errors.CycleSigned: "Laporan sudah ditandatangani, sehingga siklus tidak dapat dibatalkan lagi.",
    errors.GateNotOpen: "Tidak ada pengumpulan data yang sedang berjalan.",
    UnitMissing: "Jabatan Anda tidak memimpin unit, sehingga tidak ada data yang dapat dikirim.",
}


@explain.register
def _(refused: errors.TaskAlreadyDone, rows: Session, zone: ZoneInfo) -> str:
    at = f" pada {format_moment(refused.at, zone)}" if refused.at else ""
    what = f"Sudah diputuskan “{refused.exit_label}”" if refused.exit_label else "Tugas ini sudah diselesaikan"
    return f"{what} oleh {_name(rows, refused.by)}{at}. Tidak ada yang berubah."


@explain.register
def _(refused: errors.NoHolder, _rows: Session, _zone: ZoneInfo) -> str:
    return f"Langkah {refused.step} belum dapat dimulai karena jabatan {refused.role} belum ada pemegangnya."


@explain.register
def _(refused: errors.NotAllowed, _rows: Session, _zone: ZoneInfo) -> str:
    return refused.reason


def _name(rows: Session, person_id: UUID | None) -> str:
    person = rows.get(PersonRecord, person_id) if person_id else None
    return person.name if person else "Kinerja"
