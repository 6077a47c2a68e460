"""The pages of signatures, with the real documents service behind them: electronic, in ink, sent back, verified."""

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from cheroot.wsgi import Server
from sqlalchemy import select

from services.documents.api import create_app as documents_api
from services.intake import handlers
from services.intake.domain.cycle import Task
from services.intake.models import PaperRecord
from services.intake.web.signing import BEING_CHECKED, NOT_NOW
from services.intake.web.verification import CHANGED, NOT_OURS
from shared.database import Database
from shared.delivery.records import OutboxRecord
from shared.events.documents import PaperSigned
from shared.events.envelope import envelope_from_json, unwrap
from shared.events.intake import ScanReceived
from tests.signing_builder import paper_without_room
from tests.visitors import Doors, Visitor, settings_for

pytestmark = pytest.mark.cycle_at(7)

PASSPHRASE = "sandi-sertifikat-camat"
NEW = {"sandi_baru": PASSPHRASE, "sandi_ulang": PASSPHRASE}


class Documents:
    """Documents as intake reaches it; its events are taken in by hand."""

    def __init__(self, doors: Doors, database: Database) -> None:
        self.doors = doors
        self.database = database

    def signatures(self) -> list[PaperSigned]:
        with self.database.read() as rows:
            told = [unwrap(envelope_from_json(row.envelope)) for row in rows.scalars(select(OutboxRecord))]
        return [event for event in told if isinstance(event, PaperSigned)]

    def tell(self) -> None:
        for event in self.signatures():
            with self.doors.office.work() as work:
                handlers.take_in_signature(work, event)


@pytest.fixture
def documents(doors: Doors, migrated_database: Callable[[str], str], tmp_path: Path) -> Iterator[Documents]:
    database = Database(migrated_database("documents"))
    settings = settings_for(tmp_path)
    server = Server(("127.0.0.1", 0), documents_api(database, doors.office.clock, settings), numthreads=2)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    doors.app = doors.app_with(API_URL_DOCUMENTS=f"http://127.0.0.1:{server.bind_addr[1]}")
    yield Documents(doors, database)
    server.stop()
    thread.join()
    database.dispose()


@pytest.fixture
def cycle_id(doors: Doors, cycle_id: UUID) -> UUID:
    """With a paper to sign."""
    key = doors.store(paper_without_room())
    with doors.database.write() as rows:
        rows.query(PaperRecord).filter_by(cycle_id=cycle_id, kind="lkjip_approved").one().sha256 = key
    return cycle_id


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 7)[0]


def camat(doors: Doors) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person("camat"))


def seen(doors: Doors, cycle_id: UUID) -> dict[str, str]:
    return {"content_hash": doors.office.cycle(cycle_id).content_hash or ""}


def test_the_camat_makes_a_certificate_and_signs_and_only_the_event_ends_the_step(
    doors: Doors, documents: Documents, cycle_id: UUID, task: Task
) -> None:
    page, visitor = f"/tugas/{task.id}/tanda-tangan", camat(doors)
    assert "tidak tersertifikasi" in visitor.get(page).text
    short = visitor.post(f"{page}/sertifikat", {"sandi_baru": "abc", "sandi_ulang": "abc"})
    assert "paling sedikit 8 huruf" in short.text
    assert visitor.post(f"{page}/sertifikat", NEW).status_code == 303
    wrong = visitor.post(page, {**seen(doors, cycle_id), "sandi_sertifikat": "salah-sekali"})
    assert (wrong.status_code, documents.signatures()) == (422, [])
    assert "Kata sandi sertifikat tidak cocok." in wrong.text
    assert "salah-sekali" not in wrong.text
    for _ in range(2):  # pressed twice
        assert visitor.post(page, {**seen(doors, cycle_id), "sandi_sertifikat": PASSPHRASE}).status_code == 303
    (event,) = documents.signatures()
    assert doors.office.open_tasks(cycle_id, 7) == [task]
    documents.tell()
    documents.tell()
    assert doors.office.open_steps(cycle_id) == [8]
    verified = doors.visitor().get(f"/verifikasi/{event.code}").text
    assert "tercatat dan berlaku" in verified
    assert "tidak tersertifikasi (bukan BSrE)" in verified
    signed = site_file(doors, event.paper.sha256)
    assert "isinya tidak berubah" in checked(doors, signed)
    assert CHANGED in checked(doors, signed[:3000] + bytes([signed[3000] ^ 1]) + signed[3001:])
    assert NOT_OURS in checked(doors, paper_without_room())
    assert NOT_OURS in checked(doors, b"bukan pdf")


def site_file(doors: Doors, sha256: str) -> bytes:
    return (doors.folder / "files" / sha256[:2] / sha256).read_bytes()


def checked(doors: Doors, content: bytes) -> str:
    visitor = doors.visitor()
    visitor.get("/verifikasi")
    file = {"berkas": (io.BytesIO(content), "laporan.pdf")}
    return visitor.post("/verifikasi", file, content_type="multipart/form-data").text


def test_another_content_than_the_one_that_was_read_is_not_signed(
    doors: Doors, documents: Documents, task: Task
) -> None:
    page, visitor = f"/tugas/{task.id}/tanda-tangan", camat(doors)
    visitor.get(page)
    visitor.post(f"{page}/sertifikat", NEW)
    answer = visitor.post(page, {"content_hash": "0" * 64, "sandi_sertifikat": PASSPHRASE})
    assert answer.status_code == 422
    assert "sudah berubah" in answer.text
    assert documents.signatures() == []


def test_a_scan_of_the_paper_signed_in_ink_is_bound_to_its_content(
    doors: Doors, documents: Documents, cycle_id: UUID, task: Task
) -> None:
    page, visitor = f"/tugas/{task.id}/tanda-tangan", camat(doors)
    visitor.get(page)
    half = {**seen(doors, cycle_id), "pindaian": (io.BytesIO(b"%PDF-1.7 terpotong"), "scan.pdf")}
    answer = visitor.post(f"{page}/pindaian", half, content_type="multipart/form-data")
    assert "tidak utuh" in answer.text
    scan = {**seen(doors, cycle_id), "pindaian": (io.BytesIO(paper_without_room()), "scan.pdf")}
    answer = visitor.post(f"{page}/pindaian", scan, content_type="multipart/form-data")
    assert answer.status_code == 303
    (event,) = doors.office.events(ScanReceived)
    assert (event.owner, event.kind) == (doors.office.cycle(cycle_id).content_hash, "lkjip")
    assert documents.signatures() == []


def test_declining_needs_a_reason_and_leads_back(
    doors: Doors, documents: Documents, cycle_id: UUID, task: Task
) -> None:
    visitor = camat(doors)
    page = visitor.get(f"/tugas/{task.id}/tanda-tangan").text
    assert "Kembalikan tanpa tanda tangan" in page
    done = {**seen(doors, cycle_id), "putusan": "1", "alasan": "Bab III belum lengkap."}
    assert visitor.post(f"/tugas/{task.id}/selesai", done).status_code == 303
    assert doors.office.open_steps(cycle_id) == [5]
    assert documents.signatures() == []


def test_when_documents_does_not_answer_the_page_says_so_and_ink_still_works(
    doors: Doors, cycle_id: UUID, task: Task
) -> None:
    page, visitor = f"/tugas/{task.id}/tanda-tangan", camat(doors)
    assert NOT_NOW in visitor.get(page).text
    answer = visitor.post(page, {**seen(doors, cycle_id), "sandi_sertifikat": PASSPHRASE})
    assert answer.status_code == 503
    assert BEING_CHECKED in answer.text
    assert "gagal" not in answer.text
    scan = {**seen(doors, cycle_id), "pindaian": (io.BytesIO(paper_without_room()), "scan.pdf")}
    assert visitor.post(f"{page}/pindaian", scan, content_type="multipart/form-data").status_code == 303


def test_nobody_else_signs(doors: Doors, documents: Documents, cycle_id: UUID, task: Task) -> None:
    sekcam = doors.visitor().go_on_as(doors.office.person("sekcam"))
    page = f"/tugas/{task.id}/tanda-tangan"
    assert "Tanda tangan elektronik</h2>" not in sekcam.get(page).text
    assert sekcam.post(page, {**seen(doors, cycle_id), "sandi_sertifikat": PASSPHRASE}).status_code == 403
    assert documents.signatures() == []
