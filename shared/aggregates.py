"""What measured figures come to together, in the words that the page and the paper share."""

from collections.abc import Iterable
from typing import Final

from shared.events.evaluated import MeasuredAggregate
from shared.numbers import format_id

_OF_SASARAN: Final = " Capaian instansi adalah rata-rata capaian sasaran."
_DASH: Final = "–"
_WAYS: Final = {
    "rata_rata": "Capaian gabungan adalah rata-rata capaian yang dihitung.",
    "berbobot": "Capaian gabungan adalah rata-rata capaian yang dihitung, menurut bobotnya.",
}


def capaian_text(each: MeasuredAggregate) -> str:
    """The printed capaian in percent, a dash where nothing counts."""
    return _DASH if each.capaian is None else format_id(each.capaian)


def predikat_text(each: MeasuredAggregate) -> str:
    """The predikat, a dash where there is none."""
    return each.predikat or _DASH


def counted_text(each: MeasuredAggregate) -> str:
    """How many members count, of how many."""
    every = len(each.counted) + len(each.left_out)
    return f"{len(each.counted)} dari {every}"


def way_text(aggregates: Iterable[MeasuredAggregate]) -> str:
    """How they were taken together, in sentences; empty where there are none."""
    found = tuple(aggregates)
    of_sasaran = _OF_SASARAN if any(each.way == "rata_rata_sasaran" for each in found) else ""
    return next((f"{_WAYS[each.averaging]}{of_sasaran}" for each in found), "")


def left_out_texts(aggregates: Iterable[MeasuredAggregate]) -> list[str]:
    """Everything that does not count anywhere, once, with its reason; namesakes also with their code."""
    members = list(dict.fromkeys(each for found in aggregates for each in found.left_out))
    texts = [f"{each.name}: {each.reason}" for each in members]
    return [
        f"{each.name}, {each.code}: {each.reason}" if texts.count(text) > 1 and each.code else text
        for each, text in zip(members, texts, strict=True)
    ]
