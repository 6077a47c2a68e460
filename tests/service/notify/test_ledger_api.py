"""The internal API: open to intake's token alone."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared.tokens import issue
from tests import notices
from tests.mail_server import MailDesk
from tests.notify_office import SECRET, NotifyOffice


@pytest.fixture
def client(office: NotifyOffice) -> FlaskClient:
    assert office.service.api is not None
    client: FlaskClient = office.service.api().test_client()
    return client


def bearer(audience: str = "notify") -> dict[str, str]:
    return {"Authorization": f"Bearer {issue(SECRET, audience)}"}


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_is_told_to_anyone(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_ledger_of_a_cycle_tells_of_each_mail_and_whether_it_arrived(
    office: NotifyOffice, desk: MailDesk, client: FlaskClient
) -> None:
    office.hears(notices.opened())
    desk.recipient = "550 5.1.1 unknown"
    office.work()
    answer = client.get(f"/notices?cycle={notices.CYCLE_ID}", headers=bearer())
    (line,) = answer.get_json()["notices"]
    assert (line["kind"], line["step"], line["run"], line["role"]) == ("task_opened", 5, 1, "sekcam")
    assert (line["state"], line["conversations"], line["sent_at"]) == ("failed", 1, None)
    assert line["recipient"]["address"] == notices.SEKCAM.email
    assert "/buka/" not in answer.text


def test_another_cycle_has_another_ledger(office: NotifyOffice, client: FlaskClient) -> None:
    office.hears(notices.opened())
    assert client.get(f"/notices?cycle={uuid4()}", headers=bearer()).get_json() == {"notices": []}


def test_the_ledger_is_closed_to_who_has_no_token_for_notify(client: FlaskClient) -> None:
    path = f"/notices?cycle={notices.CYCLE_ID}"
    assert client.get(path).status_code == 401
    assert client.get(path, headers=bearer("documents")).status_code == 401
    assert client.get(path, headers={"Authorization": issue(SECRET, "notify")}).status_code == 401


@pytest.mark.parametrize("query", ["", "?cycle=", "?cycle=satu"])
def test_a_request_that_names_no_cycle_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/notices{query}", headers=bearer()).status_code == 400
