"""A cycle that opens by its date, once; and until when the report is due."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from services.intake.models import CycleRecord, HoldingRecord, OfficeRecord
from services.intake.process.cycles import cancel_cycle
from services.intake.schedule import open_cycles_by_date
from tests.intake_office import IntakeOffice
from tests.visitors import Doors

BEFORE_HOURS = datetime(2026, 1, 5, 0, 29, tzinfo=UTC)
OPENING = datetime(2026, 1, 5, 0, 30, tzinfo=UTC)


def opens_on(office: IntakeOffice, day: str | None) -> None:
    with office.database.write() as rows:
        rows.get_one(OfficeRecord, office.id).opens_on = day


def at(office: IntakeOffice, instant: datetime) -> int:
    office.clock.instant = instant
    return open_cycles_by_date(office.database, office.clock)


def cycles(office: IntakeOffice) -> int:
    with office.database.read() as rows:
        return rows.scalar(select(func.count()).select_from(CycleRecord)) or 0


def test_a_cycle_opens_in_office_hours_of_the_first_working_day_and_says_so(office: IntakeOffice) -> None:
    opens_on(office, "01-03")  # a Saturday in 2026
    assert at(office, datetime(2026, 1, 3, 3, tzinfo=UTC)) == 0
    assert at(office, BEFORE_HOURS) == 0
    assert at(office, OPENING) == 1
    assert at(office, OPENING) == 0
    with office.database.read() as rows:
        cycle = rows.scalars(select(CycleRecord)).one()
    assert (cycle.period, cycle.state) == ("2025", "open")
    line = office.history(cycle.id)[0]
    assert line.text == "Siklus LKjIP 2025 dibuka menurut tanggal pembukaan kantor, 5 Januari 2026."
    assert (line.person_id, line.channel) == (None, "sistem")
    assert [task.role for task in office.open_tasks(cycle.id, 1)] == ["camat"]


def test_a_cycle_that_was_opened_ended_or_cancelled_before_is_not_opened_again(office: IntakeOffice) -> None:
    opens_on(office, "01-05")
    office.clock.instant = OPENING
    cycle_id = office.open_cycle("2025")
    assert at(office, OPENING) == 0
    with office.work() as work:
        cancel_cycle(work, office.person("kasubbag"), cycle_id, "dibuka terlalu awal")
    assert at(office, OPENING) == 0
    assert cycles(office) == 1


def test_a_day_that_was_set_when_it_was_long_gone_speaks_of_the_next_year(office: IntakeOffice) -> None:
    opens_on(office, "01-05")
    assert at(office, datetime(2026, 11, 23, 3, tzinfo=UTC)) == 0
    assert at(office, datetime(2027, 1, 20, 3, tzinfo=UTC)) == 1


def test_an_office_without_a_day_and_one_without_a_holder_open_nothing(office: IntakeOffice) -> None:
    opens_on(office, None)
    assert at(office, OPENING) == 0
    opens_on(office, "01-05")
    with office.database.write() as rows:
        camat = office.person("camat").person_id
        for holding in rows.scalars(select(HoldingRecord).where(HoldingRecord.person_id == camat)):
            rows.delete(holding)
    assert at(office, OPENING) == 0
    assert cycles(office) == 0


def test_several_schedulers_at_the_same_moment_open_one_cycle(office: IntakeOffice) -> None:
    opens_on(office, "01-05")
    office.clock.instant = OPENING
    opened: list[int] = []
    start = threading.Barrier(3)

    def schedule() -> None:
        start.wait()
        opened.append(open_cycles_by_date(office.database, office.clock))

    threads = [threading.Thread(target=schedule) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(opened) == [0, 0, 1]
    assert cycles(office) == 1


@pytest.mark.parametrize(
    ("due_on", "today", "said"),
    [
        (None, datetime(2026, 2, 25, 3, tzinfo=UTC), "28 Februari 2026: sisa 2 hari kerja"),
        ("02-13", datetime(2026, 2, 9, 3, tzinfo=UTC), "13 Februari 2026: sisa 4 hari kerja"),
        ("02-13", datetime(2026, 2, 14, 3, tzinfo=UTC), "13 Februari 2026; hari itu sudah lewat"),
    ],
)
def test_the_board_says_until_when_the_report_is_due(
    doors: Doors, due_on: str | None, today: datetime, said: str
) -> None:
    with doors.database.write() as rows:
        rows.get_one(OfficeRecord, doors.office.id).due_on = due_on
    cycle_id = doors.office.open_cycle("2025")
    doors.office.clock.instant = today
    page = doors.visitor().go_on_as(doors.office.person("camat")).get(f"/siklus/{cycle_id}")
    assert f"Batas akhir laporan ini {said}" in page.text
