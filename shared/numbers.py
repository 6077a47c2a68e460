"""Numbers as Indonesian offices type and read them: 1.234,56.

The grammar is strict because a guessed decimal point turns 87,5 percent into 875: an optional minus (also U+2212),
plain digits or one to three digits not beginning with 0 followed by groups of a dot and three digits, an optional
comma and digits. Anything else is refused with the readings it could have.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_MINUS = "-\u2212"
_NUMBER = re.compile(rf"([{_MINUS}]?)([0-9]+|[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+)(?:,([0-9]+))?", re.ASCII)
_DIGITS_AND_MARKS = re.compile(rf"[{_MINUS}]?[0-9.,]*[0-9][0-9.,]*", re.ASCII)
_RUPIAH_AND_PERCENT = (r"Rp\.?", "%")
_PROVISIONAL = r"\*"
_OF_NUMBERS = "-0-9.,\u2212"
_NO_SATUAN = re.compile(r"[-0-9.,\u2212\u2010-\u2015\s]*")
_LONGEST = 40
_LONGEST_TYPED = 400


class NumberRefused(ValueError):
    """The text is not a number we are sure of."""

    @property
    def message(self) -> str:
        """The sentence for the person who typed it."""
        raise NotImplementedError


@dataclass
class AmbiguousNumber(NumberRefused):
    """The text could mean several numbers, or none for certain."""

    text: str
    readings: tuple[Decimal, ...]

    @property
    def message(self) -> str:
        """“Kami tidak yakin dengan …”, with every reading in figures, and in words where it has decimals."""
        if not self.readings:
            return f"Kami tidak yakin dengan “{self.text}”. Gunakan titik untuk ribuan dan koma untuk desimal."
        readings = " atau ".join(_reading(value) for value in self.readings)
        return f"Kami tidak yakin dengan “{self.text}”. Maksud Anda {readings}? Gunakan koma untuk desimal."


@dataclass
class NotANumber(NumberRefused):
    """The text holds no number."""

    text: str

    @property
    def message(self) -> str:
        """What is needed instead."""
        return f"“{self.text}” bukan angka. Tulis angkanya saja, misalnya 87,5 atau 1.234."


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number as typed, digits kept; `provisional` when it was marked with an asterisk (angka sementara)."""

    value: Decimal
    provisional: bool = False


def parse_id(text: str, satuan: str | None = None) -> TypedNumber:
    """Read a typed number. "Rp", "%", the satuan and "*" may stand around it, and white space.

    Raises AmbiguousNumber or NotANumber, both NumberRefused.
    """
    if len(text.strip()) > _LONGEST_TYPED:
        raise NotANumber(text.strip())
    bare, provisional = _strip_surroundings(text.strip(), satuan)
    match = _NUMBER.fullmatch(bare) if len(bare) <= _LONGEST else None
    if match:
        return TypedNumber(_value(*match.groups()), provisional)
    if len(bare) <= _LONGEST and _DIGITS_AND_MARKS.fullmatch(bare):
        raise AmbiguousNumber(text.strip(), _readings(bare))
    raise NotANumber(text.strip())


def _strip_surroundings(text: str, satuan: str | None) -> tuple[str, bool]:
    provisional = False
    marks = [*_RUPIAH_AND_PERCENT, *_satuan_marks(satuan or ""), _PROVISIONAL]
    found = True
    while found:
        found = False
        for mark in marks:
            shorter = re.sub(rf"\A(?:{mark})|(?:{mark})\Z", "", text, count=1, flags=re.IGNORECASE).strip()
            if shorter != text:
                text, found = shorter, True
                provisional = provisional or mark == _PROVISIONAL
    return text, provisional


def _satuan_marks(satuan: str) -> list[str]:
    """The satuan as a pattern; none where it is a placeholder such as "-", which would take a minus along."""
    if _NO_SATUAN.fullmatch(satuan):
        return []
    words = r"\s+".join(re.escape(word) for word in satuan.split())
    # "100 KK" behind 12 and "m2" before 5 must not share digits with the number: 12100 KK, m25.
    before = rf"(?<![{_OF_NUMBERS}])" if re.match(f"[{_OF_NUMBERS}]", satuan.lstrip()) else ""
    after = rf"(?![{_OF_NUMBERS}])" if re.search(rf"[{_OF_NUMBERS}]\Z", satuan.rstrip()) else ""
    return [f"{before}{words}{after}"]


def _value(sign: str, whole: str, decimals: str | None) -> Decimal:
    digits = whole.replace(".", "")
    return Decimal(f"{'-' if sign else ''}{digits}{'.' + decimals if decimals else ''}")


def _readings(bare: str) -> tuple[Decimal, ...]:
    sign = "-" if bare[0] in _MINUS else ""
    body = bare.lstrip(_MINUS)
    digits = re.sub("[.,]", "", body)
    head, _, tail = body.rpartition("." if body.rfind(".") > body.rfind(",") else ",")
    candidates = []
    if tail:
        candidates.append(f"{sign}{re.sub('[.,]', '', head)}.{tail}")
    candidates.append(f"{sign}{digits}")
    return tuple(dict.fromkeys(Decimal(candidate) for candidate in candidates))


def _reading(value: Decimal) -> str:
    figure = format_id(value)
    return f"{figure} ({spell_id(value)})" if "," in figure else figure


def format_id(value: Decimal) -> str:
    """1234.50 → "1.234,50": the digits as they are, no rounding and no exponent, an ASCII minus."""
    whole, _, decimals = format(value, ",f").partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def round_half_up(value: Fraction, places: int = 2) -> Decimal:
    """Round an exact fraction to `places` (0 or more), ties away from zero; every digit is kept, never "-0.00"."""
    scale = 10**places
    units, rest = divmod(abs(value.numerator) * scale, value.denominator)
    units += 2 * rest >= value.denominator
    # Read from text, for arithmetic on Decimals would round to the 28 digits of its context.
    return Decimal(f"{'-' if value < 0 and units else ''}{units}E-{places}")


_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))
_TEN, _TWENTY, _HUNDRED, _THOUSAND, _LARGEST = 10, 20, 100, 1000, 10**18


def spell_id(value: Decimal) -> str:
    """87.5 → "delapan puluh tujuh koma lima"; beyond 10^18 digit by digit."""
    whole, _, decimals = format(value.copy_abs(), "f").partition(".")
    words = [_spell_whole(int(whole))]
    if decimals:
        words += ["koma", *(_ONES[int(digit)] for digit in decimals)]
    return " ".join(["minus", *words] if value < 0 else words)


def _spell_whole(number: int) -> str:
    if number >= _LARGEST:
        return " ".join(_ONES[int(digit)] for digit in str(number))
    for size, name in _SCALES:
        if number >= size:
            head = "seribu" if (size, number // size) == (_THOUSAND, 1) else f"{_spell_whole(number // size)} {name}"
            return _joined(head, number % size)
    return _spell_hundreds(number)


def _spell_hundreds(number: int) -> str:
    if number >= _HUNDRED:
        head = "seratus" if number // _HUNDRED == 1 else f"{_ONES[number // _HUNDRED]} ratus"
        return _joined(head, number % _HUNDRED)
    if number >= _TWENTY:
        return _joined(f"{_ONES[number // _TEN]} puluh", number % _TEN)
    if number > _TEN:
        return "sebelas" if number == _TEN + 1 else f"{_ONES[number - _TEN]} belas"
    return "sepuluh" if number == _TEN else _ONES[number]


def _joined(head: str, rest: int) -> str:
    return f"{head} {_spell_whole(rest)}" if rest else head
