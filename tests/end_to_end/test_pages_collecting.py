"""Ordering, asking for data, filling in and the board's completeness, in a browser: phone and desk, with axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from services.documents.data_forms.writing import write_form
from services.documents.handlers.data_forms import _form
from services.intake.domain.cycle import Task
from services.intake.process.managed_data import close_with_gaps
from shared.events.intake import DataFormatIssued
from tests.browsing import DESK, PHONE
from tests.data_form_builder import filled
from tests.intake_office import IntakeOffice
from tests.office_workbooks import written
from tests.visitors import SECRET
from tests.walking import Walk

pytestmark = pytest.mark.needs_chromium
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def form_of(office: IntakeOffice, task: Task) -> bytes:
    (event,) = office.events(DataFormatIssued)
    form = next(form for form in event.forms if form.unit_id == task.holder.unit_id)
    return write_form(_form(event, form), SECRET)


@pytest.fixture
def walk(browser: Browser, whole_address: str, office: IntakeOffice, size: dict[str, int]) -> Walk:
    return Walk(browser, whole_address, office, size)


@SIZES
def test_ordering_and_asking_for_data(walk: Walk, office: IntakeOffice, tmp_path: Path) -> None:
    cycle = office.open_cycle()
    order = office.open_tasks(cycle, 1)[0]
    walk.go(order.holder.person_id, f"/tugas/{order.id}")
    walk.see("disposisi")
    walk.unfold("Ubah sebelum diberikan")
    walk.see("disposisi-ubah")
    walk.press("Berikan disposisi")
    walk.see("disposisi-diberikan")
    office.answer()
    ask = office.open_tasks(cycle, 2)[0]
    walk.go(ask.holder.person_id, f"/tugas/{ask.id}/format")
    walk.see("format")
    with walk.page.expect_navigation():
        walk.page.locator("main table a").first.click()
    walk.unfold("Rincian indikator")
    walk.see("format-indikator")
    sheet = tmp_path / "pk.xlsx"
    table = [["Sasaran", "Indikator Kinerja", "Target"], ["Pelayanan baik", "Indeks kepuasan (contoh)", "88,5 Nilai"]]
    sheet.write_bytes(written({"PK": table}))
    walk.open(f"/tugas/{ask.id}/format")
    walk.unfold("Ambil indikator dari berkas XLSX")
    walk.page.set_input_files("#berkas", sheet)
    walk.press("Baca berkas")
    walk.see("format-berkas")
    walk.open(f"/tugas/{ask.id}/format")
    walk.press("Kirim format ke unit")
    walk.see("format-terkirim")
    assert walk.found == []


@SIZES
def test_the_board_while_units_are_awaited(walk: Walk, office: IntakeOffice) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    walk.go(office.person("kasubbag"), "/")
    walk.see("menunggu")
    walk.open(f"/siklus/{cycle}")
    walk.see("kelengkapan")
    walk.press("Ingatkan semua yang belum mengirim")
    walk.see("diingatkan")
    assert walk.found == []


@SIZES
def test_a_unit_fills_in_by_file_and_by_hand(walk: Walk, office: IntakeOffice, tmp_path: Path) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    fill = office.open_tasks(cycle, 3)[0]
    walk.go(fill.holder.person_id, f"/tugas/{fill.id}")
    walk.see("tugas-isian")
    walk.follow("Isi data")
    walk.see("isian")
    form = tmp_path / "isian.xlsx"
    form.write_bytes(filled(form_of(office, fill), I6="87,5", I7="87.5"))
    walk.unfold("Isi dengan berkas XLSX")
    walk.page.set_input_files("#formulir", form)
    walk.press("Baca berkas")
    walk.see("isian-berkas")
    walk.press("Pakai isian ini")
    walk.press("Periksa sebelum mengirim")
    walk.see("isian-salah")
    for field in walk.page.locator("input[name^=realisasi-]").all():
        field.fill("87,5")
    walk.choose_answers()
    walk.page.locator("details[id^=keterangan-] summary").first.click()
    walk.page.locator("textarea[name^=faktor_pendukung-]").first.fill("Petugas bertambah.")
    walk.see("isian-terisi")
    walk.press("Periksa sebelum mengirim")
    walk.see("isian-periksa")
    walk.press("Kirim data")
    walk.see("isian-terkirim")
    walk.open(f"/tugas/{fill.id}")
    walk.see("isian-tarik")
    assert walk.found == []


@SIZES
def test_a_unit_that_was_left_out_sends_late(walk: Walk, office: IntakeOffice) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    sent, late = office.open_tasks(cycle, 3)[:2]
    office.submit(sent)
    with office.work() as work:
        close_with_gaps(work, office.person("kasubbag"), cycle, "Batas waktu habis.")
    office.answer()
    walk.go(late.holder.person_id, f"/tugas/{late.id}")
    walk.see("susulan")
    walk.follow("Isi data susulan")
    walk.see("susulan-isian")
    assert walk.found == []


@pytest.mark.parametrize("size", [PHONE], ids=["phone"])
def test_what_is_typed_is_kept_while_it_is_typed_and_survives_a_reload(walk: Walk, office: IntakeOffice) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    task = office.open_tasks(cycle, 3)[0]
    walk.go(task.holder.person_id, f"/tugas/{task.id}/isian")
    field = walk.page.locator("input[name^=realisasi-]").first
    field.fill("87,5")
    status = walk.page.locator("#tersimpan")
    expect(status).to_have_text("Belum tersimpan …")
    expect(status).to_have_text("Tersimpan 08.00 WIB")
    walk.page.reload()
    expect(field).to_have_value("87,5")
    expect(status).to_have_text("Tersimpan 08.00 WIB")
    office.submit(task)
    field.fill("88")
    expect(status).to_contain_text("sudah diselesaikan")
