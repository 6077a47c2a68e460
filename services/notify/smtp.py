"""One SMTP conversation with time limits on everything, and what came of it (RFC 5321, replies: section 4.2).

Connecting has 10 s, each command 20 s, the whole a deadline after which the connection is cut. The caller's lease is
longer than the deadline, so that no second conversation about the same mail can begin meanwhile.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Literal
from urllib.parse import unquote, urlsplit

CONNECT_S = 10
COMMAND_S = 20
_QUIT_S = 2
_CUT_AGAIN_S = 1
_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
_PERMANENT = 500
_SIGN_IN_NEEDED = (530, 534, 535, 538)
"""RFC 4954: the server wants a sign-in, or another one. That is about our settings and not about the recipient."""


_OF_SETTINGS = (SMTPNotSupportedError, ssl.SSLError, socket.gaierror, UnicodeError)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`deferred` is tried again, `refused` never. `error` is a code and a class; replies may hold addresses."""

    result: Literal["accepted", "deferred", "refused"]
    error: str = ""
    is_configuration: bool = False


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mails. `hello` is the name by which we greet it."""

    host: str
    port: int
    scheme: str
    hello: str
    user: str | None = field(repr=False)
    password: str | None = field(repr=False)

    @classmethod
    def from_url(cls, url: str, hello: str) -> "MailServer":
        """Read smtp://, smtps:// or smtp+starttls://user:password@host:port; user and password percent-encoded."""
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or _PORTS[parts.scheme],
            scheme=parts.scheme,
            hello=hello,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )

    @contextlib.contextmanager
    def conversation(self, mail: bytes, sender: str, recipient: str, deadline: float) -> Iterator[Outcome]:
        """Hold one conversation and give what came of it. Errors become an outcome.

        The mail is delivered by `deadline` (a value of time.monotonic) or not at all. The farewell follows the block:
        what came of it is written down first, for a server may draw it out, and a worker that dies in between would
        have the mail sent again.
        """
        client = self._client()
        try:
            yield self._deliver(client, mail, sender, recipient, deadline)
        finally:
            _leave(client)

    def _deliver(self, client: SMTP, mail: bytes, sender: str, recipient: str, deadline: float) -> Outcome:
        try:
            with _cut_at(client, deadline):
                self._open(client, deadline)
                client.sendmail(sender, [recipient], mail)
        except SMTPException as error:
            return _outcome(error)
        except (OSError, UnicodeError) as error:  # UnicodeError: a host name that can be none
            client.close()
            return _outcome(error)
        return Outcome("accepted")

    def _client(self) -> SMTP:
        # The name is given: looking it up (getfqdn) has no time limit.
        if self.scheme == "smtps":
            return SMTP_SSL(local_hostname=self.hello, timeout=CONNECT_S, context=ssl.create_default_context())
        return SMTP(local_hostname=self.hello, timeout=CONNECT_S)

    def _open(self, client: SMTP, deadline: float) -> None:
        code, reply = client.connect(self.host, self.port)
        if code != 220:  # noqa: PLR2004 - RFC 5321: service ready
            raise SMTPResponseException(code, reply)
        if client.sock is None or time.monotonic() >= deadline:
            raise TimeoutError
        client.sock.settimeout(COMMAND_S)
        if self.scheme == "smtp+starttls":
            client.starttls(context=ssl.create_default_context())
        if self.user is not None:
            client.login(self.user, self.password or "")


def _leave(client: SMTP) -> None:
    # The server has answered; whatever happens now changes nothing about the mail.
    with contextlib.suppress(OSError):
        if client.sock is not None:
            client.sock.settimeout(_QUIT_S)
            client.quit()
    client.close()


@contextlib.contextmanager
def _cut_at(client: SMTP, deadline: float) -> Iterator[None]:
    # A server that sends a byte now and then never meets a time limit per command.
    over = threading.Event()

    def cut() -> None:
        wait_s = max(deadline - time.monotonic(), 0)
        while not over.wait(wait_s):
            _cut(client)
            wait_s = _CUT_AGAIN_S  # at the deadline the connection may not yet stand

    threading.Thread(target=cut, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _cut(client: SMTP) -> None:
    connection = client.sock
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _outcome(error: OSError | UnicodeError) -> Outcome:
    name = type(error).__name__
    if isinstance(error, SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
        return _about_recipient(code, name)
    if isinstance(error, SMTPDataError):
        return _about_recipient(error.smtp_code, name)
    if isinstance(error, SMTPResponseException):
        return Outcome("deferred", f"{error.smtp_code} {name}", is_configuration=error.smtp_code >= _PERMANENT)
    return Outcome("deferred", name, is_configuration=isinstance(error, _OF_SETTINGS))


def _about_recipient(code: int, name: str) -> Outcome:
    if code in _SIGN_IN_NEEDED:
        return Outcome("deferred", f"{code} {name}", is_configuration=True)
    return Outcome("refused" if code >= _PERMANENT else "deferred", f"{code} {name}")
