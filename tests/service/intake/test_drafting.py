"""Step 4: the draft's page, block by block, and handing it on with its gaps signed for."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from services.intake.domain.cycle import Task
from services.intake.models import BlockRecord, RevisionRecord
from services.intake.process.managed_data import close_with_gaps
from shared.events.intake import LkjipRevised
from tests.visitors import Doors, Visitor

pytestmark = pytest.mark.cycle_at(4)


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 4)[0]


def as_(doors: Doors, role: str) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person(role))


def block(doors: Doors, cycle_id: UUID, block_id: str = "kesimpulan") -> BlockRecord:
    with doors.database.read() as rows:
        return rows.get_one(BlockRecord, (cycle_id, block_id))


def typed(text: str, version: int = 1, block_id: str = "kesimpulan") -> dict[str, str]:
    return {"bagian": block_id, f"teks-{block_id}": text, "versi": str(version)}


def ticks(page: str) -> dict[str, str]:
    return dict.fromkeys(re.findall(r'name="(kekurangan-[0-9a-f]+)"', page), "ya")


def hash_on(page: str) -> str:
    found = re.search(r'name="content_hash" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_the_page_shows_figures_gaps_and_blocks_and_the_general_page_leads_there(doors: Doors, task: Task) -> None:
    for role in ("kasubbag", "staf"):
        visitor = as_(doors, role)
        assert f'href="/tugas/{task.id}/draf"' in visitor.get(f"/tugas/{task.id}").text
        page = visitor.get(f"/tugas/{task.id}/draf").text
        assert "<svg" in page
        assert "Indikator 1" in page
        assert "Uraian “Kesimpulan” belum diisi." in page
        assert 'name="teks-kesimpulan"' in page
    reader = as_(doors, "camat").get(f"/tugas/{task.id}/draf")
    assert reader.status_code == 200
    assert "<textarea" not in reader.text
    assert "serahkan" not in as_(doors, "staf").get(f"/tugas/{task.id}/draf").text


def test_a_block_is_saved_by_its_button_and_while_one_types(doors: Doors, cycle_id: UUID, task: Task) -> None:
    visitor, address = as_(doors, "staf"), f"/tugas/{task.id}/draf/uraian"
    visitor.get(f"/tugas/{task.id}/draf")
    answer = visitor.post(address, typed("Baris satu.\r\n\r\nBaris dua."))
    assert (answer.status_code, answer.headers["Location"].rpartition("#")[2]) == (303, "uraian-kesimpulan")
    assert block(doors, cycle_id).text == "Baris satu.\n\nBaris dua."
    answer = visitor.post(address, typed("Tiga.", 2), headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert 'name="versi" value="3"' in answer.text
    assert "Tersimpan 2 Februari 2026 pukul 08.00 WIB oleh" in answer.text
    again = visitor.post(address, typed("Tiga.", 2))  # sent twice
    assert (again.status_code, block(doors, cycle_id).version) == (303, 3)


def test_a_text_that_another_saved_meanwhile_is_shown_beside_the_typed_one(
    doors: Doors, cycle_id: UUID, task: Task
) -> None:
    staf, kasubbag, address = as_(doors, "staf"), as_(doors, "kasubbag"), f"/tugas/{task.id}/draf/uraian"
    for visitor in (staf, kasubbag):
        visitor.get(f"/tugas/{task.id}/draf")
    staf.post(address, typed("Tulisan staf."))
    refused = kasubbag.post(address, typed("Tulisan kasubbag."))
    assert refused.status_code == 422
    assert "Bagian ini sudah diubah oleh" in refused.text
    assert refused.text.count("Tulisan kasubbag.") == 1
    assert "Tulisan staf." in refused.text
    by_script = kasubbag.post(address, typed("Tulisan kasubbag."), headers={"HX-Request": "true"})
    assert (by_script.status_code, 'name="versi" value="1"' in by_script.text) == (422, True)
    assert "Tulisan staf." in by_script.text
    assert block(doors, cycle_id).text == "Tulisan staf."
    merged = {**typed("Tulisan berdua."), "ganti": "2"}
    assert kasubbag.post(address, merged).status_code == 303
    assert block(doors, cycle_id).text == "Tulisan berdua."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (typed("x", block_id="tidak_ada"), "Bagian ini tidak ada dalam laporan."),
        (typed("x" * 20_001), "terlalu panjang"),
        ({**typed("x"), "versi": "satu"}, "sudah diubah"),
        ({}, "Bagian ini tidak ada dalam laporan."),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_changes(
    doors: Doors, cycle_id: UUID, task: Task, fields: dict[str, str], words: str
) -> None:
    visitor = as_(doors, "kasubbag")
    visitor.get(f"/tugas/{task.id}/draf")
    answer = visitor.post(f"/tugas/{task.id}/draf/uraian", fields)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert block(doors, cycle_id).version == 1
    assert as_(doors, "sekcam").post(f"/tugas/{task.id}/draf/uraian", typed("x")).status_code in {303, 403}
    assert block(doors, cycle_id).text == ""


def test_a_preview_is_asked_for_once_per_content_and_said_to_be_prepared(
    doors: Doors, cycle_id: UUID, task: Task
) -> None:
    visitor, page = as_(doors, "staf"), f"/tugas/{task.id}/draf"
    assert "LKjIP.docx" in visitor.get(page).text
    before = len(doors.office.events(LkjipRevised))
    visitor.post(f"{page}/uraian", typed("Isi baru."))
    assert "Isi sudah berubah sejak dokumen terakhir dibuat." in visitor.get(page).text
    for _ in range(2):
        assert visitor.post(f"{page}/pratinjau").status_code == 303
    assert len(doors.office.events(LkjipRevised)) == before + 1
    assert "sedang disiapkan" in visitor.get(page).text
    doors.office.answer()
    told = doors.office.events(LkjipRevised)[-1]
    assert (told.stage, told.content_hash) == ("draft", doors.office.cycle(cycle_id).content_hash)
    assert "sedang disiapkan" not in visitor.get(page).text


def test_a_draft_is_handed_on_only_with_every_gap_signed_for(doors: Doors, cycle_id: UUID, task: Task) -> None:
    visitor, page = as_(doors, "kasubbag"), f"/tugas/{task.id}/draf"
    shown = visitor.get(f"{page}/serahkan").text
    seen = {"content_hash": hash_on(shown)}
    all_ticks = ticks(shown)
    assert len(all_ticks) > 5
    first = next(iter(all_ticks))
    refused = visitor.post(f"{page}/selesai", {**seen, first: "ya"})
    assert refused.status_code == 422
    assert refused.text.count("Centang: ") > 2
    assert f'id="{first}" name="{first}" type="checkbox" value="ya" checked' in refused.text
    assert "Centang setiap kekurangan." in refused.text
    general = visitor.post(f"/tugas/{task.id}/selesai", seen)
    assert (general.status_code, doors.office.open_steps(cycle_id)) == (422, [4])
    as_(doors, "staf").post(f"{page}/uraian", typed("x"))
    visitor.post(f"{page}/uraian", typed("Ditulis setelah dilihat.", 2))
    changed = visitor.post(f"{page}/selesai", {**seen, **all_ticks})
    assert (changed.status_code, "sudah berubah sejak Anda membukanya" in changed.text) == (422, True)
    shown = visitor.get(f"{page}/serahkan").text
    done = {"content_hash": hash_on(shown), **ticks(shown)}
    assert "kesimpulan" not in shown.lower()
    assert visitor.post(f"{page}/selesai", done).headers["Location"].endswith(f"/tugas/{task.id}/selesai")
    assert "Tidak ada yang berubah." in visitor.post(f"{page}/selesai", done).text
    doors.office.answer()
    assert doors.office.open_steps(cycle_id) == [5]
    line = next(line for line in doors.office.history(cycle_id) if line.what == "task_completed" and line.step == 4)
    assert line.reason.startswith("Diserahkan dengan kekurangan: ")
    assert "Uraian “Kata pengantar” belum diisi." in line.reason
    with doors.database.read() as rows:
        texts = [row.blocks for row in rows.scalars(select(RevisionRecord).order_by(RevisionRecord.number))]
    assert texts[-1][-1]["text"] == "Ditulis setelah dilihat."


def test_a_unit_without_data_is_a_gap_and_its_late_data_are_taken_or_left(doors: Doors) -> None:
    office = doors.office
    cycle_id = office.open_cycle("2024")
    office.play_to(cycle_id, 3)
    first, second, *others = office.open_tasks(cycle_id, 3)
    for other in others:
        office.submit(other)
    with office.work() as work:
        close_with_gaps(work, office.person("kasubbag"), cycle_id, "Batas akhir sudah dekat.")
    office.answer()
    task = office.open_tasks(cycle_id, 4)[0]
    for late in (first, second):
        office.submit(late)
    visitor, page = as_(doors, "kasubbag"), f"/tugas/{task.id}/draf"
    shown = visitor.get(page).text
    assert shown.count("Belum ada data dari") == 2
    ids = re.findall(r'name="kiriman" value="([^"]+)"', shown)
    assert len(ids) == 2
    assert 'name="kiriman"' not in as_(doors, "staf").get(page).text
    for kiriman, what in zip(ids, ("pakai", "tinggal"), strict=True):
        assert visitor.post(f"{page}/susulan", {"kiriman": kiriman, "tindakan": what}).status_code == 303
    twice = visitor.post(f"{page}/susulan", {"kiriman": ids[0], "tindakan": "pakai"})
    assert "sudah diputuskan" in twice.text
    assert visitor.post(f"{page}/susulan", {"kiriman": "x"}).status_code == 422
    office.answer()
    shown = visitor.get(page).text
    assert shown.count("Belum ada data dari") == 1
    assert 'name="kiriman"' not in shown


def test_one_units_data_go_back_and_the_changed_figures_are_marked(doors: Doors, cycle_id: UUID, task: Task) -> None:
    office, visitor, page = doors.office, as_(doors, "kasubbag"), f"/tugas/{task.id}/draf"
    shown = visitor.get(page).text
    unit, name = re.findall(r'<option value="([0-9a-f-]{36})"[^>]*>([^<]+)', shown.partition('id="unit"')[2])[0]
    causes = re.findall(r'name="(teks-penyebab-[0-9a-f]+)"', shown)[0].removeprefix("teks-").replace("-", ":")
    with doors.database.read() as rows:
        version = rows.get_one(BlockRecord, (cycle_id, causes)).version
    fields = {"bagian": causes, f"teks-{causes.replace(':', '-')}": "Sebab.", "versi": str(version)}
    assert visitor.post(f"{page}/uraian", fields).status_code == 303
    assert visitor.post(f"{page}/kembalikan-data", {"unit": "", "alasan_unit": "x"}).status_code == 422
    refused = visitor.post(f"{page}/kembalikan-data", {"unit": unit, "alasan_unit": " "})
    assert (refused.status_code, "Isi alasannya" in refused.text) == (422, True)
    sent = {"unit": unit, "alasan_unit": "Angka belum cocok."}
    assert visitor.post(f"{page}/kembalikan-data", sent).status_code == 303
    assert f"Data {name} sedang diperbaiki" in visitor.get(page).text
    shown = visitor.get(f"{page}/serahkan").text
    waits = visitor.post(f"{page}/selesai", {"content_hash": hash_on(shown), **ticks(shown)})
    assert "belum kembali" in waits.text
    back = next(each for each in office.open_tasks(cycle_id, 4) if each.is_beside)
    office.submit(back, "80")
    office.answer()
    shown = visitor.get(page).text
    assert "Angka berubah" in shown
    assert "ditulis sebelum angkanya berubah" in shown
    with doors.database.read() as rows:
        stale = rows.get_one(BlockRecord, (cycle_id, causes))
    kept = {**fields, "versi": str(stale.version)}
    assert (stale.text, visitor.post(f"{page}/uraian", kept).status_code) == ("Sebab.", 303)
    assert "ditulis sebelum angkanya berubah" not in visitor.get(page).text


def test_what_was_typed_when_the_session_ended_is_given_back(doors: Doors, task: Task) -> None:
    visitor, page = as_(doors, "kasubbag"), f"/tugas/{task.id}/draf"
    visitor.get(page)
    visitor.client.delete_cookie("kinerja")
    answer = visitor.post(f"{page}/uraian", typed("Belum sempat tersimpan."), headers={"HX-Request": "true"})
    assert answer.headers["Location"].endswith("/masuk")
    visitor.go_on_as(doors.office.person("kasubbag"))
    shown = visitor.get(page).text
    assert "Belum sempat tersimpan." in shown
    assert "sudah kami kembalikan" in shown


def test_a_task_that_drafts_nothing_has_no_such_page(doors: Doors, cycle_id: UUID) -> None:
    others = [task for run in doors.office.cycle(cycle_id).runs if run.step != 4 for task in run.tasks]
    visitor = as_(doors, "kasubbag")
    addresses = [f"/tugas/{task.id}/{page}" for task in others for page in ("draf", "draf/serahkan", "putusan")]
    assert {visitor.get(address).status_code for address in addresses} == {404}
