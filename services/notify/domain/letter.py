"""A mail as its reader meets it, before it is text or HTML: who is addressed, and blocks from top to bottom."""

import unicodedata
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or two sentences."""

    shape: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Short lines under a title."""

    shape: ClassVar[str] = "listing"
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words, line by line."""

    shape: ClassVar[str] = "quote"
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, a line each."""

    shape: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """The one address of the mail: `before` on a line, then the address on a line of its own. `button` is for HTML."""

    shape: ClassVar[str] = "link"
    before: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Code:
    """Digits to be typed elsewhere."""

    shape: ClassVar[str] = "code"
    digits: str


Block = Paragraph | Listing | Quote | Facts | Link | Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`office` is whom the mail comes from. All texts are single lines; nothing in them can begin a header."""

    subject: str
    jabatan: str
    name: str
    office: str
    sent_for: str
    blocks: tuple[Block, ...]


def one_line(text: str) -> str:
    """The text on one line: white space of any kind becomes a blank, control and direction marks go."""
    return " ".join("".join(" " if mark.isspace() else mark for mark in text if _is_plain(mark)).split())


def lines_of(text: str) -> tuple[str, ...]:
    """A text that a person wrote, line by line, without empty ones."""
    return tuple(line for line in map(one_line, text.splitlines()) if line)


def _is_plain(mark: str) -> bool:
    return mark.isspace() or not unicodedata.category(mark).startswith("C")


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words, the cut marked by "…"."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if " " in head and text[most - 1] != " ":
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,;:–-") + "…"
