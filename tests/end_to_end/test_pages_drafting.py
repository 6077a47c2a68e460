"""Drafting, correcting and approving in a browser: phone and desk, scripts on and off, and a mail scanner's visit."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from services.intake import handlers
from services.intake.domain.cycle import Task
from services.intake.models import BlockRecord
from services.intake.process.block_notes import add_note
from services.intake.process.corrections import upload_correction
from services.intake.process.managed_data import close_with_gaps
from services.intake.process.narrative import Edit, save_block
from services.intake.process.tasks import StoredFile
from shared.events.documents import CorrectionsProposed
from shared.events.intake import CorrectionUploaded, DataCollected
from shared.events.parts import NumberChange, Proposal
from tests.browsing import DESK, PHONE, complaints, go_on_as, look, page_of
from tests.every_address import everything
from tests.intake_office import IntakeOffice
from tests.visitors import Doors

pytestmark = pytest.mark.needs_chromium

SASARAN = ("Meningkatnya kualitas pelayanan publik kecamatan", "Meningkatnya akuntabilitas kinerja kecamatan")
INDIKATOR = ("Indeks Kepuasan Masyarakat atas pelayanan administrasi terpadu", "Nilai evaluasi AKIP kecamatan")
UPLOADED = StoredFile(sha256="c" * 64, name="LKjIP 2025 koreksi Sekcam.docx", media_type="application/zip", size=1)
CAPAIAN = (Decimal("104.96"), Decimal("87.5"), None)


@pytest.fixture
def cycle_id(office: IntakeOffice) -> UUID:
    """A cycle at step 4: two sasaran, figures of all kinds, one unit left out."""
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    first, *others = office.open_tasks(cycle_id, 3)
    for other in others:
        office.submit(other)
    with office.work() as work:
        close_with_gaps(work, office.person("kasubbag"), cycle_id, "Batas akhir sudah dekat.")
    office.answer()
    office.submit(first)  # late
    measured = office.measured(office.events(DataCollected)[-1])
    rows = tuple(
        replace(
            row,
            sasaran=SASARAN[at % 2],
            indikator=INDIKATOR[at % 2],
            capaian=CAPAIAN[at % 3],
            predikat="Sangat Tinggi" if CAPAIAN[at % 3] else None,
            reason_text=None if CAPAIAN[at % 3] else "Belum ada data.",
        )
        for at, row in enumerate(measured.rows)
    )
    with office.work() as work:
        handlers.take_in_measurement(work, replace(measured, rows=rows))
    office.answer()
    return cycle_id


def the_task(office: IntakeOffice, cycle_id: UUID, step: int) -> Task:
    return next(task for task in office.open_tasks(cycle_id, step) if not task.is_beside)


def stored(office: IntakeOffice, cycle_id: UUID, block_id: str) -> str:
    with office.database.read() as rows:
        return rows.get_one(BlockRecord, (cycle_id, block_id)).text


def write(page: Page, block_id: str, text: str) -> None:
    """Open a block and type; it is kept without a press."""
    block = page.locator(f"#uraian-{block_id}")
    if not block.evaluate("block => block.open"):
        block.locator("summary").click()
    block.locator("textarea").first.fill(text)
    expect(page.locator(f"#tersimpan-{block_id}")).to_contain_text("Tersimpan 2 Februari 2026")


def walk(office: IntakeOffice, address: str, page: Page, role: str, path: str) -> None:
    go_on_as(page, address, office.person(role).person_id)
    page.goto(address + path)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Page:
    return page_of(browser, request.param)


def test_the_pages_of_drafting_are_sound_at_each_size(
    page: Page, address: str, office: IntakeOffice, cycle_id: UUID
) -> None:
    task = the_task(office, cycle_id, 4)
    walk(office, address, page, "kasubbag", f"/tugas/{task.id}/draf")
    seen(page, "draf")
    write(page, "gambaran_umum", "Kecamatan Mentebah terdiri atas delapan desa.")
    expect(page.locator("#keadaan-gambaran_umum")).to_have_text("Terisi")
    page.click("summary:has-text('uraian belum diisi')")
    seen(page, "draf-terbuka")
    page.goto(f"{address}/tugas/{task.id}/draf/serahkan")
    seen(page, "draf-serahkan")
    walk(office, address, page, "staf", f"/tugas/{task.id}/atas-nama")
    seen(page, "atas-nama")


def test_the_pages_of_correcting_are_sound_at_each_size(
    page: Page, address: str, office: IntakeOffice, cycle_id: UUID
) -> None:
    office.play_to(cycle_id, 5)
    task = the_task(office, cycle_id, 5)
    corrected(office, cycle_id, task)
    walk(office, address, page, "sekcam", f"/tugas/{task.id}/draf")
    seen(page, "koreksi")
    page.goto(f"{address}/tugas/{task.id}/draf/serahkan")
    seen(page, "koreksi-serahkan")
    walk(office, address, page, "camat", f"/tugas/{task.id}/draf")
    seen(page, "draf-baca")


def test_the_pages_of_approving_are_sound_at_each_size(
    page: Page, address: str, office: IntakeOffice, cycle_id: UUID
) -> None:
    sent_back_by_the_camat(office, cycle_id)
    task = the_task(office, cycle_id, 5)
    with office.work() as work:
        save_block(work, office.person("sekcam"), task.id, Edit("gambaran_umum", "Terdiri atas sembilan desa.", 2))
    office.play_to(cycle_id, 6)
    task = the_task(office, cycle_id, 6)
    walk(office, address, page, "sekcam", f"/tugas/{task.id}/putusan")
    seen(page, "putusan-sekcam")
    office.finish(task, seen=office.content_hash(cycle_id))
    task = the_task(office, cycle_id, 6)
    walk(office, address, page, "camat", f"/tugas/{task.id}/putusan")
    page.click("summary:has-text('Kembalikan')")
    seen(page, "putusan-camat")
    page.click("text=Tandai sudah saya baca")
    assert "Tidak ada yang berubah sejak" in page.inner_text("main")


def sent_back_by_the_camat(office: IntakeOffice, cycle_id: UUID) -> None:
    """The camat has read the report with one block, and sent it back to be corrected."""
    drafting = the_task(office, cycle_id, 4)
    with office.work() as work:
        save_block(work, office.person("kasubbag"), drafting.id, Edit("gambaran_umum", "Terdiri atas delapan desa.", 1))
    office.play_to(cycle_id, 6)
    office.finish(the_task(office, cycle_id, 6), seen=office.content_hash(cycle_id))
    camat = the_task(office, cycle_id, 6)
    office.finish(camat, exit_=1, reason="Periksa jumlah desa.", seen=office.content_hash(cycle_id))


def seen(page: Page, name: str) -> None:
    look(page, name)
    assert complaints(page) == [], name


def corrected(office: IntakeOffice, cycle_id: UUID, task: Task) -> None:
    """Notes, and an upload that documents has read."""
    sekcam = office.person("sekcam")
    with office.work() as work:
        add_note(work, sekcam, task.id, "kesimpulan", "Sebutkan tindak lanjut tahun depan.")
        upload_correction(work, sekcam, task.id, UPLOADED)
    asked = office.events(CorrectionUploaded)[-1]
    old = "Kecamatan Mentebah terdiri atas delapan desa."
    new = "Kecamatan Mentebah terdiri atas sembilan desa dan satu kelurahan."
    found = CorrectionsProposed(
        cycle_id=cycle_id,
        correction_id=asked.correction_id,
        refused=None,
        proposals=(
            Proposal(block_id="gambaran_umum", old=old, new=new, authors=("Ratna Dewi (contoh)",), is_tracked=True),
            Proposal(block_id="kesimpulan", old="", new="Kinerja baik.", authors=(), is_tracked=False),
        ),
        number_changes=(NumberChange(where="Capaian sasaran 1, 1 IKM, Capaian (%)", old="104,96", new="99,99"),),
        unplaced=("Mohon tambahkan foto kegiatan.",),
        problems=("Berkas ini bukan salinan dari isi yang sekarang.",),
    )
    with office.work() as work:
        handlers.take_in_corrections(work, found)


def test_typing_on_while_an_answer_is_slow_loses_nothing_and_refuses_nothing(
    browser: Browser, address: str, office: IntakeOffice, cycle_id: UUID
) -> None:
    page = page_of(browser, PHONE)
    task = the_task(office, cycle_id, 4)
    walk(office, address, page, "kasubbag", f"/tugas/{task.id}/draf")
    held: list[Route] = []
    page.route("**/draf/uraian", lambda route: held.append(route) if not held else route.continue_())
    page.click("#uraian-kesimpulan summary")
    text = page.locator("#teks-kesimpulan")
    status = page.locator("#tersimpan-kesimpulan")
    with page.expect_request("**/draf/uraian"):
        text.fill("Satu.")
    expect(status).to_contain_text("Belum tersimpan")
    text.fill("Satu. Dua.")
    page.locator("#uraian-kesimpulan").get_by_role("button", name="Simpan", exact=True).click()
    held[0].continue_()
    expect(status.locator("[name=versi]")).to_have_value("3")
    expect(status).to_contain_text("Tersimpan")
    assert stored(office, cycle_id, "kesimpulan") == "Satu. Dua."


def test_a_text_that_changed_meanwhile_is_shown_and_merged_by_hand(
    browser: Browser, address: str, office: IntakeOffice, cycle_id: UUID
) -> None:
    page = page_of(browser, PHONE)
    task = the_task(office, cycle_id, 4)
    walk(office, address, page, "kasubbag", f"/tugas/{task.id}/draf")
    page.click("#uraian-kesimpulan summary")
    with office.work() as work:
        save_block(work, office.person("staf"), task.id, Edit("kesimpulan", "Tulisan staf.", 1))
    page.fill("#teks-kesimpulan", "Tulisan kasubbag.")
    status = page.locator("#tersimpan-kesimpulan")
    expect(status).to_contain_text("Tulisan staf.")
    seen(page, "draf-bentrok")
    assert page.input_value("#teks-kesimpulan") == "Tulisan kasubbag."
    page.fill("#teks-kesimpulan", "Tulisan berdua.")
    status.get_by_role("button", name="Simpan hasil gabungan").click()
    expect(status).to_contain_text("Tersimpan")
    assert stored(office, cycle_id, "kesimpulan") == "Tulisan berdua."


def test_a_session_that_ends_while_one_types_gives_the_text_back(
    browser: Browser, address: str, office: IntakeOffice, cycle_id: UUID
) -> None:
    page = page_of(browser, PHONE)
    task = the_task(office, cycle_id, 4)
    walk(office, address, page, "kasubbag", f"/tugas/{task.id}/draf")
    page.click("#uraian-kesimpulan summary")
    page.context.clear_cookies()
    page.fill("#teks-kesimpulan", "Belum sempat tersimpan.")
    page.wait_for_url("**/masuk")
    assert "Isian Anda masih tersimpan" in page.inner_text("main")
    page.select_option("#orang", str(office.person("kasubbag").person_id))
    page.click(".kinerja-demo__form button")
    page.goto(f"{address}/tugas/{task.id}/draf")
    assert page.input_value("#teks-kesimpulan") == "Belum sempat tersimpan."


def test_a_mail_scanner_that_runs_scripts_and_follows_every_link_changes_nothing(
    browser: Browser, address: str, office: IntakeOffice, cycle_id: UUID, tmp_path: Path
) -> None:
    office.play_to(cycle_id, 6)
    office.finish(the_task(office, cycle_id, 6), seen=office.content_hash(cycle_id))
    doors = Doors(office, tmp_path)
    link = doors.link(the_task(office, cycle_id, 6))
    before = everything(doors)
    page = page_of(browser, DESK)
    waiting, tried = [link], {link}
    while waiting:
        path = waiting.pop()
        assert page.request.head(address + path).status < 500
        page.goto(address + path, wait_until="networkidle")
        for found in re.findall(r'(?:href|action)="(/[^"#]*)"', page.content()):
            if found not in tried and "/aset/" not in found:
                tried.add(found)
                waiting.append(found)
    assert len(tried) > 2
    assert everything(doors) == before
