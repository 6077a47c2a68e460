"""From triwulan to a year's realisasi: one rule for the form that asks, the measurement and the trace that explains."""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, Inexact
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from typing import Final

from shared.numbers import format_id, round_half_up

_NUMERALS: Final = ("I", "II", "III", "IV")
NUMBERS: Final = (1, 2, 3, 4)
_LEAST_PLACES = 2
# Typed figures have 40 characters at most: their sum fits without rounding.
_LOSSLESS = Context(prec=400, traps=[Inexact])


class Summary(StrEnum):
    """How triwulan become a longer period."""

    JUMLAH = "jumlah"
    RATA_RATA = "rata_rata"
    NILAI_TERAKHIR = "nilai_terakhir"
    KUMULATIF = "kumulatif"

    @property
    def words(self) -> str:
        """As people read it."""
        return _WORDS[self]


_WORDS: Final = {
    Summary.JUMLAH: "jumlah semua triwulan",
    Summary.RATA_RATA: "rata-rata semua triwulan",
    Summary.NILAI_TERAKHIR: "nilai triwulan terakhir",
    Summary.KUMULATIF: "kumulatif, yaitu nilai triwulan terakhir",
}


def triwulan_name(number: int) -> str:
    """2 → "TW II"."""
    return f"TW {_NUMERALS[number - 1]}"


def triwulan_names(numbers: Sequence[int]) -> str:
    """(1, 3, 4) → "TW I, TW III, dan TW IV"."""
    *before, last = [triwulan_name(number) for number in numbers]
    if not before:
        return last
    return f"{before[0]} dan {last}" if len(before) == 1 else f"{', '.join(before)}, dan {last}"


def triwulan_words(realisasi: Iterable[tuple[int, Decimal | None]]) -> str:
    """((1, 9), (2, None)) → "TW I: 9; TW II: belum ada"; empty where there is none."""
    told = ((number, "belum ada" if value is None else format_id(value)) for number, value in realisasi)
    return "; ".join(f"{triwulan_name(number)}: {text}" for number, text in told)


def year_of(summary: Summary, realisasi: Sequence[Decimal | None]) -> Decimal | None:
    """The year's realisasi from those of the triwulan it is measured in, in their order; None is not yet measured.

    None where one is missing that it rests on: sum and mean need all of them, the others the last.
    """
    needed = realisasi[-1:] if summary in (Summary.NILAI_TERAKHIR, Summary.KUMULATIF) else realisasi
    known = [value for value in needed if value is not None]
    return year_of_known(summary, known) if known and len(known) == len(needed) else None


def year_of_known(summary: Summary, realisasi: Sequence[Decimal]) -> Decimal:
    """The same where all of them are known. Raises IndexError where there is none.

    A mean is rounded half up to as many decimals as the most precise of them has, at least two, so that what is
    printed is what is measured.
    """
    if summary in (Summary.NILAI_TERAKHIR, Summary.KUMULATIF):
        return realisasi[-1]
    total = reduce(_LOSSLESS.add, realisasi[1:], realisasi[0])
    if summary is Summary.JUMLAH:
        return total
    return round_half_up(Fraction(total) / len(realisasi), max(_LEAST_PLACES, *map(_places, realisasi)))


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
