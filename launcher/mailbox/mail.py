"""A kept mail as its reader sees it."""

import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser

RECEIVED_AT = "X-Kinerja-Received-At"
DELIVERED_TO = "Delivered-To"

_PARSER = BytesParser(policy=email.policy.default)


@dataclass(frozen=True, slots=True)
class Mail:
    """`number` counts arrivals from 1; `to` is the envelope's, which names the blind copies, too."""

    number: int
    received_at: datetime
    sender: str
    to: tuple[str, ...]
    subject: str
    message_id: str
    headers: tuple[tuple[str, str], ...]

    def is_for(self, part: str) -> bool:
        return any(part.lower() in address.lower() for address in self.to)


def parse(raw: bytes) -> EmailMessage:
    """Read a mail with the modern policy of the standard library: headers are decoded text."""
    message = _PARSER.parsebytes(raw)
    if not isinstance(message, EmailMessage):
        raise TypeError("the default policy makes EmailMessage")
    return message


def summary(number: int, raw: bytes) -> Mail:
    """Read what the list shows of a kept mail."""
    message = parse(raw)
    return Mail(
        number=number,
        received_at=datetime.fromisoformat(str(message[RECEIVED_AT])),
        sender=str(message.get("From", "")),
        to=tuple(str(address) for address in message.get_all(DELIVERED_TO, [])),
        subject=str(message.get("Subject", "")),
        message_id=str(message.get("Message-ID", "")),
        headers=tuple((name, str(value)) for name, value in message.items()),
    )


def body(raw: bytes, kind: str) -> str | None:
    """The part `text/plain` or `text/html` (`kind` is `plain` or `html`); None when there is none."""
    part = parse(raw).get_body(preferencelist=(kind,))
    if part is None:
        return None
    content = part.get_content()
    return content if isinstance(content, str) else None
