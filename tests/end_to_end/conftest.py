"""An office in a browser: its pages over a database of its own, the other services' APIs behind them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from services.analysis.api import create_app as analysis_api
from services.documents.api import create_app as documents_api
from services.intake.web.app import create_app
from services.notify.api import create_app as notify_api
from shared.database import Database
from tests.browsing import chromium_browser, served
from tests.database_copies import Copies, Templates
from tests.intake_office import IntakeOffice, with_the_demo_office
from tests.visitors import SECRET, settings_for


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with chromium_browser(chromium) as browser:
        yield browser


@pytest.fixture
def database_of(sqlite_templates: Templates, tmp_path: Path) -> Iterator[Callable[[str], Database]]:
    """The SQLite database of a service, closed at the end; intake's has the demo's office."""
    copies = Copies(sqlite_templates, tmp_path)
    with ExitStack() as ends:

        @cache
        def database(service: str) -> Database:
            made = Database(copies(service, with_the_demo_office if service == "intake" else None))
            ends.callback(made.dispose)
            return made

        yield database


@pytest.fixture
def office(database_of: Callable[[str], Database]) -> IntakeOffice:
    return IntakeOffice(database_of("intake"))


@pytest.fixture
def address(office: IntakeOffice, tmp_path: Path) -> Iterator[str]:
    """The pages alone: no other service answers."""
    with served(create_app(settings_for(tmp_path), office.database, office.clock)) as address:
        yield address


@pytest.fixture
def whole_address(office: IntakeOffice, database_of: Callable[[str], Database], tmp_path: Path) -> Iterator[str]:
    """The pages with the other services behind them."""
    settings = settings_for(tmp_path)
    with ExitStack() as ends:
        documents = ends.enter_context(served(documents_api(database_of("documents"), office.clock, settings)))
        analysis = ends.enter_context(served(analysis_api(database_of("analysis"), SECRET)))
        notify = ends.enter_context(served(notify_api(database_of("notify"), SECRET)))
        reached = settings_for(tmp_path, API_URL_ANALYSIS=analysis, API_URL_DOCUMENTS=documents, API_URL_NOTIFY=notify)
        yield ends.enter_context(served(create_app(reached, office.database, office.clock)))
