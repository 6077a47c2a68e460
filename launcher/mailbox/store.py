"""The mails on disk: `<number>.eml` in one folder, numbered in the order of their arrival."""

import os
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from launcher.mailbox.mail import DELIVERED_TO, RECEIVED_AT, Mail, summary


class MailStore:
    """Written by the SMTP thread, read by the threads of the page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        files = sorted((int(path.stem), path) for path in folder.glob("*.eml") if path.stem.isdigit())
        self._mails = [summary(number, path.read_bytes()) for number, path in files]

    def add(self, content: bytes, recipients: Sequence[str], received_at: datetime) -> Mail:
        """Keeps the mail as it came, with the envelope in front; it is on the disk when this returns."""
        envelope = [f"{RECEIVED_AT}: {received_at.isoformat()}", *(f"{DELIVERED_TO}: {to}" for to in recipients)]
        raw = "".join(f"{line}\r\n" for line in envelope).encode() + content
        with self._lock:
            mail = summary(self._mails[-1].number + 1 if self._mails else 1, raw)
            self._write(mail.number, raw)
            self._mails.append(mail)
        return mail

    def mails(self, *, after: int = 0) -> list[Mail]:
        """In the order of their arrival, from the one after number `after`."""
        with self._lock:
            return [mail for mail in self._mails if mail.number > after]

    def mail(self, number: int) -> Mail | None:
        return next((mail for mail in self.mails() if mail.number == number), None)

    def raw(self, number: int) -> bytes:
        """Raises FileNotFoundError for a number that no mail has."""
        return self._path(number).read_bytes()

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.eml"

    def _write(self, number: int, raw: bytes) -> None:
        draft = self._path(number).with_suffix(".draft")
        with draft.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path(number))
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
