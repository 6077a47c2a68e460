"""A mail server on its bad days: nothing is lost, nothing is said twice without need."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from launcher.ports import free_port
from services.notify.composing import Composer
from services.notify.message import Writer
from services.notify.sending import Sending
from services.notify.smtp import MailServer
from shared.clock import SystemClock
from tests import notices
from tests.mail_server import MailDesk
from tests.notify_office import SECRET, NotifyOffice


def sending(office: NotifyOffice, url: str, limit_s: float) -> Sending:
    composer = Composer("https://kinerja.example", SECRET)
    server = MailServer.from_url(url, hello="kantor.example")
    writer = Writer("kinerja@kantor.example", is_demo=False)
    return Sending(
        office.database,
        composer,
        writer,
        server,
        clock=SystemClock(),
        files=office.files,
        limit=timedelta(seconds=limit_s),
    )


@pytest.mark.parametrize(
    ("recipient", "content", "error"),
    [
        ("250 OK", "451 4.3.0 Try again later", "451 SMTPDataError"),
        ("450 4.2.0 Greylisted", "250 OK", "450 SMTPRecipientsRefused"),
        ("421 4.3.2 Closing", "250 OK", "421 SMTPRecipientsRefused"),
    ],
)
def test_a_temporary_refusal_is_tried_again_under_the_same_id(
    office: NotifyOffice, desk: MailDesk, recipient: str, content: str, error: str
) -> None:
    office.hears(notices.opened())
    desk.recipient, desk.content = recipient, content
    office.work()
    notice = office.notice()
    assert (notice.state, notice.last_error) == ("due", error)
    assert office.work() == 0
    desk.recipient = desk.content = "250 OK"
    office.pass_time(seconds=2)
    assert office.work() == 1
    assert office.notice().state == "sent"
    assert desk.message_ids == [notice.message_id]


@pytest.mark.parametrize(
    ("recipient", "content"),
    [("550 5.1.1 <sekcam@mentebah.example> unknown", "250 OK"), ("250 OK", "554 5.7.1 <sekcam@mentebah.example> spam")],
)
def test_a_refusal_for_good_is_in_the_ledger_at_once_and_names_no_address(
    office: NotifyOffice, desk: MailDesk, caplog: pytest.LogCaptureFixture, recipient: str, content: str
) -> None:
    caplog.set_level(logging.INFO)
    desk.recipient, desk.content = recipient, content
    office.hears(notices.opened())
    office.work()
    notice = office.notice()
    assert notice.state == "failed"
    assert notice.last_error is not None
    assert notice.last_error[:2] == "55"
    assert "@" not in notice.last_error
    ours = [record for record in caplog.records if record.name.startswith("services.")]
    assert ours
    assert all("mentebah.example" not in str(vars(record)) for record in ours)
    office.pass_time(days=1)
    assert office.work() == 0


def test_an_address_that_is_none_fails_without_a_conversation(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened(holder=replace(notices.SEKCAM, email="tidak ada")))
    office.work()
    assert (office.notice().state, office.notice().last_error) == ("failed", "AddressUnusable")
    assert desk.commands == []


def test_a_server_that_is_not_there_costs_time_but_no_mail(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    away = sending(office, f"smtp://127.0.0.1:{free_port(set())}", limit_s=5)
    for arguments in office.queue():
        away.send_notice(*arguments)
    assert (office.notice().state, office.notice().last_error) == ("due", "ConnectionRefusedError")
    office.pass_time(seconds=2)
    office.work()
    assert desk.message_ids == [office.notice().message_id]


def test_a_server_that_never_answers_is_left_at_the_deadline(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    desk.hang = True
    impatient = sending(office, desk.url, limit_s=0.5)
    began = time.monotonic()
    for arguments in office.queue():
        impatient.send_notice(*arguments)
    assert time.monotonic() - began < 5
    assert office.notice().state == "due"
    desk.hang = False
    office.pass_time(seconds=2)
    office.work()
    assert desk.message_ids == [office.notice().message_id]


@pytest.mark.parametrize("limit_s", [0.5, 0], ids=["in the greeting", "before the connection stands"])
def test_a_server_that_drips_is_cut_at_the_deadline_too(office: NotifyOffice, limit_s: float) -> None:
    office.hears(notices.opened())
    with dripping_server() as url:
        impatient = sending(office, url, limit_s=limit_s)
        began = time.monotonic()
        for arguments in office.queue():
            impatient.send_notice(*arguments)
        assert time.monotonic() - began < 5
    assert office.notice().state == "due"


@contextmanager
def dripping_server() -> Iterator[str]:
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                for _ in range(400):
                    if stop.wait(0.05):
                        return
                    try:
                        connection.sendall(b"2")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        stop.set()
        thread.join(5)


@pytest.mark.parametrize(("user", "code"), [("kinerja:salah@", "535"), ("", "530")])
def test_a_wrong_or_missing_password_is_a_fault_of_settings_and_loses_nothing(
    office: NotifyOffice, desk: MailDesk, caplog: pytest.LogCaptureFixture, user: str, code: str
) -> None:
    office.hears(notices.opened())
    desk.password = "benar"
    wrong = sending(office, f"smtp://{user}127.0.0.1:{desk.port}", limit_s=5)
    for arguments in office.queue():
        wrong.send_notice(*arguments)
    notice = office.notice()
    assert (notice.state, str(notice.last_error)[:18]) == ("due", f"configuration: {code}")
    (line,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert vars(line)["setting"] == "KINERJA_SMTP_URL"
    assert "salah" not in str(vars(line))
    office.pass_time(seconds=2)
    right = sending(office, f"smtp://kinerja:benar@127.0.0.1:{desk.port}", limit_s=5)
    for arguments in office.queue():
        right.send_notice(*arguments)
    assert desk.message_ids == [notice.message_id]


def test_a_server_without_the_encryption_we_ask_for_gets_no_mail(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    careful = sending(office, f"smtp+starttls://127.0.0.1:{desk.port}", limit_s=5)
    for arguments in office.queue():
        careful.send_notice(*arguments)
    assert office.notice().last_error == "configuration: SMTPNotSupportedError"
    assert desk.raw == []


def test_a_mail_cut_off_between_acceptance_and_answer_comes_again_under_the_same_id(
    office: NotifyOffice, desk: MailDesk
) -> None:
    office.hears(notices.opened())
    desk.cut = True
    office.work()
    assert office.notice().state == "due"
    desk.cut = False
    office.pass_time(seconds=2)
    office.work()
    assert desk.message_ids == [office.notice().message_id] * 2
    assert office.notice().conversations == 2
