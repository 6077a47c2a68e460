"""What the evaluation looks at: the measured indicators of one sasaran with everything they are held against."""

from dataclasses import dataclass
from decimal import Decimal

from services.analysis.domain.ranked import Ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierResult:
    """One earlier year of an indicator; None where it is not known. `year` is as it is printed ("2024"), or empty.

    `ranked` stands where the realisasi is a predicate, yes or no.
    """

    year: str
    realisasi: Decimal | None
    capaian: Decimal | None = None
    ranked: Ranked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult:
    """One measured indicator. `code` names its values: "IK-01.capaian".

    `capaian` is percent as printed and not capped; None where it cannot be measured. `capaian_exact` is the same
    before rounding, where it is known. `target_text` and
    `realisasi_text` stand where there is no number. `higher_is_better` is None for a target that is a range.
    `earlier` are the years before, newest first. `pagu` and `spent` are Rupiah. The four from `explanation` on are the
    unit's words. `ranked` is a realisasi that is a predicate, yes or no, and `renstra_ranked` and `standard_ranked`
    what it is held against; `year` is that of the figures, empty where it is not known.
    """

    code: str
    unit: str
    indikator: str
    satuan: str
    higher_is_better: bool | None
    target: Decimal | None
    realisasi: Decimal | None
    capaian: Decimal | None
    capaian_exact: Decimal | None = None
    target_text: str = ""
    realisasi_text: str = ""
    earlier: tuple[EarlierResult, ...] = ()
    renstra_target: Decimal | None = None
    renstra_year: str = ""
    national_standard: Decimal | None = None
    pagu: Decimal | None = None
    spent: Decimal | None = None
    explanation: str = ""
    supporting: str = ""
    hindering: str = ""
    follow_up: str = ""
    year: str = ""
    ranked: Ranked | None = None
    renstra_ranked: Ranked | None = None
    standard_ranked: Ranked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program or activity carried out for the sasaran. Money is Rupiah, None where it is not known."""

    code: str
    name: str
    pagu: Decimal | None = None
    spent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SasaranResult:
    """A sasaran with its indicators and programs, in the order of the report."""

    sasaran: str
    indicators: tuple[IndicatorResult, ...]
    programs: tuple[Program, ...] = ()
