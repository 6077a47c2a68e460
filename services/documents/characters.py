"""Which characters the shipped font can print. Pasted text brings emoji, bidirectional marks and control characters."""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parent / "fonts" / "manifest.json"
_STAND_IN = "□"
_SPACES = {"\n": "\n", "\r": "\n", "\t": " ", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_UNSEEN = ("Cc", "Cf", "Mn", "Me")


@cache
def printable_characters() -> frozenset[str]:
    """Every character that all styles of the font have, white space apart."""
    ranges = json.loads(MANIFEST.read_text(encoding="utf-8"))["characters"]
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def printable(value: Any) -> Any:
    """The same mapping, list or text with □ for what the font lacks; unseen characters it lacks are left out."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {key: printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable(each) for each in value]
    return value


def _text(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(_character(each) for each in composed)


def _character(character: str) -> str:
    if character in _SPACES:
        return _SPACES[character]
    if character in printable_characters():
        return character
    return "" if unicodedata.category(character) in _UNSEEN else _STAND_IN
