"""The eight steps as each role walks them in a browser: a phone and a desk, with scripts and without."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from services.documents.api import create_app as documents_api
from services.intake import handlers
from services.intake.domain.cycle import CycleState, Task
from services.intake.models import DispatchRecord, LetterRecord, PaperRecord
from services.intake.web.app import create_app
from shared.database import Database
from shared.delivery.records import OutboxRecord
from shared.events.documents import PaperSigned
from shared.events.envelope import envelope_from_json, unwrap
from shared.files import FileStore
from shared.keys import receipt_code
from tests.browsing import DESK, PHONE, served
from tests.intake_office import IntakeOffice
from tests.signing_builder import paper_without_room
from tests.visitors import SECRET, settings_for
from tests.walking import Walk

pytestmark = pytest.mark.needs_chromium
PASSPHRASE = "sandi-sertifikat-contoh"


class Office(IntakeOffice):
    """The example office whose papers can be read, and whose signatures documents' own API makes."""

    def __init__(self, database: Database, documents: Database, files: FileStore) -> None:
        super().__init__(database)
        self._documents = documents
        self._files = files

    def answer(self) -> None:
        super().answer()
        with self._documents.read() as rows:
            told = rows.scalars(select(OutboxRecord).order_by(OutboxRecord.created_at)).all()
        for signed in [unwrap(envelope_from_json(row.envelope)) for row in told if row.event_id not in self.answered]:
            assert isinstance(signed, PaperSigned)
            with self.work() as work:
                handlers.take_in_signature(work, signed)
        self.answered |= {row.event_id for row in told}
        super().answer()
        key = self._files.put(paper_without_room())
        with self.database.write() as rows:
            for paper in (*rows.query(PaperRecord), *rows.query(LetterRecord)):
                paper.sha256 = key if paper.sha256 else None

    def task(self, cycle_id: UUID, step: int, *, beside: bool = False) -> Task:
        return next(task for task in self.open_tasks(cycle_id, step) if task.is_beside is beside)


@pytest.fixture
def office(database_of: Callable[[str], Database], tmp_path: Path) -> Office:
    return Office(database_of("intake"), database_of("documents"), FileStore(tmp_path / "files"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_role_does_its_step_until_the_report_is_received(
    browser: Browser,
    office: Office,
    database_of: Callable[[str], Database],
    tmp_path: Path,
    size: dict[str, int],
    *,
    scripts: bool,
) -> None:
    documents = documents_api(database_of("documents"), office.clock, settings_for(tmp_path))
    with served(documents) as behind:
        settings = settings_for(tmp_path, API_URL_DOCUMENTS=behind)
        with served(create_app(settings, office.database, office.clock)) as address:
            walk = Walk(browser, address, office, size, scripts=scripts)
            cycle_id = office.open_cycle()
            for step in (
                order_the_report,
                ask_for_data,
                fill_in_data,
                draft_the_report,
                correct_it,
                approve_it,
                sign_it,
                send_it,
            ):
                step(walk, office, cycle_id)
                office.answer()
    assert walk.found == []
    assert office.cycle(cycle_id).state is CycleState.ENDED


def order_the_report(walk: Walk, office: Office, cycle_id: UUID) -> None:
    walk.go(office.person("camat"), f"/tugas/{office.task(cycle_id, 1).id}")
    walk.see("langkah-1")
    walk.press("Berikan disposisi")
    assert "Selesai" in walk.heading


def ask_for_data(walk: Walk, office: Office, cycle_id: UUID) -> None:
    walk.go(office.person("kasubbag"), f"/tugas/{office.task(cycle_id, 2).id}/format")
    walk.see("langkah-2")
    walk.press("Kirim format ke unit")
    assert "Selesai" in walk.heading


def fill_in_data(walk: Walk, office: Office, cycle_id: UUID) -> None:
    for task in office.open_tasks(cycle_id, 3):
        walk.go(task.holder.person_id, f"/tugas/{task.id}")
        walk.follow("Isi data")
        fields = walk.page.locator("input[name^=realisasi-]")
        for at in range(fields.count()):
            fields.nth(at).fill("87.5")
        walk.press("Periksa sebelum mengirim")
        if fields.count():
            assert "87,5 (delapan puluh tujuh koma lima) atau 875" in walk.refusal
            walk.see("langkah-3-salah")
        for at in range(fields.count()):
            expect(fields.nth(at)).to_have_value("87.5")
            fields.nth(at).fill("87,5")
        walk.choose_answers()
        if fields.count():
            walk.press("Periksa sebelum mengirim")
        walk.see("langkah-3-periksa")
        walk.press("Kirim data")
        assert "Selesai" in walk.heading


def draft_the_report(walk: Walk, office: Office, cycle_id: UUID) -> None:
    walk.go(office.person("kasubbag"), f"/tugas/{office.task(cycle_id, 4).id}")
    walk.follow("Buka draf")
    write(walk, "kesimpulan", "Kinerja tahun ini baik.")
    walk.follow("Periksa sebelum menyerahkan")
    walk.press("Serahkan untuk dikoreksi")
    assert "Centang: " in walk.refusal
    for box in walk.page.locator("input[type=checkbox]").all():
        box.check()
    walk.see("langkah-4")
    walk.press("Serahkan untuk dikoreksi")
    assert "Selesai" in walk.heading


def correct_it(walk: Walk, office: Office, cycle_id: UUID) -> None:
    task = office.task(cycle_id, 5)
    walk.go(office.person("sekcam"), f"/tugas/{task.id}/draf")
    write(walk, "kesimpulan", "Kinerja tahun ini sangat baik.")
    walk.open(f"/tugas/{task.id}/draf/serahkan")
    walk.page.check("text=Selesai mengoreksi")
    walk.see("langkah-5")
    walk.press("Kirim keputusan")
    assert "Selesai" in walk.heading


def write(walk: Walk, block_id: str, text: str) -> None:
    """Open a block, type, and keep it: with scripts nothing needs pressing."""
    block = walk.page.locator(f"#uraian-{block_id}")
    block.locator("summary").first.click()
    block.locator("textarea").first.fill(text)
    if not walk.scripts:
        block.get_by_role("button", name="Simpan", exact=True).click()
    expect(walk.page.locator(f"#tersimpan-{block_id}")).to_contain_text("Tersimpan 2 Februari 2026")


def approve_it(walk: Walk, office: Office, cycle_id: UUID) -> None:
    walk.go(office.person("sekcam"), f"/tugas/{office.task(cycle_id, 6).id}/putusan")
    walk.press("Sampaikan kepada Camat")
    walk.go(office.person("camat"), f"/tugas/{office.task(cycle_id, 6).id}/putusan")
    walk.see("langkah-6")
    walk.press("Setujui")
    assert "Selesai" in walk.heading


def sign_it(walk: Walk, office: Office, cycle_id: UUID) -> None:
    task = office.task(cycle_id, 7)
    walk.go(task.holder.person_id, f"/tugas/{task.id}")
    walk.follow("Buka halaman tanda tangan")
    sign(walk)


def sign(walk: Walk) -> None:
    """Sign the paper shown, with a certificate made now where there is none."""
    if walk.page.locator("#sandi_baru").count():
        walk.page.fill("#sandi_baru", PASSPHRASE)
        walk.page.fill("#sandi_ulang", PASSPHRASE)
        walk.press("Buat sertifikat")
    walk.page.fill("#sandi_sertifikat", "bukan-sandinya")
    walk.press("Tanda tangani")
    assert "Kata sandi sertifikat tidak cocok." in walk.refusal
    walk.see("langkah-7")
    walk.page.fill("#sandi_sertifikat", PASSPHRASE)
    walk.press("Tanda tangani")
    expect(walk.page.locator(".govuk-error-summary")).to_have_count(0)


def send_it(walk: Walk, office: Office, cycle_id: UUID) -> None:
    task = office.task(cycle_id, 8)
    walk.go(office.person("staf"), f"/tugas/{task.id}/pengiriman")
    walk.page.fill("#nomor", "12")
    walk.press("Beri nomor dan minta tanda tangan")
    assert "tidak sesuai pola kantor Anda" in walk.refusal
    walk.page.fill("#nomor", "000.8.3/12/2026")
    walk.press("Beri nomor dan minta tanda tangan")
    office.answer()
    letter = office.task(cycle_id, 8, beside=True)
    walk.go(letter.holder.person_id, f"/tugas/{letter.id}/tanda-tangan")
    sign(walk)
    office.answer()
    walk.go(task.holder.person_id, f"/tugas/{task.id}/pengiriman")
    walk.page.fill("#email", "organisasi@contoh.example")
    walk.see("langkah-8")
    walk.press("Kirim ke Bagian Organisasi Sekretariat Daerah Kabupaten Kapuas Hulu (contoh)")
    office.answer()
    with office.database.read() as rows:
        code = receipt_code(SECRET, rows.query(DispatchRecord).one().id)
    walk.open(f"/terima/{code}")
    walk.page.fill("#nama", "Penerima (contoh)")
    walk.page.fill("#jabatan", "Analis Kinerja")
    walk.press("Konfirmasi penerimaan")
    walk.see("langkah-8-diterima")
