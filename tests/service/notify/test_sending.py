"""Notices on their way: a bad day of the mail server, a dead worker, two workers. Nothing is lost, nothing doubled."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from launcher.ports import free_port
from services.notify import repository
from services.notify.composing import Composer
from services.notify.message import Writer
from services.notify.sending import Sending
from services.notify.smtp import MailServer
from shared.clock import machine_now
from tests import notices
from tests.mail_server import MailDesk
from tests.notify_office import SECRET, NotifyOffice

LEASE = timedelta(seconds=90)


def sending(office: NotifyOffice, url: str, limit_s: float) -> Sending:
    composer = Composer("https://kinerja.example", SECRET)
    server = MailServer.from_url(url, hello="kantor.example")
    writer = Writer("kinerja@kantor.example", is_demo=False)
    return Sending(office.database, composer, writer, server, limit=timedelta(seconds=limit_s))


def message_ids(desk: MailDesk) -> list[str]:
    return [str(mail["Message-ID"]) for mail in desk.mails]


def test_a_due_notice_is_sent_once_and_noted(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    assert office.work() == 1
    notice = office.notice()
    assert (notice.state, notice.conversations, notice.last_error) == ("sent", 1, None)
    assert notice.sent_at is not None
    assert message_ids(desk) == [notice.message_id]
    office.pass_time(days=1)
    assert office.work() == 0


def test_a_due_notice_is_queued_once_and_again_when_redis_has_lost_it(office: NotifyOffice) -> None:
    office.hears(notices.opened())
    assert len(office.queue()) == 1
    assert office.queue() == []
    office.pass_time(seconds=16)
    assert len(office.queue()) == 1
    office.pass_time(seconds=16)
    assert office.queue() == []


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
    assert message_ids(desk) == [notice.message_id]


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
    assert message_ids(desk) == [office.notice().message_id]


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
    assert message_ids(desk) == [office.notice().message_id]


def test_a_server_that_drips_is_cut_at_the_deadline_too(office: NotifyOffice) -> None:
    office.hears(notices.opened())
    with dripping_server() as url:
        impatient = sending(office, url, limit_s=0.5)
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
                while not stop.wait(0.05):
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
    assert message_ids(desk) == [notice.message_id]


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
    assert message_ids(desk) == [office.notice().message_id] * 2
    assert office.notice().conversations == 2


def test_two_workers_with_the_same_notice_hold_one_conversation(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    ((notice_id, conversations),) = office.queue()
    desk.hold, start = threading.Event(), threading.Barrier(4)

    def work() -> None:
        start.wait(10)
        office.send(notice_id, conversations)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    assert desk.at_content.wait(10)
    for number in (conversations, conversations + 1):
        office.send(notice_id, number)
    desk.hold.set()
    for worker in workers:
        worker.join(10)
    assert (desk.conversations, len(desk.raw), office.notice().state) == (1, 1, "sent")


def test_a_message_that_lay_in_the_queue_while_the_notice_was_tried_does_nothing(
    office: NotifyOffice, desk: MailDesk
) -> None:
    office.hears(notices.opened())
    desk.content = "451 Later"
    ((notice_id, conversations),) = office.queue()
    for _ in range(3):
        office.send(notice_id, conversations)
    assert (desk.conversations, office.notice().conversations) == (1, 1)


def test_a_worker_that_died_in_a_conversation_leaves_a_notice_that_is_sent_again(
    office: NotifyOffice, desk: MailDesk
) -> None:
    office.hears(notices.opened())
    dead = lease(office)
    office.pass_time(seconds=60)
    assert office.work() == 0
    office.pass_time(seconds=31)
    assert office.work() == 1
    assert message_ids(desk) == [dead.message_id]
    with office.database.write() as session:
        assert not repository.note_deferred(session, dead, "too late")
    assert (office.notice().state, office.notice().conversations) == ("sent", 2)


def lease(office: NotifyOffice) -> repository.Leased:
    ((notice_id, conversations),) = office.queue()
    with office.database.write() as session:
        leased = repository.lease(session, UUID(notice_id), conversations, LEASE)
    assert leased is not None
    return leased


def test_a_mail_in_whose_conversations_workers_die_again_and_again_is_given_up(
    office: NotifyOffice, desk: MailDesk
) -> None:
    office.hears(notices.opened())
    for _ in range(12):
        lease(office)
        office.pass_time(seconds=91)
    office.work()
    assert office.notice().state == "failed"
    assert desk.raw == []


def test_after_three_days_a_notice_is_given_up_and_stays_in_the_ledger(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    desk.content = "451 Later"
    office.work()
    office.pass_time(days=3)
    office.work()
    assert (office.notice().state, office.notice().last_error) == ("failed", "451 SMTPDataError")


def test_a_withdrawal_during_a_conversation_stops_the_next_one(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    leased = lease(office)
    office.hears(notices.withdrawn())
    with office.database.write() as session:
        assert repository.note_deferred(session, leased, "451 SMTPDataError")
    office.pass_time(seconds=2)
    office.work()
    assert office.notice().state == "withdrawn"
    assert desk.raw == []


def test_every_one_of_many_notices_is_sent_exactly_once(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(*(notices.opened(task_id=UUID(int=number)) for number in range(1, 61)))
    while office.work():
        pass
    assert sorted(message_ids(desk)) == sorted(notice.message_id for notice in office.notices())
    assert {notice.state for notice in office.notices()} == {"sent"}


def test_a_mail_is_dated_by_the_machine(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    office.work()
    (mail,) = desk.mails
    assert abs(mail["Date"].datetime - machine_now()) < timedelta(seconds=30)
