"""Tests that need a part of the system outside Python: skipped with what to install, or failed when all must run.

KINERJA_TEST_STRICT=1 (set by `.ci/run`) turns each such skip into a failure, and fails a full run in which
nothing ran on SQLite, on PostgreSQL or in the browser. A test is counted by its markers; the fixture
`database_kind` sets them.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable

import pytest

from launcher.throwaway import Missing
from launcher.throwaway import postgresql as throwaway_postgresql
from launcher.throwaway import redis as throwaway_redis

STRICT = os.environ.get("KINERJA_TEST_STRICT") == "1"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
GROUNDS = {"on_sqlite": "SQLite", "needs_postgresql": "PostgreSQL", "needs_chromium": "browser"}
_MARKERS = (
    "on_sqlite: the test runs on SQLite (counted at the end)",
    "needs_postgresql: skipped where PostgreSQL is not installed and KINERJA_TEST_POSTGRES_URL is not set",
    "needs_redis: skipped where redis-server is not installed and KINERJA_TEST_REDIS_URL is not set",
    "needs_chromium: skipped where Chromium is not installed",
)


def _need_postgresql() -> None:
    if not os.environ.get(throwaway_postgresql.SETTING):
        throwaway_postgresql.installed_programs()


def _need_redis() -> None:
    if not os.environ.get(throwaway_redis.SETTING):
        throwaway_redis.installed_server()


def chromium_program() -> str:
    """The browser's program. Raises Missing."""
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return found
    raise Missing("Chromium tidak ditemukan. Pasang paket chromium (sudo apt install chromium).")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; mark the test with `needs_chromium`."""
    return chromium_program()


_NEEDS: dict[str, Callable[[], object]] = {
    "needs_postgresql": _need_postgresql,
    "needs_redis": _need_redis,
    "needs_chromium": chromium_program,
}


class Tally:
    """What ran where. A test's process writes what it was in its report; whoever gathers the reports counts."""

    def __init__(self) -> None:
        self.ran: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        properties = report.user_properties
        if report.when == "call":
            self.ran.update(str(value) for name, value in properties if name == _RAN_ON)
        if report.when == "setup" and report.skipped:
            self.missing.update(str(value) for name, value in properties if name == _MISSED)

    def absent(self) -> list[str]:
        return [ground for ground in GROUNDS.values() if not self.ran[ground]]


_RAN_ON, _MISSED = "ran on", "missed"
_TALLY = pytest.StashKey[Tally]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_TALLY] = Tally()
    config.pluginmanager.register(config.stash[_TALLY])
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, need in _NEEDS.items():
        if item.get_closest_marker(marker) is None:
            continue
        try:
            need()
        except Missing as missing:
            _give_up(item, str(missing))
    grounds = {ground for marker, ground in GROUNDS.items() if item.get_closest_marker(marker)}
    item.user_properties += [(_RAN_ON, ground) for ground in grounds]


def _give_up(item: pytest.Item, reason: str) -> None:
    if STRICT:
        pytest.fail(reason, pytrace=False)
    item.user_properties.append((_MISSED, reason))
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    tally = config.stash[_TALLY]
    for reason, count in tally.missing.items():
        terminalreporter.write_line(f"skipped {count}: {reason}")
    counts = ", ".join(f"{ground} {tally.ran[ground]}" for ground in GROUNDS.values())
    terminalreporter.write_line(f"tests that ran on: {counts}")
    if _must_have_run_everywhere(config):
        for ground in tally.absent():
            terminalreporter.write_line(f"ERROR: no test ran on: {ground}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    passed = session.exitstatus == pytest.ExitCode.OK
    if passed and _must_have_run_everywhere(session.config) and session.config.stash[_TALLY].absent():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _must_have_run_everywhere(config: pytest.Config) -> bool:
    """True in a strict run of all tests, not of some that were named or selected, nor in a part of a divided run."""
    whole = config.args_source in (pytest.Config.ArgsSource.TESTPATHS, pytest.Config.ArgsSource.INVOCATION_DIR)
    selected = config.option.keyword or config.option.markexpr or config.option.collectonly
    is_part = hasattr(config, "workerinput")
    return STRICT and whole and not selected and not is_part
