"""The mailbox of everybody in the rehearsal, read through the catcher's page as any person could."""

import json
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

_LIMIT_S = 10
_PAUSE_S = 0.05
_LINK = re.compile(r"https?://\S+/buka/\S+")
_CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")


class MailMissing(Exception):
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
        last = self.mails[-1].number if self.mails else 0
        self.mails.extend(_mail(entry) for entry in self._json(f"/api/mails?after={last}"))

    def wait_for(self, what: str, limit_s: float, *, after: int = 0, **wanted: object) -> Mail:
        """The newest mail with these attributes; MailMissing, naming `what`, when none comes in time."""
        until = time.monotonic() + limit_s
        while True:
            for mail in reversed(self.mails):
                if mail.number > after and all(getattr(mail, name) == value for name, value in wanted.items()):
                    return mail
            if time.monotonic() > until:
                raise MailMissing(f"no mail came within {limit_s:.0f} s: {what}")
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
            raise MailMissing(f"the mail “{mail.subject}” to {mail.to} does not hold {pattern.pattern}")
        return match.group(match.lastindex or 0)

    def _json(self, path: str) -> Any:
        try:
            with urlopen(self._url + path, timeout=_LIMIT_S) as answer:  # noqa: S310 - the catcher of this rehearsal
                return json.load(answer)
        except URLError as error:
            raise MailMissing(f"the mailbox {self._url} does not answer: {error.reason}") from error


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
