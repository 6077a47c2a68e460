"""Notify with a mail server that answers as the test says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mail_server import MailDesk, mail_desk
from tests.notify_office import NotifyOffice, notify_office


@pytest.fixture
def desk() -> Iterator[MailDesk]:
    with mail_desk() as desk:
        yield desk


@pytest.fixture
def office(migrated_database: Callable[[str], str], desk: MailDesk, tmp_path: Path) -> Iterator[NotifyOffice]:
    with notify_office(migrated_database("notify"), desk.url, tmp_path) as office:
        yield office
