"""Values of an indicator whose realisasi is a predicate, yes or no. What is on another scale is not there."""

from collections.abc import Mapping
from decimal import Decimal

from services.analysis.domain.evaluation.asked import IndicatorResult
from services.analysis.domain.evaluation.fact import Fact
from services.analysis.domain.exact import minus
from services.analysis.domain.ranked import Ranked, comparable

_YEARS_FOR_A_RANGE = 2


def word_facts(result: IndicatorResult) -> dict[str, Fact]:
    """Places on an ordinal scale as `tingkat`, `tingkat_lalu` …, with `langkah_lalu` … levels between; those of yes and
    no as `jawaban`, `jawaban_lalu` …, where 1 is what the target says.
    """
    now = result.ranked
    if now is None:
        return {}
    this_year = Fact(now.place, (f"{result.code}.realisasi",), now.word)
    others = _others(result, now)
    if not now.has_levels:
        return {"jawaban": this_year} | {f"jawaban_{name}": fact for name, fact in others.items()}
    steps = {f"langkah_{name}": _steps(this_year, fact) for name, fact in others.items()}
    return {"tingkat": this_year} | {f"tingkat_{name}": fact for name, fact in others.items()} | steps | _range(result)


def unlike_facts(result: IndicatorResult) -> dict[str, Fact]:
    """What is known but cannot be held against this year, for one is a number and the other a word, or the scales
    differ: `lalu_tidak_sejenis`, `renstra_tidak_sejenis`, `standar_tidak_sejenis`.
    """
    last = result.earlier[0] if result.earlier else None
    known = {
        "lalu": (last.realisasi, last.ranked) if last else (None, None),
        "renstra": (result.renstra_target, result.renstra_ranked),
        "standar": (result.national_standard, result.standard_ranked),
    }
    return {
        f"{name}_tidak_sejenis": Fact("", (f"{result.code}.{name}",), "")
        for name, (number, word) in known.items()
        if _is_unlike(result, number, word)
    }


def _is_unlike(result: IndicatorResult, number: Decimal | None, word: Ranked | None) -> bool:
    if result.ranked:
        return (number is not None or word is not None) and comparable(result.ranked, word) is None
    return result.realisasi is not None and number is None and word is not None


def word_labels(result: IndicatorResult) -> Mapping[str, str]:
    """The years that sentences about words print; the first of several years is always known by its number."""
    known = _known_years(result)
    last, first = result.earlier[0].year if result.earlier else "", known[-1][0] if known else ""
    return {
        "pada_ini": f" ({result.year})" if result.year else "",
        "pada_lalu": f" ({last})" if last else " (tahun lalu)",
        "awal": first,
        "tahun_awal": f"tahun {first}",
    }


def _known_years(result: IndicatorResult) -> list[tuple[str, Ranked]]:
    """The earlier years that can be held against this one, newest first."""
    if result.ranked is None:
        return []
    years = ((each.year, comparable(result.ranked, each.ranked)) for each in result.earlier)
    return [(year, found) for year, found in years if found]


def _others(result: IndicatorResult, now: Ranked) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    last = result.earlier[0] if result.earlier else None
    known = _known_years(result)
    if last and (word := comparable(now, last.ranked)):
        found["lalu"] = Fact(word.place, (_id(result, last.year),), word.word)
    if len(known) >= _YEARS_FOR_A_RANGE:
        year, word = known[-1]
        found["awal"] = Fact(word.place, (_id(result, year),), word.word)
    for name, aim in (("renstra", result.renstra_ranked), ("standar", result.standard_ranked)):
        if word := comparable(now, aim):
            found[name] = Fact(word.place, (f"{result.code}.{name}",), word.word)
    return found


def _range(result: IndicatorResult) -> dict[str, Fact]:
    known = _known_years(result)
    if len(known) < _YEARS_FOR_A_RANGE:
        return {}
    ids = tuple(_id(result, year) for year, _ in known)
    words = sorted((word for _, word in known), key=lambda word: word.place)
    return {
        "tingkat_terendah": Fact(words[0].place, ids, words[0].word),
        "tingkat_tertinggi": Fact(words[-1].place, ids, words[-1].word),
        "jumlah_tahun_tingkat": Fact(Decimal(len(known)), ids, str(len(known))),
    }


def _steps(now: Fact, other: Fact) -> Fact:
    away = abs(minus(Decimal(now.value), Decimal(other.value)))
    return Fact(away, (*now.ids, *other.ids), str(away))


def _id(result: IndicatorResult, year: str) -> str:
    return f"{result.code}.{year or 'tahun_lalu'}.realisasi"
