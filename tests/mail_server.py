"""A real SMTP server on loopback that answers as a test tells it to, and counts what it meets."""

import asyncio
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from launcher.ports import free_port

_PARSER = BytesParser(EmailMessage, policy=email.policy.default)


@dataclass(eq=False)
class MailDesk:
    """`recipient` and `content` are the replies to RCPT and DATA; a reply beginning with 2 takes the mail.

    `hang` lets DATA wait for ever; `cut` takes the mail and drops the connection before the answer; `password` is the
    only right one, None asks for no sign-in; `hold` makes DATA, and `hold_farewell` QUIT, wait until it is set, 10 s at
    most.
    """

    recipient: str = "250 OK"
    content: str = "250 OK"
    hang: bool = False
    cut: bool = False
    password: str | None = None
    hold: threading.Event | None = None
    hold_farewell: threading.Event | None = None
    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    at_content: threading.Event = field(default_factory=threading.Event)
    at_farewell: threading.Event = field(default_factory=threading.Event)

    @property
    def mails(self) -> list[EmailMessage]:
        return [_PARSER.parsebytes(raw) for raw in self.raw]

    @property
    def message_ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def conversations(self) -> int:
        return self.commands.count("MAIL")

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.commands.append("MAIL")
        if self.password is not None and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        self.at_content.set()
        if self.hang:
            await asyncio.Event().wait()
        if self.hold is not None:
            await asyncio.to_thread(self.hold.wait, 10)
        if self.content.startswith("2"):
            self.raw.append(envelope.content if isinstance(envelope.content, bytes) else b"")
        if self.cut and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return self.content

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 - the same
        self.at_farewell.set()
        if self.hold_farewell is not None:
            await asyncio.to_thread(self.hold_farewell.wait, 10)
        return "221 Bye"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        self.commands.append("AUTH")
        return AuthResult(success=data.password == (self.password or "").encode(), handled=False)


@contextmanager
def mail_desk() -> Iterator[MailDesk]:
    """A desk that is open for the length of the block."""
    desk = MailDesk(port=free_port(set()))
    controller = Controller(
        desk,
        hostname="127.0.0.1",
        port=desk.port,
        authenticator=desk.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield desk
    finally:
        controller.stop()
