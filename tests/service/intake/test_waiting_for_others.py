"""What somebody waits for is on their first page; after an act they read who is told; a unit sees its own papers."""

from uuid import UUID

import pytest

from services.intake.models import PaperRecord
from tests.visitors import Doors


@pytest.fixture
def cycle_id(doors: Doors) -> UUID:
    return doors.office.open_cycle()


def first_page(doors: Doors, role: str) -> str:
    return doors.visitor().go_on_as(doors.office.person(role)).get("/").text


def test_the_manager_and_who_comes_next_see_what_is_awaited_and_nobody_else(doors: Doors, cycle_id: UUID) -> None:
    heading = "Yang sedang ditunggu"
    assert heading in first_page(doors, "kasubbag")
    assert heading not in first_page(doors, "camat")
    assert heading not in first_page(doors, "kasi_lurah")
    doors.office.play_to(cycle_id, 3)
    awaited = first_page(doors, "kasubbag").split(heading)[1]
    assert f"/siklus/{cycle_id}" in awaited
    assert "menunggu " in awaited
    assert "lainnya" in awaited
    doors.office.play_to(cycle_id, 4)
    assert heading in first_page(doors, "sekcam")
    assert heading not in first_page(doors, "camat")


def test_the_page_after_an_act_names_who_is_told_also_while_papers_are_prepared(doors: Doors, cycle_id: UUID) -> None:
    task = doors.office.open_tasks(cycle_id, 1)[0]
    camat = doors.visitor().go_on_as(doors.office.person("camat"))
    page = camat.get(f"/tugas/{task.id}", follow_redirects=True)
    assert "Berikan disposisi" in page.text
    typed = {"sifat": "Biasa", "diteruskan": [str(next(iter(doors.office.person("sekcam").post_ids)))]}
    done = camat.post(f"/tugas/{task.id}/perintah", typed, follow_redirects=True)
    assert "Setelah dokumennya siap, Kasubbag Keuangan dan Program menerima e-mail." in done.text
    doors.office.answer()
    assert "Yang menerima e-mail berikutnya: " in camat.get(f"/tugas/{task.id}/selesai").text


def test_a_paper_made_for_one_unit_is_kept_from_the_others(doors: Doors, cycle_id: UUID) -> None:
    doors.office.play_to(cycle_id, 3)
    mine, theirs = doors.office.open_tasks(cycle_id, 3)[:2]
    key = doors.store(b"isi")
    with doors.database.write() as rows:
        papers = {str(paper.unit_id): paper for paper in rows.query(PaperRecord) if paper.unit_id}
        for paper in papers.values():
            paper.sha256 = key
        addresses = {unit: f"/siklus/{cycle_id}/dokumen/{paper.id}" for unit, paper in papers.items()}
    my_paper, their_paper = (addresses[str(task.holder.unit_id)] for task in (mine, theirs))
    lurah = doors.visitor().go_on_as(doors.office.holder(mine))
    assert lurah.get(my_paper).status_code == 200
    refused = lurah.get(their_paper)
    assert refused.status_code == 403
    assert "Dokumen ini dibuat untuk unit lain." in refused.text
    board = lurah.get(f"/siklus/{cycle_id}").text
    assert my_paper in board
    assert their_paper not in board
    kasubbag = doors.visitor().go_on_as(doors.office.person("kasubbag"))
    assert kasubbag.get(their_paper).status_code == 200
