"""The report leaves with its papers, and what became of it is told once, with the ledger."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import cast
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.notify.dispatching import GIVEN_UP
from shared.delivery.records import OutboxRecord
from shared.events.envelope import envelope_from_json, unwrap, wrap
from shared.events.event import Event
from shared.events.intake import DispatchOrdered
from shared.events.notify import LkjipDispatched
from shared.events.parts import Paper
from shared.keys import read_receipt_code
from shared.logs import json_lines
from tests.mail_server import MailDesk
from tests.notices import CYCLE_ID, OFFICE, a_task
from tests.notify_office import SECRET, NotifyOffice

PDF = b"%PDF-1.7 isi"


def a_dispatch(office: NotifyOffice, channel: str = "e-mail") -> DispatchOrdered:
    key = office.files.put(PDF)
    return DispatchOrdered(
        cycle_id=CYCLE_ID,
        dispatch_id=uuid4(),
        task=a_task(step=8, kind="kirim"),
        office=OFFICE,
        subject_name="LKjIP",
        period="2025",
        channel=channel,
        addressee="Bagian Organisasi Setda Kabupaten Kapuas Hulu",
        email="organisasi@kapuashulu.example" if channel == "e-mail" else "",
        letter_number="000.8.3/12/2026",
        papers=(Paper(kind="lkjip_signed", name="LKjIP 2025.pdf", sha256=key),),
        ordered_at=datetime(2026, 2, 3, 3, 15, tzinfo=UTC),
    )


def told(office: NotifyOffice) -> list[LkjipDispatched]:
    with office.database.read() as session:
        rows = session.scalars(select(OutboxRecord)).all()
    events: list[Event] = [unwrap(envelope_from_json(row.envelope)) for row in rows]
    return [event for event in events if isinstance(event, LkjipDispatched)]


def test_the_mail_carries_the_papers_and_a_receipt_link_and_is_told_once(office: NotifyOffice, desk: MailDesk) -> None:
    event = a_dispatch(office)
    office.hears_twice(event)
    office.work()
    (message,) = desk.mails
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("LKjIP 2025.pdf", PDF)
    text = cast("EmailMessage", message.get_body(("plain",))).get_content()
    code = text.partition("/terima/")[2].split()[0]
    assert read_receipt_code(SECRET, code) == event.dispatch_id
    (sent,) = told(office)
    assert sent.failed is None
    assert sent.sent_at is not None
    assert [(line.kind, line.state) for line in sent.mails] == [("dispatch", "sent")]


def test_a_mail_and_the_word_that_it_left_belong_to_the_trace_of_its_event(
    office: NotifyOffice, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("INFO", "services.notify")
    monkeypatch.setattr(caplog.handler, "formatter", json_lines("notify", "worker"))
    asked = wrap(a_dispatch(office), traceparent=f"00-{'a' * 32}-{'b' * 16}-01")
    office.hears_message(asked.to_json())
    office.work()
    (line,) = [json.loads(line) for line in caplog.text.splitlines()]
    assert line.items() >= {"message": "mail accepted", "event_id": str(asked.id), "trace_id": "a" * 32}.items()
    with office.database.read() as session:
        (told_of,) = session.scalars(select(OutboxRecord.envelope))
    assert envelope_from_json(told_of).trace == "a" * 32


def test_an_address_that_takes_no_mail_is_told_in_words(office: NotifyOffice, desk: MailDesk) -> None:
    desk.recipient = "550 5.1.1 No such user"
    office.hears(a_dispatch(office))
    office.work()
    (failed,) = told(office)
    assert (failed.sent_at, failed.failed) == (None, GIVEN_UP)


def test_what_goes_by_hand_is_no_mail_and_is_told_at_once(office: NotifyOffice, desk: MailDesk) -> None:
    event = a_dispatch(office, "tangan")
    office.hears(event)
    assert office.work() == 0
    assert desk.mails == []
    (sent,) = told(office)
    assert sent.sent_at == event.ordered_at


def test_a_paper_that_is_not_there_is_not_left_out(office: NotifyOffice, desk: MailDesk) -> None:
    event = a_dispatch(office)
    missing = replace(event, papers=(Paper(kind="lkjip_signed", name="LKjIP 2025.pdf", sha256="0" * 64),))
    office.hears(missing)
    office.work()
    assert desk.mails == []
    assert office.notice().state == "due"
    assert told(office) == []
