"""Step 5: the corrector edits, pins notes, uploads a corrected copy and decides about what it proposes."""

import io
import re
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document

from services.intake import handlers
from services.intake.domain.cycle import Task
from services.intake.models import BlockRecord, CorrectionRecord
from services.intake.web.word_diff import word_diff
from shared.events.documents import CorrectionsProposed
from shared.events.intake import CorrectionUploaded, LkjipRevised
from shared.events.parts import NumberChange, Proposal
from tests.visitors import Doors, Visitor

pytestmark = pytest.mark.cycle_at(5)

MULTIPART = {"content_type": "multipart/form-data"}


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 5)[0]


def as_(doors: Doors, role: str) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person(role))


def a_docx() -> io.BytesIO:
    made = io.BytesIO()
    Document().save(made)
    return io.BytesIO(made.getvalue())


def text_of(doors: Doors, cycle_id: UUID, block_id: str) -> str:
    with doors.database.read() as rows:
        return rows.get_one(BlockRecord, (cycle_id, block_id)).text


def read_by_documents(doors: Doors, refused: str | None = None) -> None:
    """Documents answers the newest upload."""
    asked = doors.office.events(CorrectionUploaded)[-1]
    found = CorrectionsProposed(
        cycle_id=asked.cycle_id,
        correction_id=asked.correction_id,
        refused=refused,
        proposals=()
        if refused
        else (
            Proposal(block_id="kesimpulan", old="", new="Kinerja baik.", authors=("Ratna (contoh)",), is_tracked=True),
            Proposal(block_id="kata_pengantar", old="Lama <b>", new="Baru <b>", authors=(), is_tracked=False),
        ),
        number_changes=() if refused else (NumberChange(where="Capaian sasaran 1", old="104,96", new="99,99"),),
        unplaced=() if refused else ("Coretan di luar kotak.",),
        problems=() if refused else ("Berkas ini bukan salinan dari isi yang sekarang.",),
    )
    with doors.office.work() as work:
        handlers.take_in_corrections(work, found)


def test_a_corrected_copy_becomes_proposals_that_are_taken_or_left(doors: Doors, cycle_id: UUID, task: Task) -> None:
    visitor, page = as_(doors, "sekcam"), f"/tugas/{task.id}/draf"
    assert "Unggah koreksi" in visitor.get(page).text
    sent = visitor.post(f"{page}/koreksi", {"docx": (a_docx(), "koreksi sekcam.docx")}, **MULTIPART)
    assert sent.status_code == 303
    assert "sedang dibaca" in visitor.get(page).text
    asked = doors.office.events(CorrectionUploaded)[-1]
    assert {"kesimpulan", "kata_pengantar"} <= {block.id for block in asked.blocks}
    assert (Path(doors.folder) / "files" / asked.sha256[:2] / asked.sha256).exists()
    read_by_documents(doors)
    shown = visitor.get(page).text
    assert "Diubah oleh Ratna (contoh)." in shown
    assert "Lama</del>" not in shown
    assert re.search(r"<del><span[^>]*>\[dihapus: </span>Lama<", shown)
    assert re.search(r"<ins><span[^>]*>\[ditambah: </span>Baru<", shown)
    assert "&lt;b&gt;" in shown
    for words in ("ubah di data", "99,99", "Coretan di luar kotak.", "bukan salinan dari isi yang sekarang"):
        assert words in shown
    assert "2 usulan" in visitor.get(f"{page}/serahkan").text
    first, second = re.findall(r'name="usulan" value="([^"]+)"', shown)
    assert visitor.post(f"{page}/usulan", {"usulan": first, "tindakan": "terima"}).status_code == 303
    assert text_of(doors, cycle_id, "kesimpulan") == "Kinerja baik."
    again = visitor.post(f"{page}/usulan", {"usulan": first, "tindakan": "tolak"})
    assert (again.status_code, "sudah diputuskan" in again.text) == (422, True)
    conflict = visitor.post(f"{page}/usulan", {"usulan": second, "tindakan": "terima"})
    assert (conflict.status_code, "sudah diubah" in conflict.text) == (422, True)
    assert "salinan itu diterbitkan" in conflict.text
    assert visitor.post(f"{page}/usulan", {"usulan": second, "tindakan": "tolak"}).status_code == 303
    assert text_of(doors, cycle_id, "kata_pengantar") == ""
    assert visitor.post(f"{page}/usulan", {"usulan": "x", "tindakan": "terima"}).status_code == 422
    assert as_(doors, "kasubbag").post(f"{page}/usulan", {"usulan": second, "tindakan": "terima"}).status_code != 303


def test_a_file_that_is_refused_says_why_at_the_door_or_after_the_reading(doors: Doors, task: Task) -> None:
    visitor, page = as_(doors, "sekcam"), f"/tugas/{task.id}/draf"
    visitor.get(page)
    for content, name, words in (
        (b"bukan docx", "koreksi.docx", "Berkas"),
        (b"", "", "Pilih berkas .docx"),
        (b"PK" + b"x" * (10 * 1024 * 1024), "besar.docx", "10 MB"),
    ):
        refused = visitor.post(f"{page}/koreksi", {"docx": (io.BytesIO(content), name)}, **MULTIPART)
        assert (refused.status_code, words in refused.text) == (422, True)
    with doors.database.read() as rows:
        assert rows.query(CorrectionRecord).count() == 0
    visitor.post(f"{page}/koreksi", {"docx": (a_docx(), "koreksi.docx")}, **MULTIPART)
    read_by_documents(doors, refused="Berkas ini memuat makro.")
    assert "Koreksi ini tidak dapat dibaca. Berkas ini memuat makro." in visitor.get(page).text


def test_notes_go_back_with_the_draft_and_are_resolved_by_who_drafts(doors: Doors, cycle_id: UUID, task: Task) -> None:
    office, sekcam, page = doors.office, as_(doors, "sekcam"), f"/tugas/{task.id}/draf"
    sekcam.get(page)
    note = {"bagian": "kesimpulan", "catatan-kesimpulan": "Sebutkan tindak lanjutnya <segera>."}
    empty = sekcam.post(f"{page}/catatan", {**note, "catatan-kesimpulan": " "})
    assert (empty.status_code, "Isi catatannya." in empty.text) == (422, True)
    assert sekcam.post(f"{page}/catatan", {**note, "bagian": "tidak_ada"}).status_code == 422
    assert sekcam.post(f"{page}/catatan", note).status_code == 303
    assert "&lt;segera&gt;" in sekcam.get(page).text
    sekcam.post(f"{page}/uraian", {"bagian": "ikhtisar", "teks-ikhtisar": "Disunting Sekcam.", "versi": "1"})
    shown = sekcam.get(f"{page}/serahkan").text
    found = re.search(r'name="content_hash" value="([0-9a-f]{64})"', shown)
    assert found
    seen = {"content_hash": found[1]}
    assert "Pilih keputusan Anda." in sekcam.post(f"{page}/selesai", seen).text
    assert "Isi alasannya" in sekcam.post(f"{page}/selesai", {**seen, "putusan": "1", "alasan": ""}).text
    back = {**seen, "putusan": "1", "alasan": "Lihat catatan."}
    assert sekcam.post(f"{page}/selesai", back).status_code == 303
    drafting = office.open_tasks(cycle_id, 4)[0]
    kasubbag, page = as_(doors, "kasubbag"), f"/tugas/{drafting.id}/draf"
    shown = kasubbag.get(page).text
    assert "Dikembalikan: Lihat catatan." in shown
    assert "Catatan pada “Kesimpulan” belum diselesaikan." in shown
    assert "Disunting Sekcam." in shown
    note_id = re.findall(r'name="catatan" value="([^"]+)"', shown)[0]
    done = {"catatan": note_id, "bagian": "kesimpulan"}
    assert kasubbag.post(f"{page}/catatan/beres", done).status_code == 303
    assert "sudah diselesaikan" in kasubbag.post(f"{page}/catatan/beres", done).text
    assert "belum diselesaikan" not in kasubbag.get(page).text


def test_the_corrected_report_is_the_one_that_was_seen(doors: Doors, cycle_id: UUID, task: Task) -> None:
    office, visitor, page = doors.office, as_(doors, "sekcam"), f"/tugas/{task.id}/draf"
    visitor.get(page)
    visitor.post(f"{page}/uraian", {"bagian": "kesimpulan", "teks-kesimpulan": "Kinerja baik.", "versi": "1"})
    assert visitor.post(f"{page}/pratinjau").status_code == 303
    office.answer()
    assert office.events(LkjipRevised)[-1].stage == "corrected"
    shown = visitor.get(f"{page}/serahkan").text
    found = re.search(r'name="content_hash" value="([0-9a-f]{64})"', shown)
    assert found
    done = {"content_hash": found[1], "putusan": "0"}
    assert visitor.post(f"{page}/selesai", {**done, "content_hash": "0" * 64}).status_code == 422
    told = len(office.events(LkjipRevised))
    assert visitor.post(f"{page}/selesai", done).status_code == 303
    assert office.open_steps(cycle_id) == [6]  # the paper was there already
    assert len(office.events(LkjipRevised)) == told
    assert office.cycle(cycle_id).content_hash == found[1]


def test_a_diff_marks_words_and_keeps_the_texts_whole() -> None:
    old, new = "satu dua\n\ntiga empat", "satu DUA\n\ntiga empat lima"
    left, right = word_diff(old, new)
    strip = re.compile(r'<span class="govuk-visually-hidden">[^<]*</span>|</?(?:ins|del)>')
    assert (strip.sub("", left), strip.sub("", right)) == (old, new)
    assert (left.count("<del>"), right.count("<ins>")) == (1, 2)
    long = " ".join(f"kata{number}" for number in range(40_000))
    assert word_diff(long, f"{long} lagi")[1].endswith("</ins>")
