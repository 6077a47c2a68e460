"""Log lines: JSON with ids, without people and secrets."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from launcher.options import PROJECT
from services.intake.web.__main__ import SECRET_PATHS
from services.intake.web.app import create_app
from shared.database import Database
from shared.logs import forget_ids, json_lines, logged_about, name_ids
from shared.web_server import LoggingServer
from tests.log_scan import complaints_of, odd
from tests.visitors import settings_for

log = logging.getLogger("a.module")
ADDRESS = "budi@contoh.example"
WORKER = {"service": "analysis", "process": "worker"}


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    forget_ids()  # what an earlier test's request named in this thread
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(json_lines("analysis", "worker"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield stream
    log.removeHandler(handler)
    forget_ids()


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def fail_over(address: str) -> None:
    try:
        int(address)
    except ValueError as error:
        raise RuntimeError(f"nothing for {address}") from error


def test_a_line_names_the_ids_it_was_written_under_and_only_those(written: io.StringIO) -> None:
    cycle = uuid4()
    with logged_about({"event_id": "1", "cycle_id": cycle, "office_id": None}):
        log.info("within", extra={"ms": 3})
    name_ids({"trace_id": "t"})
    log.info("after")
    forget_ids()
    log.info("anew")
    within, after, anew = lines(written)
    assert within.items() >= {"event_id": "1", "cycle_id": str(cycle), "ms": 3, "message": "within", **WORKER}.items()
    assert list(within) == ["at", "level", "service", "process", "message", "cycle_id", "event_id", "logger", "ms"]
    assert "event_id" not in after
    assert after["trace_id"] == "t"
    assert "trace_id" not in anew


def test_of_an_exception_its_types_and_places_are_told_but_nothing_it_says(written: io.StringIO) -> None:
    try:
        fail_over(ADDRESS)
    except RuntimeError as error:
        log.exception("could not do %s", error)  # noqa: TRY401 - a library may do so
    (line,) = lines(written)
    assert [raised["type"] for raised in line["error"]] == ["RuntimeError", "ValueError"]
    assert "test_logs.py" in line["error"][0]["at"][-1]
    assert ADDRESS not in written.getvalue()


def test_the_web_server_tells_its_troubles_as_lines_without_what_a_request_held(written: io.StringIO) -> None:
    handler = log.handlers[0]
    of_server = logging.getLogger("shared.web_server")
    of_server.addHandler(handler)
    try:
        fail_over(ADDRESS)
    except RuntimeError as error:
        LoggingServer(("127.0.0.1", 0), lambda _environ, _start: []).error_log(
            repr(error), logging.ERROR, traceback=True
        )
    finally:
        of_server.removeHandler(handler)
    (line,) = lines(written)
    assert [raised["type"] for raised in line["error"]] == ["RuntimeError", "ValueError"]
    assert ADDRESS not in written.getvalue()


def test_what_a_task_was_given_is_not_told(written: io.StringIO) -> None:
    try:
        fail_over(ADDRESS)
    except RuntimeError:
        data = {"name": "kinerja.receive", "args": [ADDRESS]}
        log.exception("Task %(name)s failed over %(args)s", data, extra={"data": data})
    (line,) = lines(written)
    assert line["message"] == "task kinerja.receive failed"
    assert ADDRESS not in written.getvalue()


def test_no_address_with_a_secret_in_it_stands_in_the_access_log(tmp_path: Any) -> None:
    app = create_app(settings_for(tmp_path), Database(f"sqlite:///{tmp_path / 'unused.sqlite'}"))
    with_codes = {rule.rule for rule in app.url_map.iter_rules() if "code" in rule.arguments}
    # What stands in the QR code of a paper is as public as the paper; that of an indicator opens nothing.
    secret = {rule for rule in with_codes if not rule.startswith(("/verifikasi/", "/ukur/"))}
    assert secret
    assert [rule for rule in secret if not rule.startswith(SECRET_PATHS)] == []


def test_the_scan_of_logs_finds_what_it_looks_for(tmp_path: Any) -> None:
    usual = {"at": 1, "level": 1, "logger": 1, **WORKER, "message": ADDRESS}
    (tmp_path / "intake-web.log").write_text(f"{json.dumps(usual)}\nplain\n")
    assert complaints_of(tmp_path, {ADDRESS, "123456"}) == [f"intake-web.log: {ADDRESS}", "intake-web.log: plain"]
    assert odd('{"message": "no time"}') == ['{"message": "no time"}']


def test_logs_load_no_console_of_developers() -> None:
    told = "import sys, shared.logs; print([name for name in sys.modules if name.startswith(('rich.', 'pygments'))])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert done.stdout == "[]\n"
