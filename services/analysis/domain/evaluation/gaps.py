"""What an analysis lacks, by name. Missing words are asked for only where the figures ask for them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.analysis.domain.evaluation.asked import IndicatorResult
from services.analysis.domain.evaluation.fact import Facts
from services.analysis.domain.evaluation.said import Analysis, Gap

_FULL: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Lack:
    """`value` is the name of the value that is not there, `text` what is said of it."""

    value: str
    text: str


_CAPAIAN = _Lack("capaian", "Capaian tidak dapat diukur")
_THIS_YEAR = _Lack("realisasi", "Realisasi tahun ini belum tersedia")
_NO_NUMBER = _Lack("realisasi", "Realisasi bukan angka dan belum dapat dibandingkan")
_UNLIKE: Final = {
    "lalu": "Realisasi tahun lalu tidak sejenis dengan realisasi tahun ini",
    "renstra": "Target akhir Renstra tidak sejenis dengan realisasi",
    "standar": "Standar nasional tidak sejenis dengan realisasi",
}
_LAST_YEAR = _Lack("realisasi_lalu", "Realisasi tahun lalu belum tersedia")
_RENSTRA = _Lack("renstra", "Target akhir Renstra belum tersedia")
_STANDARD = _Lack("standar", "Standar nasional belum dicatat atau tidak ada")
_ARAH = _Lack("arah", "Target berupa rentang dan belum dapat dibandingkan")
_EXPLANATION = _Lack("penjelasan", "Penjelasan belum dituliskan oleh unit")
_HELPED = _Lack("faktor_pendukung", "Faktor pendukung belum dituliskan oleh unit")
_HINDERED = _Lack("faktor_penghambat", "Faktor penghambat belum dituliskan oleh unit")
_SOLUTION = _Lack("tindak_lanjut", "Solusi atau tindak lanjut belum dituliskan oleh unit")
_BUDGET = _Lack("anggaran", "Pagu dan realisasi anggaran belum tersedia")


def gaps_of(analysis: Analysis, indicators: Sequence[tuple[IndicatorResult, Facts]]) -> list[Gap]:
    """The gaps of one analysis, each with the indicators it is about."""
    found: dict[_Lack, list[IndicatorResult]] = {}
    for result, facts in indicators:
        for lack in _FINDERS[analysis](facts):
            found.setdefault(lack, []).append(result)
    return [_gap(lack, results, len(indicators)) for lack, results in found.items()]


def _gap(lack: _Lack, results: Sequence[IndicatorResult], of: int) -> Gap:
    ids = tuple(f"{result.code}.{lack.value}" for result in results)
    if len(results) == of > 1:
        return Gap(f"{lack.text} untuk seluruh {of} indikator.", ids)
    return Gap(f"{lack.text}: {'; '.join(result.indikator for result in results)}.", ids)


def _without_capaian(facts: Facts) -> Iterable[_Lack]:
    return _lacking(facts, _CAPAIAN)


def _without_last_year(facts: Facts) -> Iterable[_Lack]:
    return _not_held(facts, "lalu", _LAST_YEAR, _this_year(facts))


def _without_renstra(facts: Facts) -> Iterable[_Lack]:
    return _not_held(facts, "renstra", _RENSTRA, _this_year(facts), _ARAH)


def _without_standard(facts: Facts) -> Iterable[_Lack]:
    return _not_held(facts, "standar", _STANDARD, _this_year(facts), _ARAH)


def _not_held(facts: Facts, name: str, unknown: _Lack, *of_numbers: _Lack) -> list[_Lack]:
    """What keeps this year from being held against `name`; a word needs no more than a word beside it."""
    if f"{name}_tidak_sejenis" in facts:
        return [_Lack(unknown.value, _UNLIKE[name])]
    if words := next((words for words in ("tingkat", "jawaban") if words in facts), ""):
        return _lacking(facts, _Lack(f"{words}_{name}", unknown.text))
    return _lacking(facts, unknown, *of_numbers)


def _this_year(facts: Facts) -> _Lack:
    return _NO_NUMBER if "realisasi_tertulis" in facts else _THIS_YEAR


def _without_causes(facts: Facts) -> Iterable[_Lack]:
    """Success asks for what helped, shortfall for what hindered and what was done, no figure for an explanation."""
    capaian = facts.get("capaian_tepat")
    if capaian is None or isinstance(capaian.value, str):
        return _lacking(facts, _EXPLANATION)
    if capaian.value >= _FULL:
        return _lacking(facts, _HELPED)
    return [*_lacking(facts, _HINDERED), *_lacking(facts, _SOLUTION)]


def _without_money(facts: Facts) -> Iterable[_Lack]:
    return [] if "sisa" in facts else [_BUDGET]


def _lacking(facts: Facts, *lacks: _Lack) -> list[_Lack]:
    """The first of these that is missing: what stands behind it cannot be told anyway."""
    return [lack for lack in lacks if lack.value not in facts][:1]


_FINDERS: Final[Mapping[Analysis, Callable[[Facts], Iterable[_Lack]]]] = {
    Analysis.TARGET: _without_capaian,
    Analysis.TAHUN_LALU: _without_last_year,
    Analysis.RENSTRA: _without_renstra,
    Analysis.STANDAR_NASIONAL: _without_standard,
    Analysis.PENYEBAB: _without_causes,
    Analysis.EFISIENSI: _without_money,
}
