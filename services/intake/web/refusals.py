"""What a refused command says to the person who gave it. Nothing was changed, and nothing typed is lost."""

from functools import singledispatch
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.intake.domain import errors
from services.intake.models import PersonRecord
from services.intake.process import (
    acts_for,
    block_notes,
    corrections,
    dispatch,
    four_eyes,
    gaps,
    indicator_editing,
    letter_numbers,
    letters,
    managed_data,
    narrative,
    office_days,
    reminders,
    signing,
    stand_ins,
)
from services.intake.process.data import UnitMissing
from shared.dates import format_date, format_moment


@singledispatch
def explain(refused: errors.CommandRefused, _rows: Session, _zone: ZoneInfo) -> str:
    """One sentence, or two, in Indonesian."""
    return SENTENCES[type(refused)]


SENTENCES: dict[type[errors.CommandRefused], str] = {
    errors.TaskWithdrawn: "Tugas ini tidak diperlukan lagi. Tidak ada yang berubah.",
    errors.TaskNotYetOpen: "Giliran Anda belum tiba. Kami mengirim e-mail bila tiba giliran Anda.",
    errors.TaskNotDone: "Data ini belum dikirim, sehingga tidak ada yang ditarik kembali.",
    errors.ExitMissing: "Pilih keputusan Anda.",
    errors.FiguresMissing: "Isi dan kirim angka unit Anda lebih dahulu.",
    errors.ReasonMissing: "Isi alasannya, supaya yang menerima tahu apa yang perlu diperbaiki.",
    errors.ContentChanged: "Dokumen ini sudah berubah sejak Anda membukanya. Versi terbaru dapat Anda baca di sini.",
    errors.CycleNotOpen: "Siklus ini sudah berakhir. Tidak ada yang berubah.",
    errors.CycleAlreadyOpen: "Siklus untuk tahun itu sudah dibuka.",
    errors.PeriodReported: "Laporan tahun itu sudah selesai. Untuk mengubahnya, buka siklusnya dan mulai perbaikan.",
    errors.CycleSigned: "Laporan sudah ditandatangani, sehingga siklus tidak dapat dibatalkan lagi.",
    errors.GateNotOpen: "Tidak ada pengumpulan data yang sedang berjalan.",
    errors.SignatureMissing: "Tugas ini selesai dengan tanda tangan. Buka halaman tanda tangan.",
    errors.DispatchMissing: "Tugas ini selesai dengan mengirim laporan. Buka halaman pengiriman.",
    errors.CycleNotEnded: "Siklus ini belum selesai, sehingga belum dapat diperbaiki.",
    errors.NothingToAmend: "Siklus ini tidak memiliki laporan yang dapat diperbaiki.",
    errors.AlreadyAsked: "Hal yang sama sudah diminta dan belum dijawab.",
    acts_for.HolderGone: "Jabatan ini sedang kosong, sehingga tidak ada yang dapat dicatat atas namanya.",
    acts_for.NotOnPaper: "Angka, tanda tangan, dan pengiriman tidak dapat dicatat atas nama orang lain.",
    acts_for.PaperMissing: "Unggah pindaian kertas yang memuat keputusan itu.",
    block_notes.NoteEmpty: "Isi catatannya.",
    block_notes.NoteUnknown: "Catatan ini sudah diselesaikan. Tidak ada yang berubah.",
    corrections.ProposalDecided: "Usulan ini sudah diputuskan. Tidak ada yang berubah.",
    corrections.CopyUnknown: "Belum ada draf yang dapat dikoreksi.",
    managed_data.SubmissionUnknown: "Data susulan ini sudah diputuskan. Tidak ada yang berubah.",
    dispatch.LetterNotSigned: "Surat Pengantar belum ditandatangani.",
    dispatch.ScanMissing: "Unggah pindaian tanda terima atau buku ekspedisi.",
    dispatch.AddressMissing: "Isi alamat e-mail tujuan.",
    dispatch.ReceivedAlready: "Penerimaan sudah dikonfirmasi. Tidak ada yang berubah.",
    four_eyes.HolderUnknown: "Jabatan atau orang itu tidak ada pada kantor Anda.",
    indicator_editing.IndicatorUnknown: "Indikator atau unit itu tidak ada pada siklus ini.",
    indicator_editing.NothingToAsk: "Belum ada indikator yang dapat diminta. Tambahkan dahulu.",
    letters.LetterNotEditable: "Surat ini sudah bernomor. Batalkan dahulu bila perlu diubah.",
    letters.LetterMissing: "Surat Pengantar belum dikonsep.",
    narrative.BlockUnknown: "Bagian ini tidak ada dalam laporan.",
    narrative.BlockTooLong: "Teks bagian ini terlalu panjang. Paling banyak 20.000 huruf.",
    office_days.HoursUnknown: "Jam kerja ini sudah dihapus. Tidak ada yang berubah.",
    reminders.RemindedAlready: "Sudah diingatkan hari ini. Anda dapat mengingatkan lagi besok.",
    signing.NothingToSign: "Belum ada dokumen yang dapat ditandatangani.",
    stand_ins.DatesUnclear: "Periksa tanggalnya: hari terakhir tidak boleh sebelum hari pertama; Plh. memerlukannya.",
    stand_ins.DecreeMissing: "Isi nomor dan tanggal surat penunjukan.",
    stand_ins.StandsInAlready: "Sudah ada Plt. atau Plh. untuk jabatan ini pada tanggal tersebut.",
    UnitMissing: "Jabatan Anda tidak memimpin unit, sehingga tidak ada data yang dapat dikirim.",
}


_DECIDED = {"Setujui": "Sudah disetujui"}
"""The words for a decision that most SOPs name alike; any other label is quoted as it stands."""


@explain.register
def _(refused: office_days.HoursOverlap, _rows: Session, _zone: ZoneInfo) -> str:
    first = f" sejak {format_date(refused.first)}" if refused.first else ""
    last = f" sampai {format_date(refused.last)}" if refused.last else ""
    return f"Jam kerja “{refused.name}” sudah berlaku{first}{last}. Ubah tanggalnya supaya tidak bertindih."


@explain.register
def _(refused: errors.TaskAlreadyDone, rows: Session, zone: ZoneInfo) -> str:
    at = f" pada {format_moment(refused.at, zone)}" if refused.at else ""
    decided = _DECIDED.get(refused.exit_label or "", f"Sudah diputuskan “{refused.exit_label}”")
    what = decided if refused.exit_label else "Tugas ini sudah diselesaikan"
    return f"{what} oleh {_name(rows, refused.by)}{at}. Tidak ada yang berubah."


@explain.register
def _(refused: errors.NoHolder, _rows: Session, _zone: ZoneInfo) -> str:
    what = f"Langkah {refused.step} belum dapat dimulai" if refused.step else "Belum dapat dilanjutkan"
    return f"{what} karena jabatan {refused.role} belum ada pemegangnya."


@explain.register
def _(refused: errors.AnotherAwaited, _rows: Session, _zone: ZoneInfo) -> str:
    what = {
        "revise_data": "Data yang dikembalikan kepada unit belum kembali.",
        "sign_letter": "Surat Pengantar masih menunggu tanda tangan.",
    }
    return f"{what[refused.purpose]} Langkah ini dapat dilanjutkan setelah itu."


@explain.register
def _(refused: narrative.BlockChanged, rows: Session, zone: ZoneInfo) -> str:
    at = f" pada {format_moment(refused.at, zone)}" if refused.at else ""
    return f"Bagian ini sudah diubah oleh {_name(rows, refused.by)}{at}. Tulisan Anda masih ada; gabungkan dahulu."


@explain.register
def _(refused: acts_for.HolderMayNot, _rows: Session, _zone: ZoneInfo) -> str:
    return f"{refused.name} ikut menyusun isi ini, sehingga keputusan atas namanya tidak dapat dicatat."


@explain.register
def _(refused: gaps.GapsUnsigned, _rows: Session, _zone: ZoneInfo) -> str:
    missing = " ".join(gap.text for gap in refused.gaps)
    return f"Centang setiap kekurangan yang Anda ketahui sebelum menyerahkan draf. Belum dicentang: {missing}"


@explain.register
def _(refused: indicator_editing.UnitsWithoutIndicators, _rows: Session, _zone: ZoneInfo) -> str:
    names = ", ".join(refused.names)
    return f"Unit ini belum memiliki indikator: {names}. Tambahkan, atau tandai bahwa memang demikian."


@explain.register
def _(refused: letter_numbers.NumberRefusedForLetter, _rows: Session, _zone: ZoneInfo) -> str:
    return refused.reason


@explain.register
def _(refused: stand_ins.FourEyesLost, _rows: Session, _zone: ZoneInfo) -> str:
    return "Aturan empat mata tidak terpenuhi: " + "; ".join(refused.needs) + "."


@explain.register
def _(refused: errors.NotAllowed, _rows: Session, _zone: ZoneInfo) -> str:
    return refused.reason


def _name(rows: Session, person_id: UUID | None) -> str:
    person = rows.get(PersonRecord, person_id) if person_id else None
    return person.name if person else "Kinerja"
