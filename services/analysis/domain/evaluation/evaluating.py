"""The seven analyses of a sasaran, put together."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.analysis.domain.evaluation import words
from services.analysis.domain.evaluation.asked import IndicatorResult, Program, SasaranResult
from services.analysis.domain.evaluation.comparisons import RENSTRA, STANDAR_NASIONAL, TAHUN_LALU, TARGET
from services.analysis.domain.evaluation.fact import Facts
from services.analysis.domain.evaluation.facts import indicator_facts, program_facts, sasaran_facts
from services.analysis.domain.evaluation.gaps import gaps_of
from services.analysis.domain.evaluation.resources import EFISIENSI, PENYEBAB, PROGRAM
from services.analysis.domain.evaluation.said import Analysis, Evaluation, Gap, Part
from services.analysis.domain.evaluation.templates import tell_all
from services.analysis.domain.evaluation.word_facts import word_labels

_Indicators = Sequence[tuple[IndicatorResult, Facts]]

_OF_AN_INDICATOR: Final = {
    Analysis.TARGET: TARGET,
    Analysis.TAHUN_LALU: (*TAHUN_LALU, *words.TAHUN_LALU),
    Analysis.RENSTRA: (*RENSTRA, *words.RENSTRA),
    Analysis.STANDAR_NASIONAL: (*STANDAR_NASIONAL, *words.STANDAR_NASIONAL),
    Analysis.PENYEBAB: PENYEBAB,
}
_NO_INDICATOR = Gap("Sasaran ini belum memiliki indikator.", ())
_NO_PROGRAM = Gap("Program dan kegiatan sasaran ini belum dicatat.", ("program",))


def evaluate(result: SasaranResult) -> Evaluation:
    """All seven parts, each with a sentence or a named gap at least. The same result always gives the same words."""
    indicators = [(each, indicator_facts(each)) for each in result.indicators]
    parts = [_part(analysis, indicators) for analysis in _OF_AN_INDICATOR]
    return Evaluation(result.sasaran, (*parts, _efficiency(result, indicators), _programs(result.programs)))


def _part(analysis: Analysis, indicators: _Indicators) -> Part:
    sentences = [
        told for each, facts in indicators for told in tell_all(_OF_AN_INDICATOR[analysis], facts, _labels(each))
    ]
    return Part(analysis, tuple(sentences), _gaps(analysis, indicators))


def _gaps(analysis: Analysis, indicators: _Indicators) -> tuple[Gap, ...]:
    return tuple(gaps_of(analysis, indicators)) if indicators else (_NO_INDICATOR,)


def _efficiency(result: SasaranResult, indicators: _Indicators) -> Part:
    """The indicators' own budgets; where they have none, that of the programs together."""
    own = [told for each, facts in indicators for told in tell_all(EFISIENSI, facts, {"tentang": each.indikator})]
    together = tell_all(EFISIENSI, sasaran_facts(result), {"tentang": "program sasaran ini"})
    gaps = () if together and not own else _gaps(Analysis.EFISIENSI, indicators)
    return Part(Analysis.EFISIENSI, (*own, *together), gaps)


def _programs(programs: Sequence[Program]) -> Part:
    sentences = [told for each in programs for told in tell_all(PROGRAM, program_facts(each), {})]
    return Part(Analysis.PROGRAM, tuple(sentences), () if programs else (_NO_PROGRAM,))


def _labels(result: IndicatorResult) -> Mapping[str, str]:
    """What sentences print that is no value."""
    last = result.earlier[0].year if result.earlier else ""
    return {
        "indikator": result.indikator,
        "unit": result.unit,
        "tahun_lalu": f"tahun {last}" if last else "tahun lalu",
        "tahun_renstra": f" tahun {result.renstra_year}" if result.renstra_year else "",
        **word_labels(result),
    }
