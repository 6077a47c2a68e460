"""What the log files of a played system must not hold, found by looking for everything that was used in playing it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rehearsal.acts import signing
from rehearsal.mailbox import Mailbox
from rehearsal.stage import SECRET_KEY

# The programs that speak JSON; the broker and the one-off set-up write as they like, and are searched all the same.
_OURS = re.compile(r"(.+-(web|worker|loop)|mailbox)\.log")
_ALWAYS = {"at", "service", "process", "level", "logger", "message"}
_HIDDEN = re.compile(r"/(?:buka|terima|undangan|verifikasi)/([\w.~-]{8,})")
_CODE = re.compile(r"(?<![\d.])\d{6}(?![\d.])")


def secrets_in(text: str) -> Iterator[str]:
    """The codes and the secret parts of links that a mail holds."""
    yield from _HIDDEN.findall(text)
    yield from _CODE.findall(text)


def used_in(mailbox: Mailbox, office: dict[str, Any]) -> set[str]:
    """Everybody's name and address, every code and link that was mailed, and the passphrases."""
    people = {one[key] for one in office["people"] for key in ("name", "email")}
    mailed = {secret for mail in mailbox.mails for secret in secrets_in(mailbox.text(mail))}
    return people | {mail.to for mail in mailbox.mails} | mailed | {signing.PASSPHRASE, SECRET_KEY}


def complaints_of(logs: Path, used: set[str]) -> list[str]:
    """Each thing used that stands in a log, and each line of ours that is no JSON object with the usual keys."""
    texts = {file.name: file.read_text(errors="replace") for file in sorted(logs.glob("*.log"))}
    said = [f"{name}: {thing}" for name, text in texts.items() for thing in sorted(used) if told(thing, text)]
    return said + [f"{name}: {line}" for name, text in texts.items() if _OURS.fullmatch(name) for line in odd(text)]


def told(thing: str, text: str) -> bool:
    """Whether a text holds it as a word of its own: six digits may be part of an id."""
    return re.search(rf"(?<![\w.-]){re.escape(thing)}(?![\w-])", text) is not None


def odd(text: str) -> list[str]:
    """The lines that are no JSON object with the keys every line has."""
    return [line for line in text.splitlines() if not _is_usual(line)]


def _is_usual(line: str) -> bool:
    try:
        content = json.loads(line)
    except ValueError:
        return False
    return isinstance(content, dict) and content.keys() >= _ALWAYS
