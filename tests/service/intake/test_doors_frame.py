"""What every answer of the web has in common: headers, error pages, health."""

import logging
import re

import pytest
from sqlalchemy import text
from werkzeug.test import Client

from services.intake.web.__main__ import AccessLog
from tests.visitors import Doors


@pytest.mark.parametrize("path", ["/masuk", "/", "/no-such-page", "/buka/nothing", "/readyz"])
def test_every_answer_carries_the_strict_headers(doors: Doors, path: str) -> None:
    headers = doors.visitor().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/no-such-page", 404), ("DELETE", "/masuk", 405), ("GET", "/keluar", 405)]
)
def test_errors_are_told_in_indonesian(doors: Doors, method: str, path: str, status: int) -> None:
    answer = doors.visitor().client.open(path, method=method)
    assert answer.status_code == status
    assert '<html lang="id"' in answer.text
    assert not re.search(r"\b(Not Found|Method Not Allowed|not allowed|The requested)\b", answer.text)


def test_a_fault_of_ours_shows_nothing_of_the_inside(doors: Doors) -> None:
    def fail() -> str:
        raise RuntimeError("inner detail")

    doors.app.testing = False
    doors.app.add_url_rule("/fault", view_func=fail)
    answer = doors.visitor().get("/fault")
    assert answer.status_code == 500
    assert "Ada gangguan pada sistem." in answer.text
    assert "inner detail" not in answer.text


def test_a_request_larger_than_any_form_of_ours_is_refused_in_words(doors: Doors) -> None:
    visitor = doors.visitor()
    visitor.get("/masuk")
    answer = visitor.post("/masuk", {"email": "x" * 1_100_000})
    assert answer.status_code == 413
    assert '<html lang="id"' in answer.text


def test_intake_is_ready_without_its_broker_and_says_so(doors: Doors) -> None:
    answer = doors.visitor().get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "broker": "unavailable"}


def test_intake_is_not_ready_on_a_database_that_was_not_migrated_to_the_end(doors: Doors) -> None:
    with doors.database.write() as rows:
        rows.execute(text("UPDATE alembic_version SET version_num = 'intake_0001' WHERE version_num LIKE 'intake%'"))
    answer = doors.visitor().get("/readyz")
    assert answer.status_code == 503
    assert doors.visitor().get("/livez").status_code == 200


def test_the_access_log_holds_neither_the_code_of_a_link_nor_a_query(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    browser = Client(AccessLog(doors.app))
    with caplog.at_level(logging.INFO, logger="access"):
        browser.get("/buka/c0dec0de")
        browser.post("/buka/c0dec0de/kode")
        browser.get("/masuk?e-mail=nama@contoh.example")
    lines = [str(vars(record)) for record in caplog.records if record.name == "access"]
    assert len(lines) == 3
    assert not any("c0dec0de" in line or "nama@contoh" in line for line in lines)
