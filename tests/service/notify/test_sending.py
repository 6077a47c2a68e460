"""Notices on their way on a good day."""

from datetime import timedelta
from uuid import UUID

from shared.clock import machine_now
from tests import notices
from tests.mail_server import MailDesk
from tests.notify_office import NotifyOffice


def test_a_due_notice_is_sent_once_and_noted(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    assert office.work() == 1
    notice = office.notice()
    assert (notice.state, notice.conversations, notice.last_error) == ("sent", 1, None)
    assert notice.sent_at is not None
    assert desk.message_ids == [notice.message_id]
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


def test_every_one_of_many_notices_is_sent_exactly_once(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(*(notices.opened(task_id=UUID(int=number)) for number in range(1, 61)))
    while office.work():
        pass
    assert sorted(desk.message_ids) == sorted(notice.message_id for notice in office.notices())
    assert {notice.state for notice in office.notices()} == {"sent"}


def test_a_mail_is_dated_by_the_machine(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.opened())
    office.work()
    (mail,) = desk.mails
    assert abs(mail["Date"].datetime - machine_now()) < timedelta(seconds=30)
