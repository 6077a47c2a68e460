"""Sessions: kept in the database under a hash, renewed at sign-in, ended by time and by signing out."""

import hashlib
from datetime import timedelta

import pytest

from services.intake.ended_sessions import forget_ended
from services.intake.models import SessionRecord
from services.intake.web.sessions import DatabaseSessions
from tests.visitors import HTTPS, Doors, Visitor


def test_the_database_knows_a_session_by_its_hash_only(doors: Doors) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    assert visitor.cookie is not None
    assert [row.id_hash for row in doors.sessions()] == [hashlib.sha256(visitor.cookie.encode()).hexdigest()]


def test_signing_in_gives_a_new_id_and_the_one_before_opens_nothing(doors: Doors) -> None:
    visitor = doors.visitor()
    visitor.get("/masuk")
    before = visitor.cookie
    visitor.go_on_as(doors.office.person("camat"))
    assert before is not None
    assert visitor.cookie != before
    other = doors.visitor()
    other.client.set_cookie("kinerja", before)
    assert not other.is_in


def test_an_id_that_a_visitor_made_up_is_never_taken_over(doors: Doors) -> None:
    visitor = doors.visitor()
    visitor.client.set_cookie("kinerja", "chosen-by-somebody-else")
    visitor.go_on_as(doors.office.person("camat"))
    assert visitor.is_in
    assert visitor.cookie != "chosen-by-somebody-else"


def test_signing_out_deletes_the_session(doors: Doors) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    old = visitor.cookie
    assert visitor.post("/keluar").status_code == 303
    assert old is not None
    visitor.client.set_cookie("kinerja", old)
    assert not visitor.is_in
    assert all(row.person_id is None for row in doors.sessions())


def test_a_request_under_way_while_somebody_signs_out_does_not_bring_the_session_back(doors: Doors) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    sessions = doors.app.session_interface
    assert isinstance(sessions, DatabaseSessions)
    with doors.app.test_request_context(headers={"Cookie": f"kinerja={visitor.cookie}"}) as context:
        under_way = sessions.open_session(doors.app, context.request)
        under_way["anything"] = "changed"
        visitor.post("/keluar")
        answer = doors.app.response_class()
        sessions.save_session(doors.app, under_way, answer)
    assert all(row.person_id is None for row in doors.sessions())
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("column", "age", "is_in"),
    [
        ("seen_at", timedelta(minutes=29), True),
        ("seen_at", timedelta(minutes=31), False),
        ("created_at", timedelta(hours=11, minutes=59), True),
        ("created_at", timedelta(hours=12, minutes=1), False),
    ],
)
def test_a_session_ends_after_thirty_idle_minutes_or_twelve_hours(
    doors: Doors, column: str, age: timedelta, *, is_in: bool
) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    doors.age(SessionRecord, column, age)
    assert visitor.is_in is is_in


def test_a_session_in_use_is_written_once_a_minute_at_most(doors: Doors) -> None:
    visitor = doors.visitor().go_on_as(doors.office.person("camat"))
    visitor.get("/siklus")
    before = doors.sessions()[0].seen_at
    visitor.get("/siklus")
    assert doors.sessions()[0].seen_at == before
    doors.age(SessionRecord, "seen_at", timedelta(minutes=2))
    visitor.get("/siklus")
    assert doors.sessions()[0].seen_at > before


def test_ended_sessions_are_forgotten_and_live_ones_stay(doors: Doors) -> None:
    doors.visitor().go_on_as(doors.office.person("camat"))
    doors.age(SessionRecord, "seen_at", timedelta(minutes=31))
    alive = doors.visitor().go_on_as(doors.office.person("sekcam"))
    assert forget_ended(doors.database) == 1
    assert len(doors.sessions()) == 1
    assert alive.is_in


def test_a_visitor_who_needs_no_session_gets_neither_row_nor_cookie(doors: Doors) -> None:
    visitor = Visitor(doors.app_with(MODE="production"))
    for path in ("/livez", "/buka/nothing", "/no-such-page"):
        assert "Set-Cookie" not in visitor.get(path).headers
    assert doors.sessions() == []


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(doors: Doors) -> None:
    set_cookie = doors.visitor().get("/masuk").headers["Set-Cookie"]
    assert set_cookie.startswith("kinerja=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(set_cookie.split("; "))
    assert "Secure" not in set_cookie


def test_under_https_the_cookie_is_secure_and_bound_to_the_host(doors: Doors) -> None:
    visitor = Visitor(doors.app_with(PUBLIC_URL=HTTPS))
    answer = visitor.get("/masuk", base_url=HTTPS)
    assert answer.headers["Set-Cookie"].startswith("__Host-kinerja=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(answer.headers["Set-Cookie"].split("; "))
    assert "Domain" not in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]
