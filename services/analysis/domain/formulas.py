"""Capaian of one indicator: which formula, and when there is none. Exact: fractions in, fraction out."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Direction(StrEnum):
    """How realisasi is held against target. One document may use both formulas for "lower is better", so that the
    formula belongs to the indicator, not to the office.
    """

    NAIK = "naik"
    TURUN = "turun"
    TURUN_RASIO = "turun_rasio"

    @property
    def formula(self) -> "Formula":
        """The formula as people read it, with its public source."""
        return _FORMULAS[self]


@dataclass(frozen=True, slots=True)
class Formula:
    """`text` is printed beside a figure; `source` is the public document that states or uses it."""

    text: str
    source: str


_JABAR = "https://github.com/andri000me/aplikasi_esakip/blob/324b2cbf7fc2cb27f40433f6252a823d0ee32a25/static/datalakip/"

_FORMULAS = {
    Direction.NAIK: Formula(
        text="Realisasi ÷ Target × 100",
        source=f"LKIP Inspektorat Provinsi Jawa Barat 2016, rumus a: {_JABAR}04%20LKIP%20BAB%20III.pdf",
    ),
    Direction.TURUN: Formula(
        text="(2 × Target − Realisasi) ÷ Target × 100",
        source=f"LKIP Inspektorat Provinsi Jawa Barat 2016, rumus b: {_JABAR}04%20LKIP%20BAB%20III.pdf; sama dengan"
        " (1 + (1 − Realisasi ÷ Target)) × 100 pada PermenPANRB 8/2021:"
        " http://online.flipbuilder.com/vajnr/eqrv/files/basic-html/page110.html",
    ),
    Direction.TURUN_RASIO: Formula(
        text="Target ÷ Realisasi × 100",
        source=f"LKIP Dinas Kesehatan Provinsi Jawa Barat 2016, kolom 2016: {_JABAR}lakip%20Dinkes%202016.pdf",
    ),
}


class Reason(StrEnum):
    """Why there is no capaian."""

    EMPTY = "empty"
    TEXT = "text"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    ZERO_TARGET = "zero_target"
    ZERO_REALISASI = "zero_realisasi"

    @property
    def sentence(self) -> str:
        """The reason as the office reads it."""
        return _SENTENCES[self]


_SENTENCES = {
    Reason.EMPTY: "Target belum ditetapkan.",
    Reason.TEXT: "Target berupa teks, bukan angka.",
    Reason.NOT_AVAILABLE: "Data realisasi belum tersedia.",
    Reason.NOT_APPLICABLE: "Indikator tidak berlaku pada periode ini.",
    Reason.ZERO_TARGET: "Target bernilai nol, sehingga capaian tidak dapat dihitung.",
    Reason.ZERO_REALISASI: "Realisasi bernilai nol, sehingga tidak dapat menjadi pembagi.",
}


class Absence(StrEnum):
    """What a unit states in place of a realisasi, as the submission carries it."""

    BELUM_ADA = "belum_ada"
    TIDAK_BERLAKU = "tidak_berlaku"


@dataclass(frozen=True, slots=True)
class Measured:
    """`capaian` in percent, exact, without cap or floor: published reports print 8.726,67 and −37,60."""

    capaian: Fraction


@dataclass(frozen=True, slots=True)
class NotMeasurable:
    """No capaian, and why."""

    reason: Reason


def measure(
    target: Decimal | None,
    realisasi: Decimal | None,
    direction: Direction,
    *,
    target_text: str = "",
    absence: Absence | None = None,
) -> Measured | NotMeasurable:
    """The capaian of one indicator.

    `target_text` is what stands where the target is no number; `absence` is the unit's own reason for an empty
    realisasi. An empty value is never read as zero. Raises ValueError for a decimal that is not finite.
    """
    if absence is Absence.TIDAK_BERLAKU:
        return NotMeasurable(Reason.NOT_APPLICABLE)
    if target is None:
        return NotMeasurable(Reason.TEXT if target_text.strip() else Reason.EMPTY)
    if absence is Absence.BELUM_ADA or realisasi is None:
        return NotMeasurable(Reason.NOT_AVAILABLE)
    return _ratio(Fraction(target), Fraction(realisasi), direction)


def _ratio(target: Fraction, realisasi: Fraction, direction: Direction) -> Measured | NotMeasurable:
    # In T/R a target of zero would divide nothing, but give 0 percent to every realisasi: a figure that says nothing.
    if not target:
        return NotMeasurable(Reason.ZERO_TARGET)
    if direction is Direction.TURUN_RASIO:
        return Measured(target / realisasi * 100) if realisasi else NotMeasurable(Reason.ZERO_REALISASI)
    numerator = realisasi if direction is Direction.NAIK else 2 * target - realisasi
    return Measured(numerator / target * 100)
