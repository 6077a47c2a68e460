"""The page that tells an admin whether everything runs: in plain words, also when a service is away."""

from collections.abc import Callable
from datetime import timedelta

from services.notify.api import create_app as notify_api
from shared.clock import machine_now
from shared.database import Database
from shared.delivery import inbox
from shared.delivery.records import HeartbeatRecord, InboxRecord, Kind
from shared.events.envelope import wrap
from tests.browsing import served
from tests.events_builder import a_disposisi
from tests.visitors import SECRET, Doors, Visitor


def admin_of(doors: Doors) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person("admin"))


def runs(database: Database, kind: Kind, ago: timedelta = timedelta(hours=3)) -> None:
    now = machine_now()
    with database.write() as session:
        session.add(
            HeartbeatRecord(
                name=f"host:{kind}", kind=kind, started_at=now - ago, seen_at=now, active_at=now, figures=""
            )
        )


def test_a_service_that_does_not_answer_is_said_to_be_silent_and_the_rest_is_shown(doors: Doors) -> None:
    runs(doors.database, Kind.WORKER)
    runs(doors.database, Kind.LOOP)
    page = admin_of(doors).get("/operasi")
    assert page.status_code == 200
    assert "Pengiriman e-mail: layanan ini tidak menjawab" in page.text
    assert "berjalan sejak" in page.text
    assert "Antrean antarbagian sedang tidak bekerja" in page.text


def test_a_part_without_a_worker_is_said_to_be_at_rest_with_what_to_do(doors: Doors) -> None:
    runs(doors.database, Kind.LOOP)
    page = admin_of(doors).get("/operasi").text
    assert "Tugas dan halaman: bagian ini sedang tidak bekerja." in page
    assert "menyalakan ulang sistem" in page


def test_what_failed_and_what_waits_too_long_is_told(doors: Doors) -> None:
    with doors.database.write() as session:
        inbox.store_dead(session, wrap(a_disposisi()), "nobody", "no handler")
        (claim,) = inbox.store(session, wrap(a_disposisi()), ["file"], timedelta(seconds=9))
    with doors.database.write() as session:
        row = session.get_one(InboxRecord, (claim.event_id, claim.handler))
        row.received_at -= timedelta(hours=2, minutes=5)
    page = admin_of(doors).get("/operasi").text
    assert "Tugas dan halaman: 1 pekerjaan gagal" in page
    assert "menunggu sejak 2 jam lalu" in page


def test_only_an_admin_sees_it_and_finds_it_among_what_is_kept(doors: Doors) -> None:
    assert 'href="/operasi"' in admin_of(doors).get("/kelola").text
    camat = doors.visitor().go_on_as(doors.office.person("camat"))
    assert camat.get("/operasi").status_code == 403


def test_what_another_service_tells_is_shown(doors: Doors, migrated_database: Callable[[str], str]) -> None:
    notify = Database(migrated_database("notify"))
    runs(notify, Kind.WORKER)
    runs(notify, Kind.LOOP)
    with served(notify_api(notify, SECRET)) as url:
        doors.app = doors.app_with(API_URL_NOTIFY=url)
        page = admin_of(doors).get("/operasi").text
    notify.dispose()
    assert "Pengiriman e-mail: layanan ini tidak menjawab" not in page
    assert "Pembuatan dokumen: layanan ini tidak menjawab" in page
