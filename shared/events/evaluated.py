"""What analysis says of measured figures beside the capaian: findings, and the evaluation of BAB III.A."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFinding:
    """Something in a unit's figures that is worth a second look; it changes no value.

    `kind` is outlier, swapped, scale_slip, same_as_last_year, components_differ, no_evidence, spent_without_result or
    above_pagu; `severity` note, check or serious. The cell is `row` (the indicator `code`) and `column`: target,
    realisasi, bukti or anggaran_realisasi. `sentence` is Indonesian.
    """

    kind: str
    severity: str
    unit: str
    code: str
    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSentence:
    """A sentence that follows from figures. `rests_on` are their ids, such as "IK-01.capaian".

    `words` are a unit's own and stand behind `text` as they were written; empty where there are none.
    """

    template: str
    text: str
    rests_on: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationPart:
    """One of the seven analyses of a sasaran (PermenPANRB 53/2014): what can be said, and what is missing.

    `analysis` is target, tahun_lalu, renstra, standar_nasional, penyebab, efisiensi or program.
    """

    sasaran: str
    analysis: str
    sentences: tuple[EvaluationSentence, ...]
    gaps: tuple[str, ...]
