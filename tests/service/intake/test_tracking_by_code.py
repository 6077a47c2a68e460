"""One submission is followed by its kode lacak, from the receipt to the sent report."""

from collections.abc import Callable
from uuid import UUID

import pytest

from services.analysis.api import create_app as analysis_api
from services.intake.process.managed_data import return_unit_data
from shared.database import Database
from shared.delivery import inbox
from shared.events.envelope import wrap
from shared.events.intake import SubmissionReceived
from tests.browsing import served
from tests.intake_office import IntakeOffice, demo_office
from tests.visitors import SECRET, Doors, Visitor

pytestmark = pytest.mark.cycle_at(3)


def sent(doors: Doors, cycle_id: UUID) -> SubmissionReceived:
    """The event of the first unit's figures, just sent."""
    doors.office.submit(doors.office.open_tasks(cycle_id, 3)[0])
    return doors.office.events(SubmissionReceived)[-1]


def as_(doors: Doors, role: str) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person(role))


def test_a_code_tells_what_is_reached_and_what_is_not_yet(doors: Doors, cycle_id: UUID) -> None:
    event = sent(doors, cycle_id)
    page = as_(doors, "staf").get(f"/lacak?kode={event.tracking_code}").text
    assert event.unit in page
    assert page.count("kinerja-way__stage--reached") == 1
    assert page.count("Belum") == 4
    doors.office.play_to(cycle_id, 4)
    page = as_(doors, "staf").get(f"/lacak?kode={event.tracking_code.lower().replace('-', ' ')}").text
    assert f'href="/ukur/{cycle_id}">Pengukuran ke-1' in page
    assert page.count("kinerja-way__stage--reached") == 3
    doors.office.play_out(cycle_id)
    page = as_(doors, "staf").get(f"/lacak?kode={event.tracking_code}").text
    assert page.count("kinerja-way__stage--reached") == 5
    assert 'href="/verifikasi/' in page


def test_the_task_of_a_unit_names_the_code_of_what_it_sent(doors: Doors, cycle_id: UUID) -> None:
    event = sent(doors, cycle_id)
    assert event.task is not None
    assert event.submitted_by is not None
    (unit,) = (p for p in doors.office.people() if p.person_id == event.submitted_by.person_id)
    page = doors.visitor().go_on_as(unit).get(f"/tugas/{event.task.task_id}").text
    assert f'href="/lacak?kode={event.tracking_code}"' in page


def test_a_submission_that_was_sent_again_says_by_which_it_is_replaced(doors: Doors, cycle_id: UUID) -> None:
    event = sent(doors, cycle_id)
    office = doors.office
    office.play_to(cycle_id, 4)
    with office.work() as work:
        return_unit_data(work, office.person("kasubbag"), cycle_id, event.unit_id, "Mohon diperiksa.")
    (task,) = (task for task in office.open_tasks(cycle_id, 4) if task.holder.unit_id == event.unit_id)
    office.submit(task)
    page = as_(doors, "kasubbag").get(f"/lacak?kode={event.tracking_code}").text
    assert "digantikan oleh kiriman ke-2" in page


def test_a_code_nobody_knows_is_said_so_and_what_was_typed_stays(doors: Doors, cycle_id: UUID) -> None:
    sent(doors, cycle_id)
    answer = as_(doors, "camat").get("/lacak?kode=ZZZZ-0000")
    assert "tidak dikenal di kantor Anda" in answer.text
    assert 'value="ZZZZ-0000"' in answer.text


def test_what_analysis_could_not_take_in_is_told_and_a_silent_part_is_named_as_unknown(
    doors: Doors, cycle_id: UUID, migrated_database: Callable[[str], str]
) -> None:
    event = sent(doors, cycle_id)
    analysis = Database(migrated_database("analysis"))
    with analysis.write() as session:
        inbox.store_dead(session, wrap(event), "keep_submission", "broken")
    with served(analysis_api(analysis, SECRET)) as url:
        doors.app = doors.app_with(API_URL_ANALYSIS=url)
        page = as_(doors, "kasubbag").get(f"/lacak?kode={event.tracking_code}").text
    analysis.dispose()
    assert "Analisis data ini gagal" in page
    assert "belum diketahui" in page


def test_the_code_of_another_office_is_not_known(doors: Doors, cycle_id: UUID) -> None:
    event = sent(doors, cycle_id)
    other = IntakeOffice(doors.database, demo_office("kecamatan-contoh"))
    stranger = doors.visitor().go_on_as(other.people()[0])
    page = stranger.get(f"/lacak?kode={event.tracking_code}").text
    assert "tidak dikenal di kantor Anda" in page
    assert "Diterima Kinerja" not in page
