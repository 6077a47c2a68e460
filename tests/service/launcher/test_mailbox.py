"""The local mailbox as its two users meet it: a program that sends over SMTP and a person who reads the page."""

import asyncio
import http.client
import json
import smtplib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask.testing import FlaskClient

from launcher.mailbox.faults import Faults
from launcher.mailbox.pages import make_app
from launcher.mailbox.receive import Receiver
from launcher.mailbox.store import MailStore
from launcher.options import Options
from launcher.supervisor import System
from launcher.system_map import PROCESSES

MAILBOX = tuple(process for process in PROCESSES if process.kind == "mailbox")
NOW = datetime(2026, 2, 3, 3, 15, tzinfo=UTC)


def letter(subject: str = "Giliran Anda", to: str = "sekcam@contoh.example", html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "kinerja@contoh.example", to, subject
    message["Message-ID"] = "<satu@contoh.example>"
    message.set_content("Buka http://127.0.0.1:8067/buka/abc.\n")
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


@pytest.fixture
def store(tmp_path: Path) -> MailStore:
    return MailStore(tmp_path / "mailbox")


@pytest.fixture
def page(store: MailStore) -> FlaskClient:
    return make_app(store, Faults()).test_client()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    options = Options(
        data=tmp_path_factory.mktemp("mailbox"),
        port=0,
        inherit=False,
        processes=MAILBOX,
        settings={"KINERJA_MAILBOX_FAULTS": "1"},
    )
    with System(options) as system:
        yield system


def send(system: System, message: EmailMessage, limit_seconds: float = 5) -> None:
    address = urlsplit(system.plan.settings["KINERJA_SMTP_URL"])
    with smtplib.SMTP(address.hostname or "", address.port or 0, timeout=limit_seconds) as server:
        server.send_message(message)


def call(system: System, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, bytes]:
    address = urlsplit(system.mailbox_url or "")
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=5)
    try:
        connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def mails(system: System, after: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call(system, "GET", f"/api/mails?after={after}")[1])
    return found


def newest(system: System) -> int:
    return max((mail["number"] for mail in mails(system)), default=0)


def next_mail_meets(system: System, fault: str) -> None:
    assert call(system, "POST", "/api/fault", {"fault": fault, "times": 1})[0] == 204


def test_a_mail_that_was_acknowledged_is_listed_with_its_envelope(running: System) -> None:
    before = newest(running)
    message = letter("Koreksi draf – 3 Februari")
    message["Bcc"] = "camat@contoh.example"
    send(running, message)
    (mail,) = mails(running, after=before)
    assert mail["subject"] == "Koreksi draf – 3 Februari"
    assert mail["to"] == ["sekcam@contoh.example", "camat@contoh.example"]
    assert mail["message_id"] == "<satu@contoh.example>"


@pytest.mark.parametrize(
    ("fault", "error", "kept"),
    [
        ("temporary", smtplib.SMTPDataError, 0),
        ("permanent", smtplib.SMTPRecipientsRefused, 0),
        ("password", smtplib.SMTPSenderRefused, 0),
        ("hang", smtplib.SMTPServerDisconnected, 0),
        ("cut", smtplib.SMTPServerDisconnected, 1),
        ("torn", smtplib.SMTPServerDisconnected, 0),
    ],
)
def test_a_fault_is_met_as_often_as_was_asked(running: System, fault: str, error: type[Exception], kept: int) -> None:
    before = newest(running)
    next_mail_meets(running, fault)
    with pytest.raises(error):
        send(running, letter(), limit_seconds=1)
    assert len(mails(running, after=before)) == kept
    send(running, letter())
    assert len(mails(running, after=before)) == kept + 1


def test_without_the_switch_nobody_can_make_the_mailbox_fail(store: MailStore) -> None:
    client = make_app(store, None).test_client()
    assert client.post("/api/fault", json={"fault": "permanent"}).status_code == 404


def test_a_mail_for_which_there_is_no_room_is_wanted_again_later(tmp_path: Path) -> None:
    receiver = Receiver(MailStore(tmp_path / "mailbox"), Faults())
    envelope = Envelope()
    envelope.content, envelope.rcpt_tos = bytes(letter()), ["a@contoh.example"]
    (tmp_path / "mailbox").rename(tmp_path / "away")
    with closing(asyncio.new_event_loop()) as loop:
        server = SMTP(receiver, loop=loop)
        answer = loop.run_until_complete(receiver.handle_DATA(server, Session(loop), envelope))
    assert answer.startswith("452 ")


def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    first = MailStore(tmp_path)
    assert [first.add(bytes(letter()), ["a@contoh.example"], NOW).number for _ in range(2)] == [1, 2]
    again = MailStore(tmp_path)
    assert again.add(bytes(letter()), ["a@contoh.example"], NOW).number == 3
    assert [mail.number for mail in again.mails(after=1)] == [2, 3]


def test_what_was_half_written_when_the_machine_stopped_is_no_mail(tmp_path: Path) -> None:
    MailStore(tmp_path).add(bytes(letter()), ["a@contoh.example"], NOW)
    (tmp_path / "000002.draft").write_bytes(b"Subject: half")
    assert [mail.number for mail in MailStore(tmp_path).mails()] == [1]


def test_the_newest_mail_is_first_and_can_be_filtered_by_recipient(page: FlaskClient, store: MailStore) -> None:
    for to, subject in (("camat@contoh.example", "pertama"), ("staf@contoh.example", "kedua")):
        store.add(bytes(letter(subject, to)), [to], NOW)
    everything = page.get("/").get_data(as_text=True)
    assert everything.index("kedua") < everything.index("pertama")
    assert "kedua" not in page.get("/?penerima=CAMAT").get_data(as_text=True)


def test_the_text_is_shown_with_its_links_and_the_time_in_words(page: FlaskClient, store: MailStore) -> None:
    store.add(bytes(letter()), ["sekcam@contoh.example"], NOW)
    shown = page.get("/surat/1").get_data(as_text=True)
    assert '<a href="http://127.0.0.1:8067/buka/abc">' in shown
    assert "3 Februari 2026, 10.15.00 WIB" in shown


def test_markup_in_a_mail_is_shown_and_not_obeyed(page: FlaskClient, store: MailStore) -> None:
    store.add(bytes(letter("<script>1</script>", html="<p>Halo</p><script>2</script>")), ["a@contoh.example"], NOW)
    assert "<script>" not in page.get("/surat/1").get_data(as_text=True)
    assert "<script>" not in page.get("/").get_data(as_text=True)
    policy = page.get("/surat/1/html").headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")


def test_a_mail_that_does_not_exist_is_not_found(page: FlaskClient) -> None:
    for address in ("/surat/1", "/surat/1/html", "/surat/1/eml", "/api/mails/1"):
        assert page.get(address).status_code == 404


def test_one_mail_is_given_whole(page: FlaskClient, store: MailStore) -> None:
    store.add(bytes(letter(html="<p>Halo</p>")), ["a@contoh.example"], NOW)
    mail = page.get("/api/mails/1").get_json()
    assert mail["text"].startswith("Buka http")
    assert mail["html"].strip() == "<p>Halo</p>"
    assert "Message-ID: <satu@contoh.example>" in mail["raw"]
