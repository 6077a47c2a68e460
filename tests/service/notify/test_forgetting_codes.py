"""Mails that only let somebody in are forgotten; those about a cycle belong to its record."""

from datetime import timedelta

from services.notify.schedule import CODES_KEPT, forget_codes
from shared.clock import machine_now
from shared.delivery.pruning import HEARD_KEPT
from tests.notices import code_requested, opened
from tests.notify_office import NotifyOffice


def forget(office: NotifyOffice) -> int:
    return forget_codes(office.database, office.service.clock)


def test_mails_with_codes_go_after_sixty_days_and_mails_about_a_cycle_stay(office: NotifyOffice) -> None:
    office.hears(opened(), code_requested(machine_now() + timedelta(minutes=10)))
    office.work()
    office.pass_time(seconds=(CODES_KEPT - timedelta(days=1)).total_seconds())
    assert forget(office) == 0
    office.pass_time(days=2)
    assert forget(office) == 1
    assert [notice.kind for notice in office.notices()] == ["task_opened"]


def test_a_mail_that_still_waits_is_not_forgotten(office: NotifyOffice) -> None:
    office.hears(code_requested(machine_now() + timedelta(days=100)))
    office.pass_time(seconds=(CODES_KEPT + timedelta(days=1)).total_seconds())
    assert forget(office) == 0


def test_they_outlive_the_events_that_would_make_them_anew() -> None:
    assert CODES_KEPT > HEARD_KEPT
