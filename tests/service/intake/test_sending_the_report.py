"""Step 8 on its page: the letter is drafted, numbered, signed; the report leaves once; its receipt is confirmed."""

from uuid import UUID

import pytest
from sqlalchemy import delete

from services.intake.domain.cycle import CycleState, Task
from services.intake.models import DispatchRecord, HoldingRecord, LetterRecord
from shared.events.intake import ArchiveOrdered, DispatchOrdered, LetterNumbered, ReceiptConfirmed
from shared.keys import receipt_code
from tests.visitors import SECRET, Doors, Visitor

pytestmark = pytest.mark.cycle_at(8)

DRAFT = {
    "tanggal": "2026-02-03",
    "hal": "Pengantar LKjIP",
    "sifat": "Biasa",
    "lampiran": "1 (satu) berkas",
    "tujuan": "Bagian Organisasi Setda Kabupaten Kapuas Hulu",
    "jenis": "LKjIP Kecamatan Mentebah Tahun 2025",
    "banyaknya": "1 (satu) dokumen",
    "keterangan": "Untuk diproses.",
    "rangkap": "2",
}


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 8)[0]


def page_of(task: Task) -> str:
    return f"/tugas/{task.id}/pengiriman"


def by(doors: Doors, role: str) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person(role))


def numbered(doors: Doors, task: Task, number: str = "000.8.3/12/2026") -> Visitor:
    staf = by(doors, "staf")
    staf.get(page_of(task))
    answer = staf.post(f"{page_of(task)}/surat", {**DRAFT, "nomor": number, "tindakan": "nomor"})
    assert answer.status_code == 303, answer.text
    doors.office.answer()
    return staf


def sign_letter(doors: Doors, cycle_id: UUID) -> None:
    letter = next(task for task in doors.office.open_tasks(cycle_id, 8) if task.is_beside)
    doors.office.sign(cycle_id, letter)


def test_staf_drafts_and_numbers_sekcam_signs_and_kasubbag_sends(doors: Doors, cycle_id: UUID, task: Task) -> None:
    staf = numbered(doors, task)
    assert "menunggu tanda tangan Sekretaris Kecamatan" in staf.get(page_of(task)).text
    sign_letter(doors, cycle_id)
    assert "Tugas ini bukan tugas Anda." in staf.get(page_of(task)).text
    kasubbag = by(doors, "kasubbag")
    page = kasubbag.get(page_of(task))
    assert "Kirim ke Bagian Organisasi" in page.text
    sent = {"cara": "e-mail", "email": "organisasi@kapuashulu.example"}
    assert kasubbag.post(f"{page_of(task)}/kirim", sent).status_code == 303
    (dispatch,) = doors.office.events(DispatchOrdered)
    assert [paper.kind for paper in dispatch.papers] == ["lkjip_signed", "surat_pengantar_signed"]
    again = kasubbag.post(f"{page_of(task)}/kirim", sent)
    assert again.status_code == 422
    assert len(doors.office.events(DispatchOrdered)) == 1
    doors.office.answer()
    assert doors.office.cycle(cycle_id).state is CycleState.ENDED
    (archive,) = doors.office.events(ArchiveOrdered)
    assert [line.text for line in archive.history][-1].startswith("LKjIP dikirim")


@pytest.mark.parametrize(
    ("number", "message"),
    [("", "Isi nomor surat sesuai buku agenda."), ("12", "tidak sesuai pola kantor Anda, misalnya 000.8.3/12/2026.")],
)
def test_a_number_of_another_form_is_refused_and_nothing_typed_is_lost(
    doors: Doors, task: Task, number: str, message: str
) -> None:
    staf = by(doors, "staf")
    staf.get(page_of(task))
    typed = {**DRAFT, "nomor": number, "tindakan": "nomor", "keterangan": "Kata saya sendiri."}
    answer = staf.post(f"{page_of(task)}/surat", typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert "Kata saya sendiri." in answer.text
    assert doors.office.events(LetterNumbered) == []


def test_a_letter_that_nobody_could_sign_is_refused_naming_the_vacant_post(doors: Doors, task: Task) -> None:
    sekcam = doors.office.person("sekcam").person_id
    with doors.database.write() as rows:
        rows.execute(delete(HoldingRecord).where(HoldingRecord.person_id == sekcam))
    staf = by(doors, "staf")
    staf.get(page_of(task))
    answer = staf.post(f"{page_of(task)}/surat", {**DRAFT, "nomor": "000.8.3/12/2026", "tindakan": "nomor"})
    assert answer.status_code == 422
    assert "Belum dapat dilanjutkan karena jabatan Sekcam belum ada pemegangnya." in answer.text
    assert "000.8.3/12/2026" in answer.text


def test_a_cancelled_number_stays_and_is_not_given_again(doors: Doors, cycle_id: UUID, task: Task) -> None:
    staf = numbered(doors, task)
    assert staf.post(f"{page_of(task)}/batal", {"alasan": ""}).status_code == 422
    assert staf.post(f"{page_of(task)}/batal", {"alasan": "Salah tujuan."}).status_code == 303
    assert [one for one in doors.office.open_tasks(cycle_id, 8) if one.is_beside] == []
    page = staf.get(page_of(task))
    assert "Nomor yang dibatalkan: 000.8.3/12/2026" in page.text
    answer = staf.post(f"{page_of(task)}/surat", {**DRAFT, "nomor": "000.8.3/12/2026", "tindakan": "nomor"})
    assert "sudah dipakai" in answer.text
    numbered(doors, task, "000.8.3/13/2026")
    with doors.database.read() as rows:
        states = {letter.number: letter.state for letter in rows.query(LetterRecord)}
    assert states == {"000.8.3/12/2026": "cancelled", "000.8.3/13/2026": "numbered"}


def test_sending_by_hand_needs_the_scan_of_its_receipt(doors: Doors, cycle_id: UUID, task: Task) -> None:
    numbered(doors, task)
    sign_letter(doors, cycle_id)
    kasubbag = by(doors, "kasubbag")
    kasubbag.get(page_of(task))
    answer = kasubbag.post(f"{page_of(task)}/kirim", {"cara": "tangan"})
    assert answer.status_code == 422
    assert "Unggah pindaian tanda terima" in answer.text
    assert doors.office.events(DispatchOrdered) == []


def test_the_addressee_confirms_once_and_opening_confirms_nothing(doors: Doors, cycle_id: UUID) -> None:
    doors.office.play_out(cycle_id)
    with doors.database.read() as rows:
        dispatch_id = rows.query(DispatchRecord).one().id
    page = f"/terima/{receipt_code(SECRET, dispatch_id)}"
    addressee = doors.visitor()
    for _ in range(3):
        assert addressee.get(page).status_code == 200
    assert doors.office.events(ReceiptConfirmed) == []
    assert "Isi nama penerima." in addressee.post(page, {"nama": "", "jabatan": "Analis"}).text
    for _ in range(2):
        answer = addressee.post(page, {"nama": "Dina (contoh)", "jabatan": "Analis"})
        assert "sudah dikonfirmasi" in answer.text
    (confirmed,) = doors.office.events(ReceiptConfirmed)
    assert confirmed.received_by == "Dina (contoh), Analis"
    assert doors.visitor().get(f"{page[:-3]}AAA").status_code == 404
