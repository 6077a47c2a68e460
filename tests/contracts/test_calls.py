"""Every synchronous call is listed beside the routes, goes from intake only, and finds its address at the other end."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

from services.analysis.api import create_app as analysis_api
from services.documents.api import create_app as documents_api
from services.notify.api import create_app as notify_api
from shared import calls
from shared.calls import CALLS, Call
from shared.clock import SystemClock
from shared.database import Database
from tests.notify_office import SECRET, settings_for

SERVICES = Path("services")
HTTP_CLIENTS = {"http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_only_one_module_of_all_services_speaks_http_to_others() -> None:
    speaking = {path for path in SERVICES.rglob("*.py") if HTTP_CLIENTS & set(imported(path))}
    assert speaking == {SERVICES / "intake" / "web" / "calling.py"}


def test_every_call_that_is_listed_is_made_and_none_is_made_that_is_not() -> None:
    known = {name: value for name, value in vars(calls).items() if name.isupper() and name != "CALLS"}
    made = {
        alias.name
        for path in (SERVICES / "intake").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "shared.calls"
        for alias in node.names
    } - {"Call"}
    assert made == known.keys()
    listed = [[value] if isinstance(value, Call) else list(value.values()) for value in known.values()]
    assert {each for several in listed for each in several} == set(CALLS)


@pytest.mark.parametrize("asked", CALLS, ids=lambda asked: f"{asked.method} {asked.path}")
def test_a_call_finds_its_address_behind_the_token(asked: Call, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    settings = settings_for(f"sqlite:///{tmp_path / 'x.sqlite'}", "smtp://127.0.0.1:1", tmp_path)
    apps = {
        "analysis": lambda: analysis_api(database, SECRET),
        "documents": lambda: documents_api(database, SystemClock(), settings),
        "notify": lambda: notify_api(database, SECRET),
    }
    app = apps[asked.service]()
    try:
        app.url_map.bind("localhost").match(asked.path, method=asked.method)
    except (NotFound, MethodNotAllowed):
        pytest.fail(f"{asked.service} has no {asked.method} {asked.path}")
    assert app.test_client().open(asked.path, method=asked.method).status_code == 401
    database.dispose()
