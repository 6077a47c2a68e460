"""From a letter to the bytes of a mail: multipart/alternative, text first, after RFC 5322, 2045 and 3834."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.notify.domain.letter import Letter, one_line
from services.notify.leases import Leased
from shared.events.parts import Paper

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html.j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_SENT_BY = "E-mail ini dikirim otomatis oleh Kinerja untuk {}. Balasan ke alamat ini tidak dibaca."
_ENCODED_WORD = 75


class AddressUnusable(Exception):
    """There is no address, or no mail server could understand it."""


class _Headers(EmailPolicy):
    """Folds as servers and readers expect.

    The library's own folding of Python 3.11 drops the quotes round a long name with commas ("Drs. A, S.Sos., M.Si."
    becomes three addresses) and turns a long References into an encoded word that no reader takes for an id.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if addresses := getattr(value, "addresses", ()):
            return f"{name}: {_address_line(name, addresses[0])}\r\n".encode("ascii")
        if str(value).isascii() and name.lower() != "subject":
            return f"{name}: {value}\r\n".encode("ascii")
        return bytes(super().fold_binary(name, value))


def _address_line(header: str, address: Address) -> str:
    name = address.display_name
    if name.isascii():
        escaped = name.replace("\\", r"\\").replace('"', r"\"")
        name = f'"{escaped}"'
    else:
        name = Header(name, "utf-8", _ENCODED_WORD, header).encode(linesep="\r\n")
    return f"{name}\r\n <{address.addr_spec}>"


_POLICY = _Headers(linesep="\r\n", raise_on_defect=False)


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns letters into mails. `is_demo` puts "CONTOH – BUKAN SURAT RESMI" on each."""

    mail_from: str
    is_demo: bool

    def mail(
        self, leased: Leased, letter: Letter, written_at: datetime, attachments: Iterable[tuple[Paper, bytes]] = ()
    ) -> bytes:
        """The mail as it goes over the wire; AddressUnusable when it could reach nobody."""
        message = EmailMessage(policy=_POLICY)
        message["From"] = Address(letter.office, addr_spec=self.mail_from)
        message["To"] = _recipient(letter.name, leased.recipient.email)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(written_at)
        message["Message-ID"] = leased.message_id
        for name, value in self._marks(leased).items():
            message[name] = value
        message.set_content(self.text(letter), cte="quoted-printable")
        message.add_alternative(self.html(letter), subtype="html", cte="quoted-printable")
        for paper, content in attachments:
            kind, _, subtype = paper.media_type.partition("/")
            message.add_attachment(content, maintype=kind, subtype=subtype, filename=one_line(paper.name))
        return message.as_bytes()

    def _marks(self, leased: Leased) -> dict[str, str]:
        # For threads in mail programs, for filters, and against answers of absence machines.
        domain = self.mail_from.rpartition("@")[2]
        cycle = leased.cycle_id
        marks = {
            "References": f"<{cycle}@{domain}>" if cycle else None,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": "id",
            "X-Kinerja-Kind": leased.kind,
            "X-Kinerja-Cycle": cycle,
            "X-Kinerja-Task": leased.task_id,
            "X-Kinerja-Step": leased.step,
            "X-Kinerja-Run": leased.run,
            "X-Kinerja-Role": leased.role,
        }
        return {name: one_line(str(value)) for name, value in marks.items() if value is not None}

    def text(self, letter: Letter) -> str:
        """The letter as plain text."""
        return self._render("letter.txt.j2", letter)

    def html(self, letter: Letter) -> str:
        """The letter as a page: a table for layout, styles in place, nothing to fetch."""
        return self._render("letter.html.j2", letter)

    def _render(self, template: str, letter: Letter) -> str:
        sent_by = _SENT_BY.format(letter.sent_for)
        return _TEMPLATES.get_template(template).render(letter=letter, is_demo=self.is_demo, sent_by=sent_by)


def _recipient(name: str, address: str) -> Address:
    if not address.isascii() or not address.isprintable():
        raise AddressUnusable
    try:
        recipient = Address(name, addr_spec=address)
    except (ValueError, IndexError, MessageError):  # whatever the library's parser makes of a text that is none
        raise AddressUnusable from None
    if not recipient.username or not recipient.domain:
        raise AddressUnusable
    return recipient
