"""Text between a block and a word processor: a paragraph there is an empty line here."""

import re
import unicodedata

_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\u2028]")
_SPACE_BEFORE_END = re.compile(r"[ \t]+\n")
_PARAGRAPH = re.compile(r"\n{2,}")


def normal(text: str) -> str:
    """The text as both sides can hold it: composed, without white space at the ends, one empty line at a time."""
    lines = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    kept = _NOT_XML.sub("", unicodedata.normalize("NFC", lines))
    return _PARAGRAPH.sub("\n\n", _SPACE_BEFORE_END.sub("\n", kept)).strip()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; an empty text is one empty paragraph, so that there is room to write."""
    return normal(text).split("\n\n")


def one_line(text: str) -> str:
    """The text of a table's cell, whose line ends mean nothing."""
    return " ".join(normal(text).split())
