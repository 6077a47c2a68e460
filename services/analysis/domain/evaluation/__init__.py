"""The evaluation of BAB III.A: seven analyses of every sasaran (PermenPANRB 53/2014, anak lampiran II/1).

A sentence stands only where the figures bear it, and names them. Causes are never concluded: they are the units'
own words, or a named gap.
"""

from services.analysis.domain.evaluation.asked import EarlierResult, IndicatorResult, Program, SasaranResult
from services.analysis.domain.evaluation.evaluating import evaluate
from services.analysis.domain.evaluation.said import Analysis, Evaluation, Gap, Part, Sentence

__all__ = [
    "Analysis",
    "EarlierResult",
    "Evaluation",
    "Gap",
    "IndicatorResult",
    "Part",
    "Program",
    "SasaranResult",
    "Sentence",
    "evaluate",
]
