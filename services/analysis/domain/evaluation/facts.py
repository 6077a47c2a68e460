"""Values by name, each with the ids of the figures it comes from. What is not known is not there."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from services.analysis.domain.evaluation.asked import EarlierResult, IndicatorResult, Program, SasaranResult
from services.analysis.domain.evaluation.fact import Fact, Facts
from services.analysis.domain.evaluation.word_facts import unlike_facts, word_facts
from shared.numbers import format_id, round_half_up

# Differences of typed figures are exact: what is typed has at most 40 characters.
_EXACT: Final = Context(prec=200)
_RUPIAH: Final = re.compile(r"(?:rp\.?|rupiah)(?:\s+(?P<multiple>ribu|juta|miliar|triliun))?", re.IGNORECASE)
_PERCENT = {"%", "persen", "prosen"}
_YEARS_FOR_A_RANGE = 2


def indicator_facts(result: IndicatorResult) -> dict[str, Fact]:
    """Everything that can be said of one indicator.

    `arah` is 1 where more is better, −1 where less is. `capaian` is the figure as printed, `capaian_tepat` the exact
    one: whether a target was reached is no matter of rounding. What ends in `_tertulis` may be a text such as WTP.
    """
    of = _Namer(result.code, _in_satuan(result.satuan))
    found = [
        of.figure("target", result.target),
        of.figure("realisasi", result.realisasi),
        of.percent("capaian", result.capaian),
        of.figure("renstra", result.renstra_target),
        of.figure("standar", result.national_standard),
        of.words("penjelasan", result.explanation),
        of.words("faktor_pendukung", result.supporting),
        of.words("faktor_penghambat", result.hindering),
        of.words("tindak_lanjut", result.follow_up),
    ]
    facts = {name: fact for name, fact in found if fact}
    facts |= _written(result, of) | _exact_capaian(result) | word_facts(result) | unlike_facts(result)
    facts |= _arah(result) | _earlier(result.earlier, of) | money_facts(result.code, result.pagu, result.spent)
    return facts | _distances(facts, _in_satuan(_points(result.satuan)))


def program_facts(program: Program) -> dict[str, Fact]:
    """A program's name and what is known of its money."""
    named = Fact(program.name, (f"{program.code}.program",), program.name)
    return {"program": named} | money_facts(program.code, program.pagu, program.spent)


def sasaran_facts(result: SasaranResult) -> dict[str, Fact]:
    """The money of all programs together; nothing where one of them is not known, for a sum of some says nothing."""
    known = [(each.pagu, each.spent) for each in result.programs if each.pagu is not None and each.spent is not None]
    if not known or len(known) != len(result.programs):
        return {}
    facts = money_facts("", *(sum(column, Decimal(0)) for column in zip(*known, strict=True)))
    return {name: _resting_on(fact, [each.code for each in result.programs]) for name, fact in facts.items()}


def money_facts(code: str, pagu: Decimal | None, spent: Decimal | None) -> dict[str, Fact]:
    """Pagu, anggaran (what was spent), and where both are known serapan in percent and the rest or the excess."""
    of = _Namer(code, _rupiah)
    facts = {name: fact for name, fact in (of.figure("pagu", pagu), of.figure("anggaran", spent)) if fact}
    if pagu is None or spent is None:
        return facts
    both = (*facts["pagu"].ids, *facts["anggaran"].ids)
    facts["sisa"] = Fact(_minus(pagu, spent), both, _rupiah(abs(_minus(pagu, spent))))
    if pagu > 0:
        absorbed = round_half_up(Fraction(spent) / Fraction(pagu) * 100)
        facts["serapan"] = Fact(absorbed, both, format_id(absorbed))
    return facts


@dataclass(frozen=True, slots=True)
class _Namer:
    code: str
    printed: Callable[[Decimal], str]

    def figure(self, name: str, value: Decimal | None) -> tuple[str, Fact | None]:
        return name, None if value is None else Fact(value, self._ids(name), self.printed(value))

    def percent(self, name: str, value: Decimal | None) -> tuple[str, Fact | None]:
        return name, None if value is None else Fact(value, self._ids(name), format_id(value))

    def words(self, name: str, text: str) -> tuple[str, Fact | None]:
        said = text.strip()
        return name, Fact(said, self._ids(name), said) if said else None

    def _ids(self, name: str) -> tuple[str, ...]:
        return (f"{self.code}.{name}",)


def _written(result: IndicatorResult, of: _Namer) -> dict[str, Fact]:
    pairs = {"target": (result.target, result.target_text), "realisasi": (result.realisasi, result.realisasi_text)}
    found = {
        f"{name}_tertulis": of.words(name, text)[1] if value is None else of.figure(name, value)[1]
        for name, (value, text) in pairs.items()
    }
    return {name: fact for name, fact in found.items() if fact}


def _exact_capaian(result: IndicatorResult) -> dict[str, Fact]:
    exact = result.capaian if result.capaian_exact is None else result.capaian_exact
    return {} if exact is None else {"capaian_tepat": Fact(exact, (f"{result.code}.capaian",), format_id(exact))}


def _arah(result: IndicatorResult) -> dict[str, Fact]:
    if result.higher_is_better is None:
        return {}
    return {"arah": Fact(Decimal(1 if result.higher_is_better else -1), (f"{result.code}.arah",), "")}


def _earlier(years: tuple[EarlierResult, ...], of: _Namer) -> dict[str, Fact]:
    last = years[0] if years else None
    if last is None:
        return {}
    year = last.year or "tahun_lalu"
    found = [of.figure(f"{year}.realisasi", last.realisasi), of.percent(f"{year}.capaian", last.capaian)]
    names = ("realisasi_lalu", "capaian_lalu")
    facts = {name: fact for name, (_, fact) in zip(names, found, strict=True) if fact}
    known = [(year, year.realisasi) for year in years if year.realisasi is not None]
    return facts | (_range(known, of) if len(known) >= _YEARS_FOR_A_RANGE else {})


def _range(known: list[tuple[EarlierResult, Decimal]], of: _Namer) -> dict[str, Fact]:
    ids = tuple(f"{of.code}.{year.year}.realisasi" for year, _ in known)
    values = [value for _, value in known]
    return {
        "terendah": Fact(min(values), ids, of.printed(min(values))),
        "tertinggi": Fact(max(values), ids, of.printed(max(values))),
        "jumlah_tahun": Fact(Decimal(len(known)), ids, str(len(known))),
    }


def _distances(facts: Facts, printed: Callable[[Decimal], str]) -> dict[str, Fact]:
    pairs = {"selisih_target": "target", "selisih_renstra": "renstra", "selisih_standar": "standar"}
    found = {name: _distance(facts.get("realisasi"), facts.get(other), printed) for name, other in pairs.items()}
    found["selisih_serapan"] = _distance(facts.get("capaian"), facts.get("serapan"), format_id)
    return {name: fact for name, fact in found.items() if fact}


def _distance(one: Fact | None, other: Fact | None, printed: Callable[[Decimal], str]) -> Fact | None:
    if one is None or other is None or isinstance(one.value, str) or isinstance(other.value, str):
        return None
    away = abs(_minus(one.value, other.value))
    return Fact(away, (*one.ids, *other.ids), printed(away))


def _minus(one: Decimal, other: Decimal) -> Decimal:
    return _EXACT.subtract(one, other)


def _resting_on(fact: Fact, codes: Iterable[str]) -> Fact:
    return Fact(fact.value, tuple(f"{code}{each}" for code in codes for each in fact.ids), fact.printed)


def _points(satuan: str) -> str:
    return "poin persen" if satuan.strip().casefold() in _PERCENT else satuan


def _in_satuan(satuan: str) -> Callable[[Decimal], str]:
    bare = satuan.strip()
    rupiah = _RUPIAH.fullmatch(bare)
    if rupiah:
        return lambda value: f"{_rupiah(value)} {rupiah['multiple'] or ''}".strip()
    if bare == "%":
        return lambda value: f"{format_id(value)}%"
    return lambda value: f"{format_id(value)} {bare}".strip()


def _rupiah(value: Decimal) -> str:
    return f"Rp{format_id(value)}"
