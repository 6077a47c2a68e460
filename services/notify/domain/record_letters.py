"""Mails that ask for nothing: what was received from a unit, and what was recorded in a person's name."""

from services.notify.domain.letter import Block, Facts, Letter, Link, Listing, Paragraph, Quote, lines_of, one_line
from services.notify.domain.wording import TaskWords
from shared.dates import format_moment
from shared.events.intake import ActRecordedFor, SubmissionReceived
from shared.events.parts import IndicatorValue, Person
from shared.numbers import format_id

_REASONS = {"belum_ada": "belum ada data", "tidak_berlaku": "tidak berlaku"}
_OF_STANDING = {
    "pengumpulan": "Bila ada yang keliru, tarik kembali data Anda di halaman tugas selama pengumpulan belum ditutup.",
    "susulan": "Pengumpulan data sudah ditutup, sehingga data ini dicatat sebagai susulan. Pengelola data memutuskan "
    "apakah data ini masih dapat dipakai.",
    "perbaikan": "Data ini menggantikan data yang dikembalikan kepada Anda dan langsung diukur kembali. Bila masih ada "
    "yang keliru, hubungi pengelola data.",
}
_DECIDES_NOTHING = Paragraph("Membuka tautan ini tidak memutuskan apa pun.")


def submission_receipt(event: SubmissionReceived, recipient: Person, tracking: str) -> Letter:
    """What was understood of a unit's figures, each as it is printed everywhere else, and how to follow them."""
    if event.task is None:
        raise ValueError("a receipt needs the task the data were sent for")
    words = TaskWords(event.task)
    given = sum(value.realisasi is not None or bool(value.realisasi_text) for value in event.values)
    unit = one_line(event.unit)
    at = format_moment(event.submitted_at, words.zone)
    count = f"{given} dari {len(event.values)} indikator terisi"
    lead = f"Data {unit} untuk {words.name} kami terima pada {at}: {count}."
    blocks: list[Block] = [Paragraph(lead), Facts((("Kode lacak", event.tracking_code),))]
    if event.values:
        blocks.append(Listing("Yang kami pahami:", tuple(map(_echo, event.values))))
    blocks += [
        Paragraph(_OF_STANDING[event.standing]),
        Link("Lihat sampai di mana data ini:", "Lacak data ini", tracking),
        _DECIDES_NOTHING,
    ]
    subject = f"{words.name}: data {unit} kami terima ({given} dari {len(event.values)} indikator)"
    return _letter(words, recipient, subject, blocks)


def _echo(value: IndicatorValue) -> str:
    target = format_id(value.target) if value.target is not None else value.target_text or "–"
    if value.realisasi_text:
        found = f"realisasi {value.realisasi_text}"
    elif value.realisasi is None:
        found = _REASONS.get(value.reason or "", "tidak diisi")
    else:
        found = f"realisasi {format_id(value.realisasi)}{'*' if value.provisional else ''} {value.satuan}".rstrip()
    return one_line(f"{value.indikator}: {found} (target {target})")


def act_recorded(event: ActRecordedFor, recipient: Person, board: str) -> Letter:
    """What was recorded in the recipient's name, by whom and why."""
    words = TaskWords(event.task)
    by = f"{one_line(event.recorded_by.jabatan)}, {one_line(event.recorded_by.name)}"
    blocks: list[Block] = [
        Paragraph(f"{by}, mencatat tindakan atas nama Anda pada {words.place}."),
        Facts(
            (
                ("Tindakan", one_line(event.what)),
                ("Dicatat pada", format_moment(event.recorded_at, words.zone)),
                ("Saluran", "kertas, dengan pindaian"),
            )
        ),
    ]
    if said := lines_of(event.reason):
        blocks.append(Quote("Alasan pencatatan:", said))
    blocks += [
        Paragraph(f"Bila ini tidak sesuai dengan kehendak Anda, hubungi {by}, e-mail {event.recorded_by.email}."),
        Link("Riwayat dan pindaiannya dapat Anda lihat di sini:", "Lihat riwayat", board),
        _DECIDES_NOTHING,
    ]
    return _letter(words, recipient, f"{words.name}: tindakan dicatat atas nama Anda", blocks)


def _letter(words: TaskWords, recipient: Person, subject: str, blocks: list[Block]) -> Letter:
    office = words.task.office
    return Letter(
        subject=subject,
        jabatan=one_line(recipient.jabatan),
        name=one_line(recipient.name),
        office=one_line(office.name),
        sent_for=one_line(f"{office.name}, {office.pemerintah}"),
        blocks=tuple(blocks),
    )
