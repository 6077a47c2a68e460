"""Dead workers and two workers: one notice is never in two conversations and never forgotten."""

import threading
from datetime import timedelta
from uuid import UUID

from services.notify import leases
from tests import notices
from tests.mail_server import MailDesk
from tests.notify_office import NotifyOffice

LEASE = timedelta(seconds=90)


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
    assert desk.message_ids == [dead.message_id]
    with office.database.write() as session:
        assert not leases.note_deferred(session, dead, "too late")
    assert (office.notice().state, office.notice().conversations) == ("sent", 2)


def lease(office: NotifyOffice) -> leases.Leased:
    ((notice_id, conversations),) = office.queue()
    with office.database.write() as session:
        leased = leases.lease(session, UUID(notice_id), conversations, LEASE)
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
        assert leases.note_deferred(session, leased, "451 SMTPDataError")
    office.pass_time(seconds=2)
    office.work()
    assert office.notice().state == "withdrawn"
    assert desk.raw == []


def test_an_accepted_mail_is_noted_before_the_farewell_that_a_server_may_draw_out(
    office: NotifyOffice, desk: MailDesk
) -> None:
    desk.hold_farewell = threading.Event()
    office.hears(notices.opened())
    sending = threading.Thread(target=office.work)
    sending.start()
    try:
        assert desk.at_farewell.wait(10)
        assert office.notice().state == "sent"
    finally:
        desk.hold_farewell.set()
        sending.join()
