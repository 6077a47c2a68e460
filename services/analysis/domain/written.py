"""Target and realisasi as offices write them: "84,75", "≥ 80", "80–90 %", "WTP", "Ya", "-". Nothing is guessed.

A number follows the grammar of `shared.numbers`; what could mean two is told as such, with both readings.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import Limit, Missing, Realisasi, Target, YesNo, Zone
from services.analysis.domain.units_of_measure import bare_figure, marks_of
from shared.choices.asked import NO, YES, bare_word
from shared.choices.limits import limit_in
from shared.choices.ordinals import Level, Ordinal, level_of
from shared.numbers import AmbiguousNumber, NotANumber, parse_id

_NOT_AVAILABLE: Final = {
    *("-", "--", "–", "—", "−", "n/a", "na", "n.a", "n.a.", "#n/a", "rp-", "rp -", "rp. -", "null", "tad", "t.a.d"),
    *("belum ada", "belum ada data", "belum ada hasil", "belum tersedia", "belum rilis", "belum dirilis"),
    *("belum keluar", "belum diukur", "belum terukur", "belum dihitung", "belum dinilai", "menunggu hasil"),
    *("dalam proses", "dalam penilaian", "tidak ada data", "tidak tersedia", "tidak dapat diukur"),
}
_NOT_APPLICABLE: Final = {"tidak berlaku", "tidak diukur", "tidak relevan"}
_BETWEEN: Final = re.compile(
    r"\s*(?:–|—|-|\bs\.?\s?d\.?(?=\s)|\bs/d\b|\bsampai(?: dengan)?\b|\bhingga\b)\s*", re.IGNORECASE
)
_ONE_TO: Final = re.compile(r"1\s*:\s*(?P<rest>[0-9].*)")


def read_target(text: str, satuan: str, ordinals: Sequence[Ordinal]) -> Target:
    """What a target cell says; Missing with its reason where that is no target."""
    written = " ".join(text.split())
    found = _figure(written, satuan)
    if isinstance(found, Missing) and found.reason is Reason.TEXT:
        return _zone(written, satuan) or _words(written, satuan, ordinals)
    return found


def read_realisasi(text: str, satuan: str, ordinals: Sequence[Ordinal]) -> Realisasi:
    """What a realisasi cell says; Missing with its reason where that is no realisasi."""
    written = " ".join(text.split())
    found = _figure(written, satuan)
    if isinstance(found, Missing) and found.reason is Reason.TEXT:
        return _words(written, satuan, ordinals)
    return found


def read_number(text: str, satuan: str) -> Decimal | Missing:
    """A cell in which only a number makes sense: a bound, a weight, an amount of money."""
    return _figure(" ".join(text.split()), satuan)


def _figure(text: str, satuan: str) -> Decimal | Missing:
    if not text:
        return Missing(Reason.EMPTY)
    if text.casefold().removeprefix("data ").removeprefix("masih ") in _NOT_AVAILABLE:
        return Missing(Reason.NOT_AVAILABLE, text)
    if text.casefold() in _NOT_APPLICABLE:
        return Missing(Reason.NOT_APPLICABLE, text)
    one_to = _ONE_TO.fullmatch(text)
    return _number(one_to["rest"] if one_to else text, satuan)


def _number(text: str, satuan: str) -> Decimal | Missing:
    bare = bare_figure(text)
    for mark in marks_of(bare, satuan):
        try:
            return parse_id(bare, mark).value
        except AmbiguousNumber as doubt:
            return Missing(Reason.AMBIGUOUS, text, doubt.readings)
        except NotANumber:
            continue
    return Missing(Reason.TEXT, text)


def _zone(text: str, satuan: str) -> Zone | Missing | None:
    for between in _BETWEEN.finditer(text):
        bounds = [_number(part, satuan) for part in (text[: between.start()], text[between.end() :]) if part]
        doubts = [bound for bound in bounds if isinstance(bound, Missing)]
        if len(bounds) == len(("lower", "upper")) and all(doubt.reason is Reason.AMBIGUOUS for doubt in doubts):
            known = [bound for bound in bounds if isinstance(bound, Decimal)]
            return doubts[0] if doubts else Zone(*known)
    return None


def _words(text: str, satuan: str, ordinals: Sequence[Ordinal]) -> Limit | YesNo | Missing | Level:
    if limit := limit_in(text):
        value = _number(limit.figure, satuan)
        return value if isinstance(value, Missing) else Limit(limit.comparison, value)
    if text.casefold() in YES | NO:
        return YesNo(is_so=text.casefold() in YES, word=text)
    return level_of(text, ordinals) or level_of(bare_word(text), ordinals) or Missing(Reason.TEXT, text)
