"""The SMTP side: a mail is acknowledged when it is on the disk."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from launcher.mailbox.faults import Faults
from launcher.mailbox.store import MailStore

log = logging.getLogger("launcher.mailbox")

_SIZE_LIMIT_BYTES = 35_000_000
# RFC 5321: the sender tries again. Left to itself the library answers 500, and the mail would be given up.
_NO_ROOM = "452 4.3.1 Insufficient system storage"


class Receiver:
    """Handler of aiosmtpd: the envelope comes in by MAIL and RCPT, the content by DATA."""

    def __init__(self, store: MailStore, faults: Faults) -> None:
        self._store = store
        self._faults = faults

    async def handle_MAIL(  # noqa: N802 the library's name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated and self._faults.meets("password"):
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self._faults.meets("permanent"):
            return "550 5.1.1 No such recipient"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 the library's name
        if self._faults.meets("temporary"):
            return "451 4.3.0 Try again later"
        if self._faults.meets("hang"):
            await asyncio.Event().wait()
        try:
            mail = self._store.add(_bytes(envelope.content), envelope.rcpt_tos, datetime.now(UTC))
        except OSError:
            log.exception("a mail could not be kept")
            return _NO_ROOM
        if self._faults.meets("cut"):
            _cut(server)
        return f"250 2.0.0 Kept as {mail.number}"

    def tears(self) -> bool:
        """Whether this conversation is to be cut in the middle of its content."""
        return self._faults.meets("torn")

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, _data: Any
    ) -> AuthResult:
        """Every password is right, so that settings for a real server work here, too."""
        return AuthResult(success=not self._faults.meets("password"), handled=False)


class _Server(SMTP):
    """Tears a conversation apart where the library leaves no hook."""

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 the library's name
        """Take the content, or its first line only."""
        if self.event_handler.tears():
            await self.push("354 Go on")
            await self._reader.readline()
            _cut(self)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        """A server for one conversation."""
        return _Server(self.handler, **self.SMTP_kwargs)


def controller(store: MailStore, faults: Faults, host: str, port: int) -> Controller:
    """Make the SMTP server, not yet started; it runs in a thread of its own."""
    receiver = Receiver(store, faults)
    return _Controller(
        receiver,
        hostname=host,
        port=port,
        server_kwargs={
            "authenticator": receiver.authenticate,
            "auth_require_tls": False,
            "data_size_limit": _SIZE_LIMIT_BYTES,
            "enable_SMTPUTF8": True,
            "ident": "Kinerja",
        },
    )


def _cut(server: SMTP) -> None:
    transport = server.transport
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()


def _bytes(content: bytes | str | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""
