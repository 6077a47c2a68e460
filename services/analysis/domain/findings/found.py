"""The values of the data quality check: the row that is looked at, and what was found in it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# Counts of a few things move by whole multiples without any slip: 4 innovations, then 1.
_FEW_THINGS = Decimal(10)


class Code(StrEnum):
    """What a finding is about."""

    OUTLIER = "outlier"
    SWAPPED = "swapped"
    SCALE_SLIP = "scale_slip"
    SAME_AS_LAST_YEAR = "same_as_last_year"
    COMPONENTS_DIFFER = "components_differ"
    NO_EVIDENCE = "no_evidence"
    SPENT_WITHOUT_RESULT = "spent_without_result"
    ABOVE_PAGU = "above_pagu"
    TRIWULAN_MISSING = "triwulan_missing"
    TRIWULAN_FALLING = "triwulan_falling"


class Severity(StrEnum):
    """How much it matters: `note` is good to know, `check` is likely a slip, `serious` breaks a rule."""

    NOTE = "note"
    CHECK = "check"
    SERIOUS = "serious"


class Column(StrEnum):
    """The columns a finding can mean, by the names that forms and files use."""

    TARGET = "target"
    REALISASI = "realisasi"
    BUKTI = "bukti"
    ANGGARAN_REALISASI = "anggaran_realisasi"
    TW1 = "tw1"
    TW2 = "tw2"
    TW3 = "tw3"
    TW4 = "tw4"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands: the row as its table numbers it, and the column."""

    row: int
    column: Column


@dataclass(frozen=True, slots=True)
class Finding:
    """`sentence` is Indonesian and complete; it says what is seen and what may be checked, and blames nobody."""

    code: Code
    severity: Severity
    cell: Cell
    sentence: str


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """What was reported for one earlier year; None where it is not known, and an empty `year` where that is not."""

    year: str
    realisasi: Decimal | None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One indicator's figures as they are looked at.

    `higher_is_better` is False where less is better, and None for a range. `earlier` are the years before, newest
    first. `realisasi_text` is a predicate, yes or no, in place of a number. `evidence` counts the files behind the
    realisasi; None where nobody asks for them. `pagu` and `spent` are Rupiah; None where no budget is known. The
    realisasi is computed from `numerator` and `denominator` where they are given. `missing_triwulan` have a target and
    no realisasi, `falling_triwulan` a running total below the one before. Raises ValueError for a decimal that
    is not finite.
    """

    row: int
    satuan: str
    target: Decimal | None
    realisasi: Decimal | None
    realisasi_text: str = ""
    higher_is_better: bool | None = True
    earlier: tuple[EarlierYear, ...] = ()
    evidence: int | None = None
    pagu: Decimal | None = None
    spent: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing_triwulan: tuple[int, ...] = ()
    falling_triwulan: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        given = [self.target, self.realisasi, self.pagu, self.spent, self.numerator, self.denominator]
        given += [value for year in self.earlier for value in (year.realisasi, year.target)]
        if any(value is not None and not value.is_finite() for value in given):
            raise ValueError(f"row {self.row}: a figure must be a finite number")

    @property
    def is_percent(self) -> bool:
        """Whether the satuan is percent, under the names it has in reports."""
        return self.satuan.strip().casefold() in {"%", "persen", "prosen", "percent", "persentase"}

    @property
    def history(self) -> tuple[Decimal, ...]:
        """The realisasi of earlier years that are known, newest first."""
        return tuple(year.realisasi for year in self.earlier if year.realisasi is not None)

    @property
    def counts_few_things(self) -> bool:
        """Whether all figures are whole numbers so small that chance alone may double or halve them."""
        known = [value for value in (self.realisasi, self.target, *self.history) if value is not None]
        return not self.is_percent and all(_is_few(value) for value in known)

    def found(self, code: Code, severity: Severity, column: Column, sentence: str) -> Finding:
        """A finding in a cell of this row."""
        return Finding(code, severity, Cell(self.row, column), sentence)


def _is_few(value: Decimal) -> bool:
    return abs(value) <= _FEW_THINGS and value == value.to_integral_value()
