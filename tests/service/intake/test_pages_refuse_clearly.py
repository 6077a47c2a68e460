"""What cannot be taken is answered in plain words, changes nothing, and loses nothing that was typed."""

from html import unescape
from uuid import UUID

import pytest

from services.intake.domain.cycle import Task
from tests.visitors import Doors, Visitor

pytestmark = pytest.mark.cycle_at(3)


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 3)[0]


@pytest.fixture
def unit(doors: Doors, task: Task) -> Visitor:
    return doors.visitor().go_on_as(doors.office.holder(task))


def typed(doors: Doors, task: Task, realisasi: str) -> dict[str, str]:
    codes = [value.code for value in doors.office.values_of(task)]
    return doors.office.typed_figures(task, realisasi) | {f"penjelasan-{code}": "Survei bulan Juni." for code in codes}


def send(doors: Doors, unit: Visitor, task: Task) -> str:
    page = f"/tugas/{task.id}/isian"
    unit.get(page)
    unit.post(page, {**typed(doors, task, "87,5"), "tindakan": "periksa"})
    shown = unit.get(f"{page}/periksa").text
    return shown.partition('name="isian" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("87.5", "Maksud Anda 87,5 (delapan puluh tujuh koma lima) atau 875? Gunakan koma untuk desimal."),
        ("banyak", "“banyak” bukan angka."),
        ("", "Isi angkanya, atau pilih alasannya: nol, belum ada data, tidak berlaku."),
    ],
)
def test_a_figure_that_is_not_clear_is_asked_about_and_everything_typed_stays(
    doors: Doors, unit: Visitor, task: Task, figure: str, message: str
) -> None:
    unit.get(f"/tugas/{task.id}/isian")
    answer = unit.post(f"/tugas/{task.id}/isian", {**typed(doors, task, figure), "tindakan": "periksa"})
    shown = unescape(answer.text)
    assert answer.status_code == 422
    assert message in shown
    assert "Survei bulan Juni." in shown
    assert f'value="{figure}"' in shown or not figure
    assert "Survei bulan Juni." in unit.get(f"/tugas/{task.id}/isian").text


def test_a_form_sent_twice_counts_once_and_says_when_it_was_received(doors: Doors, unit: Visitor, task: Task) -> None:
    fingerprint = send(doors, unit, task)
    first = unit.post(f"/tugas/{task.id}/isian/kirim", {"isian": fingerprint})
    second = unit.post(f"/tugas/{task.id}/isian/kirim", {"isian": fingerprint})
    assert (first.status_code, second.status_code) == (303, 422)
    said = unescape(second.text)
    assert doors.office.holder(task).name in said
    assert "WIB. Tidak ada yang berubah." in said


def test_only_what_the_check_page_showed_is_sent(doors: Doors, cycle_id: UUID, unit: Visitor, task: Task) -> None:
    fingerprint = send(doors, unit, task)
    unit.post(f"/tugas/{task.id}/isian", {**typed(doors, task, "12"), "tindakan": "simpan"})
    answer = unit.post(f"/tugas/{task.id}/isian/kirim", {"isian": fingerprint})
    assert answer.headers["Location"].endswith("/isian/periksa")
    assert task.id in {open_.id for open_ in doors.office.open_tasks(cycle_id, 3)}


def test_another_unit_neither_reads_nor_sends_these_figures(doors: Doors, cycle_id: UUID, task: Task) -> None:
    other = doors.visitor().go_on_as(doors.office.holder(doors.office.open_tasks(cycle_id, 3)[1]))
    assert other.get(f"/tugas/{task.id}/isian").status_code == 403
    answer = other.post(f"/tugas/{task.id}/isian/kirim", {"isian": "x"})
    assert answer.status_code == 403
    assert task.id in {open_.id for open_ in doors.office.open_tasks(cycle_id, 3)}


def test_a_task_of_somebody_else_is_refused_with_a_reason(doors: Doors) -> None:
    cycle_id = doors.office.open_cycle("2024")
    task = doors.office.open_tasks(cycle_id, 1)[0]
    kasubbag = doors.visitor().go_on_as(doors.office.person("kasubbag"))
    kasubbag.get(f"/tugas/{task.id}")
    answer = kasubbag.post(f"/tugas/{task.id}/selesai", {"catatan": "Saya saja."})
    assert answer.status_code == 422
    assert "Tugas ini bukan tugas Anda." in unescape(answer.text)
    assert doors.office.open_tasks(cycle_id, 1) == [task]


def test_a_task_done_already_says_who_did_it_and_when(doors: Doors) -> None:
    cycle_id = doors.office.open_cycle("2024")
    task = doors.office.open_tasks(cycle_id, 1)[0]
    camat = doors.visitor().go_on_as(doors.office.person("camat"))
    camat.get(f"/tugas/{task.id}")
    assert camat.post(f"/tugas/{task.id}/selesai", {}).status_code == 303
    answer = camat.post(f"/tugas/{task.id}/selesai", {"catatan": "Sekali lagi."})
    said = unescape(answer.text)
    assert answer.status_code == 422
    assert f"Tugas ini sudah diselesaikan oleh {doors.office.person('camat').name} pada" in said


def test_a_decision_about_another_content_than_the_present_one_is_refused(doors: Doors) -> None:
    cycle_id = doors.office.open_cycle("2024")
    doors.office.play_to(cycle_id, 5)
    task = doors.office.open_tasks(cycle_id, 5)[0]
    sekcam = doors.visitor().go_on_as(doors.office.person("sekcam"))
    sekcam.get(f"/tugas/{task.id}")
    answer = sekcam.post(f"/tugas/{task.id}/selesai", {"putusan": "0", "content_hash": "0" * 64, "catatan": "Baik."})
    assert answer.status_code == 422
    assert "Dokumen ini sudah berubah" in unescape(answer.text)
    assert "Baik." in answer.text
    assert doors.office.open_tasks(cycle_id, 5) == [task]


def test_sending_back_needs_a_reason_and_a_decision_needs_a_choice(doors: Doors) -> None:
    cycle_id = doors.office.open_cycle("2024")
    doors.office.play_to(cycle_id, 5)
    task = doors.office.open_tasks(cycle_id, 5)[0]
    sekcam = doors.visitor().go_on_as(doors.office.person("sekcam"))
    sekcam.get(f"/tugas/{task.id}")
    seen = {"content_hash": doors.office.cycle(cycle_id).content_hash or ""}
    assert "Pilih keputusan Anda." in sekcam.post(f"/tugas/{task.id}/selesai", seen).text
    assert "Isi alasannya" in sekcam.post(f"/tugas/{task.id}/selesai", {**seen, "putusan": "1"}).text
    assert doors.office.open_tasks(cycle_id, 5) == [task]
