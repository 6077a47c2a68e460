"""Which fact becomes which notice, in whatever order facts arrive."""

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest

from shared.clock import machine_now
from shared.events.event import Event
from shared.events.parts import Person
from shared.keys import link_code, one_time_code
from tests import notices
from tests.mail_server import MailDesk
from tests.notify_office import SECRET, NotifyOffice


def states(office: NotifyOffice) -> dict[str, str]:
    return {notice.kind: notice.state for notice in office.notices()}


@pytest.mark.parametrize(
    ("event", "kind", "recipient"),
    [
        (notices.opened(), "task_opened", notices.SEKCAM),
        (notices.overran(), "task_overran", notices.SEKCAM),
        (notices.returned(), "task_returned", notices.KASUBBAG),
        (notices.step_overran(), "task_overran", notices.KASUBBAG),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_fact_about_a_task_is_told_to_whom_it_names(
    office: NotifyOffice, event: Event, kind: str, recipient: Person
) -> None:
    office.hears(event)
    notice = office.notice()
    assert (notice.kind, notice.person_id, notice.address) == (kind, recipient.person_id, recipient.email)
    assert (notice.cycle_id, notice.state) == (notices.CYCLE_ID, "due")
    assert notice.message_id == f"<{notice.id}@kantor.example>"


def test_an_event_that_arrives_twice_is_told_once(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears_twice(notices.opened())
    office.work()
    assert len(office.notices()) == len(desk.raw) == 1


def test_no_stored_mail_holds_a_link_or_a_code(office: NotifyOffice) -> None:
    task, asked = notices.a_task(), notices.code_requested(machine_now() + timedelta(minutes=10))
    office.hears(notices.opened(), asked)
    office.work()
    stored = json.dumps([{k: str(v) for k, v in vars(row).items()} | {"data": row.data} for row in office.notices()])
    link = link_code(SECRET, task.task_id, notices.SEKCAM.person_id, task.content_hash, task.link_issue)
    assert link not in stored
    assert "/buka/" not in stored
    assert one_time_code(SECRET, notices.SEKCAM.person_id, asked.challenge_id) not in stored


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_what_is_no_longer_asked_is_not_sent_in_whatever_order_it_is_heard(
    office: NotifyOffice, desk: MailDesk, order: Sequence[int]
) -> None:
    facts = (notices.opened(), notices.overran(), notices.withdrawn())
    office.hears(*(facts[number] for number in order))
    office.work()
    assert states(office) == {"task_opened": "withdrawn", "task_overran": "withdrawn"}
    assert desk.raw == []


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_of_a_completed_task_the_turn_is_told_and_the_overrun_only_if_it_has_left_already(
    office: NotifyOffice, desk: MailDesk, order: Sequence[int]
) -> None:
    facts = (notices.opened(), notices.overran(), notices.completed())
    office.hears(*(facts[number] for number in order))
    office.work()
    assert states(office) == {"task_opened": "sent", "task_overran": "withdrawn"}
    assert len(desk.raw) == 1


def test_another_tasks_end_changes_nothing(office: NotifyOffice, desk: MailDesk) -> None:
    other = notices.a_unit_task().cycle_id  # any id that is not the task's
    office.hears(notices.opened(), notices.withdrawn(task_id=other))
    office.work()
    assert len(desk.raw) == 1


@pytest.mark.parametrize("cancelled_first", [True, False])
def test_a_cancelled_cycle_is_told_to_all_and_asks_nothing_more(
    office: NotifyOffice, desk: MailDesk, *, cancelled_first: bool
) -> None:
    facts = [notices.opened(), notices.step_overran(), notices.cancelled(notices.SEKCAM, notices.LURAH)]
    office.hears(*(reversed(facts) if cancelled_first else facts))
    office.work()
    assert states(office) == {"task_opened": "withdrawn", "task_overran": "withdrawn", "cycle_cancelled": "sent"}
    assert sorted(mail["X-Kinerja-Kind"] for mail in desk.mails) == ["cycle_cancelled"] * 2
    assert {mail["To"].addresses[0].addr_spec for mail in desk.mails} == {notices.SEKCAM.email, notices.LURAH.email}


def test_a_code_that_has_run_out_is_not_sent(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears(notices.code_requested(machine_now() - timedelta(seconds=1)))
    office.work()
    assert states(office) == {"sign_in_code": "withdrawn"}
    assert desk.raw == []
