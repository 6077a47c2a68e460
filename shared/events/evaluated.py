"""What analysis says of measured figures beside the capaian: findings, and the evaluation of BAB III.A."""

from dataclasses import dataclass
from decimal import Decimal

from shared.events.budgets import MeasuredBudget
from shared.events.traces import ScaleUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFinding:
    """Something in a unit's figures that is worth a second look; it changes no value.

    `kind` is outlier, swapped, scale_slip, same_as_last_year, components_differ, triwulan_missing, triwulan_falling,
    no_evidence, spent_without_result or above_pagu; `severity` note, check or serious. The cell is `row`
    (the indicator `code`) and `column`: target, realisasi, bukti, anggaran_realisasi or tw1 to tw4. `sentence` is
    Indonesian.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureComparison:
    """A unit's realisasi held against something beside its target (PermenPANRB 53/2014, BAB III.A numbers 2 to 4).

    `against` is tahun_sebelumnya, renstra or standar_nasional; `year` that of the value, empty where unknown;
    `difference` is realisasi − `value` in the indicator's satuan. `percent` is the change in percent of an earlier
    year, else the capaian by the indicator's formula; None where there is none, with `reason` of the formula.
    `is_better` is None where both are equal. `source` is the document that sets a standard.

    A predicate, yes or no has `word` instead, and its place on the scale as `value`; where `has_levels`, `difference`
    counts levels of an ordinal scale.
    """

    unit: str
    code: str
    against: str
    year: str
    value: Decimal
    difference: Decimal
    percent: Decimal | None
    reason: str | None
    is_better: bool | None
    source: str = ""
    word: str = ""
    has_levels: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutMember:
    """What does not count in an aggregate, by its name, and why, as an Indonesian sentence.

    `unit` and `code` are those of an indicator; empty for a sasaran, and in what was told before they were.
    """

    name: str
    reason: str
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedMember:
    """What counts in an aggregate: an indicator, or a sasaran, which has no `code`, where sasaran are averaged.

    `capaian` is percent within cap and floor, with 28 significant digits; `weight` is None in a plain mean.
    """

    name: str
    capaian: Decimal
    weight: Decimal | None = None
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredAggregate:
    """The capaian of a sasaran, a unit or the instansi (`kind`): the mean of what counts, and what was left out.

    `averaging` is rata_rata or berbobot. `capaian` is percent, rounded as the office rounds; `exact` has 28 significant
    digits; both, and `predikat`, are None where nothing counts. `counted` are names; `name` of the instansi is empty.
    `budget` is that of the indicators whose pagu and realisasi anggaran are known; None where there are none.

    The rest says how the figure came about: `members` are what counted; `way` of the instansi is semua_indikator or
    rata_rata_sasaran, else empty; `rounding` to `places` as in PolicyUsed; `scale` gave the predikat. Aggregates told
    before have no members.
    """

    kind: str
    name: str
    averaging: str
    capaian: Decimal | None
    exact: Decimal | None
    predikat: str | None
    counted: tuple[str, ...]
    left_out: tuple[LeftOutMember, ...]
    budget: MeasuredBudget | None = None
    members: tuple[CountedMember, ...] = ()
    way: str = ""
    places: int = 2
    rounding: str = "setengah_ke_atas"
    scale: ScaleUsed | None = None
