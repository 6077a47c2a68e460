"""The scan that claims overruns, and the alarm about papers that do not come."""

import pytest

from services.intake.schedule import raise_preparing_alarms, scan_overruns
from shared.events import intake as events
from tests.intake_office import IntakeOffice, demo_office


def scan(office: IntakeOffice) -> int:
    return scan_overruns(office.database, office.clock)


def test_nothing_is_told_before_the_time_is_used_up(office: IntakeOffice) -> None:
    office.open_cycle()
    assert scan(office) == 0


def test_the_holder_is_told_once(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 5)
    office.clock.move(days=7)
    assert [scan(office), scan(office)] == [1, 0]
    (overran,) = office.events(events.TaskOverran)
    assert (overran.task.step, overran.task.holder.jabatan) == (5, "Sekretaris Kecamatan")
    assert office.events(events.StepOverran) == []


def test_units_that_are_late_are_told_and_the_kasubbag_once_with_their_names(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    tasks = office.open_tasks(cycle_id, 3)
    for task in tasks[:3]:
        office.submit(task)
    office.clock.move(days=14)
    assert scan(office) == 1
    late = office.holder(tasks[3]).jabatan
    assert [event.task.holder.jabatan for event in office.events(events.TaskOverran)] == [late]
    (step,) = office.events(events.StepOverran)
    assert (step.recipient.jabatan, step.late) == ("Kasubbag Keuangan dan Program", (late,))


def test_the_notice_of_the_order_waits_an_hour_longer_than_its_ten_minutes(office: IntakeOffice) -> None:
    office.open_cycle()
    office.clock.move(minutes=69)
    assert scan(office) == 0
    office.clock.move(minutes=2)
    assert scan(office) == 1


def test_cycles_of_several_offices_are_claimed_by_one_look(office: IntakeOffice) -> None:
    office.open_cycle()
    IntakeOffice(office.database, demo_office("kecamatan-contoh")).open_cycle()
    office.clock.move(days=7)
    assert scan(office) == 2


def test_a_paper_that_does_not_come_is_an_alarm_once(office: IntakeOffice, caplog: pytest.LogCaptureFixture) -> None:
    cycle_id = office.open_cycle()
    office.do(cycle_id, 1)
    office.clock.move(minutes=4)
    assert raise_preparing_alarms(office.database, office.clock) == 0
    office.clock.move(minutes=2)
    assert [raise_preparing_alarms(office.database, office.clock) for _ in range(2)] == [1, 0]
    assert "a paper is overdue" in caplog.text
    office.answer()
    assert office.open_steps(cycle_id) == [2]
