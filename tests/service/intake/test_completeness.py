"""The board says how complete the units' figures are; its manager reminds who has not sent, once a day."""

import re
from uuid import UUID

import pytest

from services.intake.domain.cycle import Task
from services.intake.process.data import save_draft, take_back
from services.intake.process.managed_data import return_unit_data
from shared.events.intake import ReminderRequested
from tests.visitors import Doors, Visitor

pytestmark = pytest.mark.cycle_at(3)


@pytest.fixture
def tasks(doors: Doors, cycle_id: UUID) -> list[Task]:
    return doors.office.open_tasks(cycle_id, 3)


@pytest.fixture
def kasubbag(doors: Doors) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person("kasubbag"))


def lines(page: str) -> list[list[str]]:
    """The cells of the table of units, as read."""
    table = page.split('id="kelengkapan"')[1].split("</table>", maxsplit=1)[0].split("<tbody")[1]
    rows = table.split("<tr")[1:]
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def test_each_unit_s_line_says_what_is_typed_sent_taken_back_and_returned(
    doors: Doors, cycle_id: UUID, tasks: list[Task], kasubbag: Visitor
) -> None:
    first, second, third = tasks[:3]
    typed = dict.fromkeys(doors.office.typed_figures(first), "87.5")
    typed[next(iter(typed))] = "87,5"
    with doors.office.work() as work:
        save_draft(work, doors.office.holder(first), first.id, typed)
    doors.office.submit(second)
    doors.office.submit(third)
    with doors.office.work() as work:
        take_back(work, doors.office.holder(third), third.id)
    shown = lines(kasubbag.get(f"/siklus/{cycle_id}").text)
    asked = len(typed)
    assert shown[0][1:4] == ["Belum mengirim", f"1 dari {asked}", "–"]
    assert shown[1][1] == "Sudah mengirim"
    assert shown[1][2].split()[0] == shown[1][2].split()[2]
    assert shown[1][3] == "2 Februari 2026 pukul 08.00 WIB"
    assert shown[2][1] == "Ditarik kembali"

    for task in doors.office.open_tasks(cycle_id, 3):
        doors.office.submit(task)
    doors.office.answer()
    assert second.holder.unit_id is not None
    with doors.office.work() as work:
        manager = doors.office.person("kasubbag")
        return_unit_data(work, manager, cycle_id, second.holder.unit_id, "Periksa pembilangnya.")
    assert lines(kasubbag.get(f"/siklus/{cycle_id}").text)[1][1] == "Dikembalikan, belum mengirim lagi"


def test_one_press_reminds_one_unit_or_all_at_most_once_a_day(
    doors: Doors, cycle_id: UUID, tasks: list[Task], kasubbag: Visitor
) -> None:
    board, remind = f"/siklus/{cycle_id}", f"/siklus/{cycle_id}/ingatkan"
    doors.office.submit(tasks[1])
    kasubbag.get(board)
    assert kasubbag.post(remind, {"tugas": str(tasks[0].id)}).status_code == 303
    assert [event.task.task_id for event in doors.office.events(ReminderRequested)] == [tasks[0].id]
    assert "Diingatkan 2 Februari 2026" in lines(kasubbag.get(board).text)[0][4]
    again = kasubbag.post(remind, {"tugas": str(tasks[0].id)})
    assert again.status_code == 422
    assert "Sudah diingatkan hari ini." in again.text

    assert kasubbag.post(remind, {"tugas": "semua"}).status_code == 303
    told = [event.task.task_id for event in doors.office.events(ReminderRequested)]
    assert sorted(told) == sorted(task.id for task in tasks if task != tasks[1])
    assert kasubbag.post(remind, {"tugas": "semua"}).status_code == 422

    doors.office.clock.move(days=1)
    assert kasubbag.post(remind, {"tugas": "semua"}).status_code == 303
    assert len(doors.office.events(ReminderRequested)) == 2 * (len(tasks) - 1)


def test_who_does_not_manage_the_data_reminds_nobody(doors: Doors, cycle_id: UUID, tasks: list[Task]) -> None:
    lurah = doors.visitor().go_on_as(doors.office.holder(tasks[0]))
    assert "Ingatkan" not in lurah.get(f"/siklus/{cycle_id}").text
    lurah.get("/")
    assert lurah.post(f"/siklus/{cycle_id}/ingatkan", {"tugas": str(tasks[1].id)}).status_code == 403
    assert doors.office.events(ReminderRequested) == []
