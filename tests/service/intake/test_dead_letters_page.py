"""Failed work on a page for admins: in the office's words, of the own office only, tried again by one press."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from services.analysis.api import create_app as analysis_api
from services.intake.web.failed_work import WORK
from shared.database import Database
from shared.delivery import inbox
from shared.delivery.records import InboxRecord, InboxState
from shared.events.envelope import wrap
from shared.events.event import Event
from shared.events.intake import CycleOrdered, SubmissionReceived
from shared.events.routes import EVENTS
from shared.tracking import tracking_code
from tests.browsing import served
from tests.intake_office import IntakeOffice, demo_office
from tests.visitors import SECRET, Doors, Visitor

ADDRESS = "/operasi/gagal"


@pytest.fixture
def sent(doors: Doors) -> SubmissionReceived:
    cycle_id: UUID = doors.office.open_cycle()
    doors.office.play_to(cycle_id, 3)
    doors.office.submit(doors.office.open_tasks(cycle_id, 3)[0])
    return doors.office.events(SubmissionReceived)[-1]


def died(database: Database, event: Event, error: str) -> None:
    with database.write() as session:
        inbox.store_dead(session, wrap(event), "the_handler", error)


def state_in(database: Database) -> str:
    with database.read() as session:
        return session.scalars(select(InboxRecord.state)).one()


def admin_of(doors: Doors) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person("admin"))


def form_of(event_id: UUID, service: str) -> dict[str, str]:
    return {"bagian": service, "kiriman": str(event_id), "pengolah": "the_handler"}


def event_id_in(database: Database) -> UUID:
    with database.read() as session:
        return session.scalars(select(InboxRecord.event_id)).one()


def test_every_event_that_can_fail_has_its_words() -> None:
    assert set(WORK) == set(EVENTS)


def test_what_failed_is_told_in_the_office_s_words_and_tried_again_by_a_press(
    doors: Doors, sent: SubmissionReceived, migrated_database: Callable[[str], str]
) -> None:
    analysis = Database(migrated_database("analysis"))
    died(analysis, sent, "12 attempts began and never ended: the worker died each time")
    with served(analysis_api(analysis, SECRET)) as url:
        doors.app = doors.app_with(API_URL_ANALYSIS=url)
        admin = admin_of(doors)
        page = admin.get(ADDRESS).text
        assert f"Analisis data {sent.unit} gagal karena pemrosesnya berhenti setiap kali mencoba." in page
        assert "Pembuatan dokumen: layanan ini tidak menjawab" in page
        assert f"/siklus/{sent.cycle_id}" in page
        assert tracking_code(sent.cycle_id, sent.unit_id, sent.number) in page
        assert "belum pernah dicoba" in page
        answer = admin.post(ADDRESS, form_of(event_id_in(analysis), "analysis"))
        assert answer.location == f"{ADDRESS}?dicoba=ya"
        assert state_in(analysis) == InboxState.RECEIVED
        assert "sudah tidak ada di daftar" in admin.post(ADDRESS, form_of(event_id_in(analysis), "analysis")).text
    analysis.dispose()


def test_failed_work_is_seen_and_tried_again_by_the_own_office_only(doors: Doors, sent: SubmissionReceived) -> None:
    died(doors.database, sent, "KeyError: x")
    other = IntakeOffice(doors.database, demo_office("kecamatan-contoh"))
    stranger = doors.visitor().go_on_as(other.person("admin"))
    assert "gagal karena" not in stranger.get(ADDRESS).text
    assert stranger.post(ADDRESS, form_of(event_id_in(doors.database), "intake")).status_code == 404
    assert state_in(doors.database) == InboxState.DEAD
    admin_of(doors).post(ADDRESS, form_of(event_id_in(doors.database), "intake"))
    assert state_in(doors.database) == InboxState.RECEIVED


def test_only_an_admin_opens_the_page(doors: Doors) -> None:
    assert doors.visitor().go_on_as(doors.office.person("camat")).get(ADDRESS).status_code == 403


@pytest.mark.usefixtures("sent")
def test_what_names_only_its_cycle_is_of_the_cycle_s_office(doors: Doors) -> None:
    died(doors.database, doors.office.events(CycleOrdered)[-1], "KeyError: x")
    assert "Pembuatan Disposisi gagal karena kesalahan pada program." in admin_of(doors).get(ADDRESS).text
