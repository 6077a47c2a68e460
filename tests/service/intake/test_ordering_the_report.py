"""Step 1: the Disposisi is prefilled, given with one press, and says what its author chose."""

from uuid import UUID

import pytest

from services.intake.domain.cycle import Task
from services.intake.process.perintah import TICKED
from shared.events.intake import CycleOrdered
from tests.visitors import Doors, Visitor


@pytest.fixture
def cycle_id(doors: Doors) -> UUID:
    return doors.office.open_cycle()


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 1)[0]


@pytest.fixture
def camat(doors: Doors) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person("camat"))


def test_the_page_offers_the_usual_and_the_paper_says_what_was_chosen(doors: Doors, task: Task, camat: Visitor) -> None:
    page = camat.get(f"/tugas/{task.id}/perintah").text
    assert all(text in page for text in TICKED)
    assert "Susun LKjIP Tahun 2025 sesuai SOP 067/01/SOP/K.MTB/2022." in page
    lurah = doors.office.people()[6]
    chosen = {
        "sifat": "Segera",
        "petunjuk": [TICKED[1], "bukan petunjuk"],
        "isi": "Dahulukan data kependudukan.",
        "diteruskan": [str(next(iter(doors.office.person("sekcam").post_ids)))],
        "tembusan": [str(post) for post in lurah.post_ids],
    }
    assert camat.post(f"/tugas/{task.id}/perintah", chosen).status_code == 303
    (ordered,) = doors.office.events(CycleOrdered)
    assert (ordered.sifat, ordered.instructions) == ("Segera", (TICKED[1],))
    assert ordered.instruction == "Dahulukan data kependudukan."
    assert [person.jabatan for person in ordered.forwarded_to] == ["Sekretaris Kecamatan"]
    assert [person.name for person in ordered.copies_to] == [lurah.name]


def test_without_an_addressee_nothing_is_given_and_nothing_typed_is_lost(
    doors: Doors, cycle_id: UUID, task: Task, camat: Visitor
) -> None:
    camat.get(f"/tugas/{task.id}/perintah")
    answer = camat.post(f"/tugas/{task.id}/perintah", {"sifat": "Biasa", "isi": "Kata saya."})
    assert answer.status_code == 422
    assert "Pilih kepada siapa disposisi diteruskan." in answer.text
    assert "Kata saya." in answer.text
    assert doors.office.open_steps(cycle_id) == [1]


def test_given_twice_counts_once_and_nobody_else_gives_it(doors: Doors, task: Task, camat: Visitor) -> None:
    sekcam = doors.visitor().go_on_as(doors.office.person("sekcam"))
    typed = {"sifat": "Biasa", "diteruskan": [str(next(iter(doors.office.person("sekcam").post_ids)))]}
    sekcam.get("/")
    assert sekcam.post(f"/tugas/{task.id}/perintah", typed).status_code == 403
    camat.get(f"/tugas/{task.id}/perintah")
    assert camat.post(f"/tugas/{task.id}/perintah", typed).status_code == 303
    again = camat.post(f"/tugas/{task.id}/perintah", typed)
    assert again.status_code == 422
    assert "sudah diselesaikan oleh Bima Santosa (contoh)" in again.text
    assert len(doors.office.events(CycleOrdered)) == 1
