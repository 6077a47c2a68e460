"""Catat atas nama: kasubbag or staf record what somebody decided on paper, with reason and scan."""

import io
import re
from typing import Any
from uuid import UUID

import pytest

from services.intake.domain.cycle import Task
from services.intake.domain.errors import NotAllowed
from services.intake.domain.moves import Completion
from services.intake.models import TaskFileRecord, TaskRecord
from services.intake.process.acts_for import PaperAct, record_act
from shared.events.intake import ActRecordedFor, TaskCompleted
from tests.visitors import Doors, Visitor

PDF = b"%PDF-1.4\n% lembar putusan\n%%EOF\n"
MULTIPART = {"content_type": "multipart/form-data"}


def as_(doors: Doors, role: str) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person(role))


def at(doors: Doors, step: int) -> tuple[UUID, Task]:
    cycle_id = doors.office.open_cycle()
    doors.office.play_to(cycle_id, step)
    return cycle_id, doors.office.open_tasks(cycle_id, step)[0]


def scan() -> dict[str, Any]:
    return {"pindaian": (io.BytesIO(PDF), "putusan camat.pdf")}


def typed(page: str, **more: str) -> dict[str, str]:
    found = re.search(r'name="content_hash" value="([0-9a-f]*)"', page)
    assert found
    ticks = dict.fromkeys(re.findall(r'name="(kekurangan-[0-9a-f]+)"', page), "ya")
    return {"content_hash": found[1], "sebab": "Camat dinas luar.", **ticks, **more}


def an_approval(doors: Doors) -> tuple[UUID, Task]:
    """The camat's turn of step 6."""
    cycle_id, first = at(doors, 6)
    doors.office.finish(first, seen=doors.office.content_hash(cycle_id))
    return cycle_id, doors.office.open_tasks(cycle_id, 6)[0]


def test_an_approval_on_paper_is_the_camats_with_the_recorders_name_beside_it(doors: Doors) -> None:
    cycle_id, task = an_approval(doors)
    staf, page = as_(doors, "staf"), f"/tugas/{task.id}/atas-nama"
    fields = typed(staf.get(page).text, putusan="0")
    assert staf.post(page, {**fields, **scan()}, **MULTIPART).status_code == 303
    camat, recorder = doors.office.person("camat"), doors.office.person("staf")
    lines = [line for line in doors.office.history(cycle_id) if line.what in {"task_completed", "act_recorded_for"}]
    done, noted = lines[-2:]
    assert {(line.person_id, line.jabatan, line.channel) for line in (done, noted)} == {
        (camat.person_id, camat.jabatan, "kertas")
    }
    assert noted.text == f"“Setujui” atas nama {camat.name}, dicatat oleh {recorder.name}, {recorder.jabatan}."
    assert (noted.reason, noted.content_hash) == ("Camat dinas luar.", fields["content_hash"])
    (event,) = doors.office.events(ActRecordedFor)
    assert (event.what, event.recorded_by.name) == ("Setujui", recorder.name)
    assert event.task.holder.person_id == camat.person_id
    assert doors.office.events(TaskCompleted)[-1].completed_by.person_id == camat.person_id
    with doors.database.read() as rows:
        file = rows.query(TaskFileRecord).filter_by(task_id=task.id).one()
        assert (file.name, file.added_by) == ("putusan camat.pdf", recorder.person_id)
    again = staf.post(page, {**fields, **scan()}, **MULTIPART)
    assert (again.status_code, "Sudah disetujui oleh" in again.text) == (422, True)
    doors.office.answer()
    assert doors.office.open_steps(cycle_id) == [7]


def test_reason_scan_and_decision_are_asked_for_and_nothing_typed_is_lost(doors: Doors) -> None:
    cycle_id, task = an_approval(doors)
    staf, page = as_(doors, "staf"), f"/tugas/{task.id}/atas-nama"
    assert f'href="{page}"' in staf.get(f"/tugas/{task.id}").text
    shown = staf.get(page).text
    assert "Catat atas nama Camat" in shown
    fields = typed(shown, putusan="0")
    no_reason = staf.post(page, {**fields, "sebab": " ", **scan()}, **MULTIPART)
    assert (no_reason.status_code, "Isi mengapa tindakan ini" in no_reason.text) == (422, True)
    no_scan = staf.post(page, fields, **MULTIPART)
    assert (no_scan.status_code, "Unggah pindaian kertas" in no_scan.text) == (422, True)
    assert "Camat dinas luar." in no_scan.text
    no_choice = staf.post(page, {**fields, "putusan": "", **scan()}, **MULTIPART)
    assert "Pilih keputusan Anda." in no_choice.text
    back = staf.post(page, {**fields, "putusan": "1", **scan()}, **MULTIPART)
    assert (back.status_code, "Isi alasannya" in back.text) == (422, True)
    other = staf.post(page, {**fields, "content_hash": "0" * 64, **scan()}, **MULTIPART)
    assert (other.status_code, "sudah berubah" in other.text) == (422, True)
    assert doors.office.open_steps(cycle_id) == [6]


def test_four_eyes_are_those_of_the_person_in_whose_name_it_is(doors: Doors) -> None:
    cycle_id, task = at(doors, 5)
    kasubbag, page = as_(doors, "kasubbag"), f"/tugas/{task.id}/atas-nama"
    fields = typed(kasubbag.get(page).text, putusan="0", sebab="Sekcam sakit.")
    # Who drafted may record what the sekcam decided: the decision is the sekcam's.
    assert kasubbag.post(page, {**fields, **scan()}, **MULTIPART).status_code == 303
    doors.office.answer()
    assert doors.office.open_steps(cycle_id) == [6]


def test_who_drafted_decides_about_it_on_paper_no_more_than_at_the_web(doors: Doors) -> None:
    cycle_id, task = at(doors, 5)
    sekcam = doors.office.person("sekcam")
    with doors.database.write() as rows:
        drafted = rows.get_one(TaskRecord, doors.office.run(cycle_id, 4).tasks[0].id)
        drafted.completed_by = sekcam.person_id
    staf, page = as_(doors, "staf"), f"/tugas/{task.id}/atas-nama"
    refused = staf.post(page, {**typed(staf.get(page).text, putusan="0"), **scan()}, **MULTIPART)
    assert (refused.status_code, f"{sekcam.name} ikut menyusun isi ini" in refused.text) == (422, True)
    assert doors.office.open_steps(cycle_id) == [5]


def test_the_process_asks_for_the_right_itself(doors: Doors) -> None:
    _, task = at(doors, 5)
    camat = doors.office.person("camat")
    act = PaperAct(done=Completion(task_id=task.id, person_id=camat.person_id, exit=0), why="x", scan=None)
    with pytest.raises(NotAllowed), doors.office.work() as work:
        record_act(work, camat, act)


def test_a_draft_is_handed_on_by_paper_with_its_gaps(doors: Doors) -> None:
    cycle_id, task = at(doors, 4)
    staf, page = as_(doors, "staf"), f"/tugas/{task.id}/atas-nama"
    fields = typed(staf.get(page).text, sebab="Kasubbag cuti.")
    unsigned = {name: value for name, value in fields.items() if not name.startswith("kekurangan-")}
    assert "Centang: " in staf.post(page, {**unsigned, **scan()}, **MULTIPART).text
    assert staf.post(page, {**fields, **scan()}, **MULTIPART).status_code == 303
    doors.office.answer()
    assert doors.office.open_steps(cycle_id) == [5]


def test_figures_signatures_and_ones_own_task_are_never_recorded_for_somebody(doors: Doors) -> None:
    cycle_id, unit = at(doors, 3)
    kasubbag = as_(doors, "kasubbag")
    page = f"/tugas/{unit.id}/atas-nama"
    shown = kasubbag.get(page).text
    assert "tidak dapat dicatat atas nama" in shown
    assert "pindaian" not in shown.partition("<main")[2]
    refused = kasubbag.post(page, {"sebab": "x", **scan()}, **MULTIPART)
    assert (refused.status_code, "Angka, tanda tangan" in refused.text) == (422, True)
    doors.office.play_to(cycle_id, 4)
    own = doors.office.open_tasks(cycle_id, 4)[0]
    assert kasubbag.get(f"/tugas/{own.id}/atas-nama").status_code == 403
    assert as_(doors, "camat").get(f"/tugas/{own.id}/atas-nama").status_code == 403
    doors.office.play_to(cycle_id, 7)
    signing = doors.office.open_tasks(cycle_id, 7)[0]
    refused = kasubbag.get(f"/tugas/{signing.id}/atas-nama")
    assert (refused.status_code, "Tanda tangan tidak dapat dicatat" in refused.text) == (403, True)
    assert "Catat atas nama" not in kasubbag.get(f"/tugas/{signing.id}").text
