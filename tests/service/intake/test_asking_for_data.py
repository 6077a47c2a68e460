"""Step 2: what is asked of whom is put right on the page or taken from a file, then issued with its letter."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from services.intake.domain.cycle import Task
from services.intake.models import CycleIndicatorRecord
from services.intake.process.minta_data import indicators_of
from shared.events.intake import DataFormatIssued
from tests.office_workbooks import written
from tests.visitors import Doors, Visitor

pytestmark = pytest.mark.cycle_at(2)

UNIT = "Seksi Pelayanan Umum"
PERJANJIAN_KINERJA: list[list[Any]] = [
    ["PERJANJIAN KINERJA TAHUN 2026"],
    ["KECAMATAN MENTEBAH"],
    [],
    ["No", "Sasaran Strategis", "Indikator Kinerja", "Target 2026"],
    ["(1)", "(2)", "(3)", "(4)"],
    [1, "Meningkatnya kualitas pelayanan", "Indeks kepuasan masyarakat (contoh)", "88,5 Nilai"],
    [2, "", "Rata-rata lama pelayanan (contoh)", 12],
    ["", "", "Camat Mentebah", ""],
]
NEW = {
    "unit": UNIT,
    "sasaran": "Meningkatnya kualitas pelayanan",
    "indikator": "Persentase surat selesai tepat waktu (contoh)",
    "satuan": "Persen",
    "arah": "naik",
    "target": "95,5",
    "rumus": "Surat tepat waktu dibagi surat masuk",
    "tindakan": "simpan",
}


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 2)[0]


@pytest.fixture
def asker(doors: Doors, task: Task) -> Visitor:
    return doors.visitor().go_on_as(doors.office.holder(task))


def kept(doors: Doors, cycle_id: UUID) -> dict[str, CycleIndicatorRecord]:
    with doors.database.read() as session:
        return {row.code: row for row in indicators_of(session, cycle_id)}


def upload(asker: Visitor, task: Task, content: bytes, unit: str = "") -> str:
    asker.get(f"/tugas/{task.id}/format")
    sent = {"berkas": (io.BytesIO(content), "pk.xlsx"), "unit": unit}
    return asker.post(f"/tugas/{task.id}/format/berkas", sent, content_type="multipart/form-data").text


def test_an_indicator_is_added_changed_and_removed(doors: Doors, cycle_id: UUID, task: Task, asker: Visitor) -> None:
    before = kept(doors, cycle_id)
    address = f"/tugas/{task.id}/format/indikator"
    asker.get(address)
    assert asker.post(address, NEW).status_code == 303
    (code,) = kept(doors, cycle_id).keys() - before.keys()
    assert kept(doors, cycle_id)[code].target == Decimal("95.5")
    page = asker.get(f"{address}?code={code}").text
    assert "Surat tepat waktu dibagi surat masuk" in page
    assert asker.post(address, {**NEW, "code": code, "target": "97"}).status_code == 303
    assert kept(doors, cycle_id)[code].target == 97
    assert asker.post(address, {"code": code, "tindakan": "hapus"}).status_code == 303
    assert kept(doors, cycle_id).keys() == before.keys()


def test_what_is_wrong_with_an_indicator_is_said_at_its_field_and_nothing_typed_is_lost(
    doors: Doors, cycle_id: UUID, task: Task, asker: Visitor
) -> None:
    before = kept(doors, cycle_id)
    address = f"/tugas/{task.id}/format/indikator"
    asker.get(address)
    answer = asker.post(address, {**NEW, "indikator": "", "arah": "miring"})
    assert answer.status_code == 422
    assert 'id="indikator-error"' in answer.text
    assert "Surat tepat waktu dibagi surat masuk" in answer.text
    answer = asker.post(address, {**NEW, "unit": "Unit kantor lain"})
    assert "Indikator atau unit itu tidak ada pada siklus ini." in answer.text
    assert kept(doors, cycle_id).keys() == before.keys()
    assert asker.get(f"{address}?code=IK-99").status_code == 404


def test_a_perjanjian_kinerja_is_shown_before_it_is_taken(
    doors: Doors, cycle_id: UUID, task: Task, asker: Visitor
) -> None:
    before = kept(doors, cycle_id)
    content = written({"PK 2026": PERJANJIAN_KINERJA})
    refused = upload(asker, task, content)
    assert "Lembar PK 2026, sel C6: Unit: wajib diisi" in refused
    shown = upload(asker, task, content, UNIT)
    assert shown.count("ditambah") == 2
    assert "Camat Mentebah: " not in shown
    assert kept(doors, cycle_id).keys() == before.keys()
    key = re.search(r'name="berkas" value="([^"]+)"', shown)
    assert key is not None
    answer = asker.post(f"/tugas/{task.id}/format/pakai", {"berkas": key[1], "unit": UNIT})
    assert answer.status_code == 303
    first, second = (row for code, row in kept(doors, cycle_id).items() if code not in before)
    assert (first.target, first.satuan, first.sasaran) == (Decimal("88.5"), "Nilai", "Meningkatnya kualitas pelayanan")
    assert second.sasaran == first.sasaran
    again = upload(asker, task, content)
    assert (again.count("diubah"), again.count("ditambah")) == (2, 0)


def test_a_file_changes_only_what_it_says(doors: Doors, cycle_id: UUID, task: Task, asker: Visitor) -> None:
    code, before = next(iter(kept(doors, cycle_id).items()))
    address = f"/tugas/{task.id}/format/indikator"
    asker.get(address)
    asker.post(address, {**NEW, "indikator": before.indikator, "code": code})
    table: list[list[Any]] = [
        ["Kode", "Sasaran", "Indikator Kinerja Utama (IKU)", "Target"],
        [code, before.sasaran, before.indikator, 77],
    ]
    shown = upload(asker, task, written({"IKU": table}))
    key = re.search(r'name="berkas" value="([^"]+)"', shown)
    assert key is not None
    asker.post(f"/tugas/{task.id}/format/pakai", {"berkas": key[1], "unit": ""})
    after = kept(doors, cycle_id)[code]
    assert (after.target, after.formula, after.satuan) == (Decimal(77), NEW["rumus"], "Persen")


def test_a_file_that_is_no_table_and_one_that_is_no_workbook_are_refused(task: Task, asker: Visitor) -> None:
    assert "tidak ada tabel dengan kolom Indikator" in upload(asker, task, written({"Lembar1": [["a", "b"]]}))
    assert "Belum ada yang berubah." in upload(asker, task, b"bukan berkas")


def test_the_format_is_issued_with_the_letter_as_it_was_written(
    doors: Doors, cycle_id: UUID, task: Task, asker: Visitor
) -> None:
    asker.get(f"/tugas/{task.id}/format")
    letter = {"nomor": "B/12/2026", "tanggal": "2026-01-09", "pesan": "Mohon lengkap.", "tanpa_indikator": "ya"}
    assert asker.post(f"/tugas/{task.id}/format/kirim", {**letter, "tanggal": "besok"}).status_code == 422
    assert asker.post(f"/tugas/{task.id}/format/kirim", letter).status_code == 303
    (issued,) = doors.office.events(DataFormatIssued)
    assert (issued.letterhead.number, issued.letterhead.dated_on) == ("B/12/2026", date(2026, 1, 9))
    assert issued.message == "Mohon lengkap."
    assert "sudah diselesaikan" in asker.post(f"/tugas/{task.id}/format/kirim", letter).text
    doors.office.answer()
    assert doors.office.open_steps(cycle_id) == [3]
    asker.get("/")
    closed = asker.post(f"/tugas/{task.id}/format/indikator", NEW)
    assert closed.status_code in {403, 422}


def test_a_unit_of_whom_nothing_is_asked_must_be_meant(
    doors: Doors, cycle_id: UUID, task: Task, asker: Visitor
) -> None:
    address = f"/tugas/{task.id}/format/indikator"
    asker.get(address)
    first = next(iter(kept(doors, cycle_id).values()))
    for code, row in kept(doors, cycle_id).items():
        if row.unit_id == first.unit_id:
            asker.post(address, {"code": code, "tindakan": "hapus"})
    answer = asker.post(f"/tugas/{task.id}/format/kirim", {})
    assert answer.status_code == 422
    assert "Unit ini belum memiliki indikator" in answer.text
    assert asker.post(f"/tugas/{task.id}/format/kirim", {"tanpa_indikator": "ya"}).status_code == 303


def test_nobody_else_touches_the_format(doors: Doors, task: Task) -> None:
    other = doors.visitor().go_on_as(doors.office.person("camat"))
    assert other.post(f"/tugas/{task.id}/format/kirim", {}).status_code == 403
    assert other.post(f"/tugas/{task.id}/format/indikator", NEW).status_code == 403
