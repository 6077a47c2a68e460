"""What may stand around a figure: the satuan, under the names offices use for it, and a word in brackets."""

import re
from collections.abc import Iterator
from typing import Final

from shared.choices.asked import without_remark

_SAME: Final = (
    frozenset({"%", "persen", "prosen", "percent", "persentase"}),
    frozenset({"rp", "rp.", "rupiah"}),
)
# "85,5*)" points to the note "*) angka sementara".
_NOTE_MARK: Final = re.compile(r"[*]+\)$")
# "Rp 350.000.000,-": the dash stands for no sen.
_NO_SEN: Final = re.compile(r"(?<=[0-9]),(?:-{1,2}|–|—|=)$")
_WORD_BEHIND: Final = re.compile(r"[^A-Za-z]*[0-9][*]?\s*(?P<word>[A-Za-z][^0-9]*)")
# With one of these the figure would be another one.
_MULTIPLES: Final = re.compile(
    r"\b(?:ribu|rb|juta|jt|miliar|milyar|m|triliun|t|lusin|kodi|ratus|puluh)\b", re.IGNORECASE
)


def bare_figure(text: str) -> str:
    """Without a remark that holds no figure ("100 % (Hijau)") and without the ",-" of an amount of money."""
    return _NO_SEN.sub("", _NOTE_MARK.sub("*", without_remark(text))) or text


def marks_of(text: str, satuan: str) -> Iterator[str | None]:
    """The words that may stand around the figure, one after the other, as `parse_id` takes them."""
    own = satuan.strip()
    yield own or None
    same = next((names for names in _SAME if own.casefold() in names), frozenset[str]())
    yield from sorted(same - {own.casefold()})
    yield from _parts(own)
    behind = _WORD_BEHIND.fullmatch(text)
    if behind and not _MULTIPLES.search(behind["word"]) and (not own or _is_same(own, behind["word"])):
        yield behind["word"].strip()


_FEWEST_LETTERS: Final = 3
_LONGEST_SHORT: Final = 4


def _is_same(own: str, word: str) -> bool:
    """Whether one is short for the other: "dok." for dokumen, "org" for orang, "hari" for hari kerja."""
    short, long = sorted((_letters(own), _letters(word)), key=len)
    if len(short) < _FEWEST_LETTERS or long.startswith(short):
        return len(short) >= _FEWEST_LETTERS
    rest = iter(long)  # "in" takes the letters up to the one it finds
    return len(short) <= _LONGEST_SHORT and short[0] == long[0] and all(letter in rest for letter in short)


def _letters(word: str) -> str:
    return "".join(re.findall(r"[a-z]", word.casefold()))


def _parts(own: str) -> Iterator[str]:
    """What of "per 100.000 KH" stands in "90/ 100.000 KH", and of "Rp juta" in "Rp 5 juta"."""
    first, _, rest = own.partition(" ")
    if first.casefold() == "per" and rest:
        yield f"/ {rest}"
        yield f"/{rest}"
    if first.casefold() in {"rp", "rp."} and rest:
        yield rest
