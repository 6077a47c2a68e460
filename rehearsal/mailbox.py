"""The mailbox of everybody in the rehearsal, read through the catcher's page as any person could."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from rehearsal.failure import RehearsalFailed

_LIMIT_S = 60
_PAUSE_S = 0.05
_LINK = re.compile(r"https?://\S+/buka/\S+")
_CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")


class MailMissing(RehearsalFailed):
    """A mail that must come did not come in time."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One received mail. `kind` is empty for a mail that is not ours; `task`, `step` and `run` for one about none."""

    number: int
    message_id: str
    to: str
    subject: str
    kind: str
    cycle: str
    task: str
    role: str
    step: int | None
    run: int | None


class Mailbox:
    """All mails so far, in the order of their arrival."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self.mails: list[Mail] = []

    def look(self) -> None:
        """Fetch what has come since the last look."""
        self.mails.extend(_mail(entry) for entry in self._json(f"/api/mails?after={self.last_number}"))

    @property
    def last_number(self) -> int:
        """The number of the newest mail that was looked at; 0 when there was none."""
        return self.mails[-1].number if self.mails else 0

    def wait_for(self, what: str, wanted: Callable[[Mail], bool], limit_s: float = _LIMIT_S) -> Mail:
        """The newest mail that is wanted; MailMissing, naming `what`, when none comes in time."""
        until = time.monotonic() + limit_s
        while True:
            for mail in reversed(self.mails):
                if wanted(mail):
                    return mail
            if time.monotonic() > until:
                raise MailMissing(f"{what} tidak datang dalam {limit_s:.0f} detik.")
            time.sleep(_PAUSE_S)
            self.look()

    def text(self, mail: Mail) -> str:
        """The plain text of a mail."""
        text: str = self._json(f"/api/mails/{mail.number}")["text"]
        return text

    def link(self, mail: Mail) -> str:
        """The link in a task's mail; MailMissing when it has none."""
        return self._found(_LINK, mail)

    def code(self, mail: Mail) -> str:
        """The six digits in a sign-in mail; MailMissing when it has none."""
        return self._found(_CODE, mail)

    def _found(self, pattern: re.Pattern[str], mail: Mail) -> str:
        match = pattern.search(self.text(mail))
        if match is None:
            raise MailMissing(f"Surat “{mail.subject}” kepada {mail.to} tidak memuat {pattern.pattern}.")
        return match.group(match.lastindex or 0)

    def _json(self, path: str) -> Any:
        """Asked again for a while when nobody answers: the mailbox may be starting anew at this moment."""
        until = time.monotonic() + _LIMIT_S
        while True:
            try:
                with urlopen(self._url + path, timeout=_LIMIT_S) as answer:  # noqa: S310 - the catcher of this rehearsal
                    return json.load(answer)
            except (HTTPError, ValueError) as error:
                raise MailMissing(f"{self._url} bukan kotak surat contoh: {error}") from error
            except (OSError, HTTPException) as error:
                if time.monotonic() > until:
                    raise MailMissing(f"kotak surat {self._url} tidak menjawab: {error}") from error
                time.sleep(_PAUSE_S * 4)


def _mail(entry: dict[str, Any]) -> Mail:
    headers = {name.lower(): value for name, value in entry["headers"]}
    return Mail(
        number=entry["number"],
        message_id=entry["message_id"],
        to=entry["to"][0] if isinstance(entry["to"], list) else entry["to"],
        subject=entry["subject"],
        kind=headers.get("x-kinerja-kind", ""),
        cycle=headers.get("x-kinerja-cycle", ""),
        task=headers.get("x-kinerja-task", ""),
        role=headers.get("x-kinerja-role", ""),
        step=_number(headers.get("x-kinerja-step")),
        run=_number(headers.get("x-kinerja-run")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
