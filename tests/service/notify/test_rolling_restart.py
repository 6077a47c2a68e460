"""What the deploy before has sent or written is taken in by this one: here `intake.submission_received` 1 → 2."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from services.notify.models import NoticeRecord
from shared.tracking import tracking_code
from tests.mail_server import MailDesk
from tests.notify_office import NotifyOffice

GOLDEN = Path("shared/events/golden")


def submission(version: int, **data: object) -> dict[str, Any]:
    """A message of that version for a task, as the deploy of its time sent it."""
    message = _golden(f"intake.submission_received.v{version}")
    task = _golden("intake.task_opened.v1")["data"]["task"]
    whole = message["data"] | {"task": task, "submitted_by": task["holder"]} | data
    return message | {"id": str(uuid4()), "data": whole}


def _golden(name: str) -> dict[str, Any]:
    message: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return message


def code_of(message: dict[str, Any]) -> str:
    data = message["data"]
    return tracking_code(UUID(data["cycle_id"]), UUID(data["unit_id"]), data["number"])


def sent_text(office: NotifyOffice, desk: MailDesk) -> str:
    office.work()
    (mail,) = desk.mails
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


def test_a_message_of_version_1_that_still_lay_in_the_queue_becomes_the_receipt_of_today(
    office: NotifyOffice, desk: MailDesk
) -> None:
    message = submission(1, is_late=True)
    office.hears_message(message)
    text = sent_text(office, desk)
    assert code_of(message) in text
    assert "dicatat sebagai susulan" in text


def test_a_notice_that_the_deploy_before_wrote_and_could_not_send_is_sent(office: NotifyOffice, desk: MailDesk) -> None:
    office.hears_message(submission(2))
    message = submission(1)
    with office.database.write() as session:
        session.execute(update(NoticeRecord).values(event_version=1, data=message["data"]))
    assert code_of(message) in sent_text(office, desk)
