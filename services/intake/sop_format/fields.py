"""Marshmallow fields over text: generous where a writing has one meaning, strict where it could have two."""

import re
from collections.abc import Callable
from typing import Any
from unicodedata import category

from marshmallow import Schema, ValidationError, fields

from services.intake.domain.sop import StandardTime, TimeUnit

NOT_TEXT = "harus teks; bila teksnya memuat titik dua dan spasi, beri tanda kutip pada seluruh teks"
WHOLE = re.compile(r"0*([1-9][0-9]{0,3})\.?")
TIME_PART = re.compile(r"([0-9]{1,4})\s*(menit|jam|hari)(?: kerja)?")
NO_TIME = ("-", "–", "—")
END = "end"
YES = ("true", "ya", "yes")
NO = ("false", "tidak", "no")
TIMES_ALLOWED = '"10 menit", "1 jam", "1 jam 30 menit", "3 hari" (= hari kerja), atau "-" bila SOP tidak menyebutnya'


def text_of(value: object, longest: int = 1000) -> str:
    """The text with its white space folded. Raises ValidationError when it is no text, empty or too long."""
    if not isinstance(value, str):
        raise ValidationError(NOT_TEXT)
    folded = " ".join(value.split())
    if not folded:
        raise ValidationError("tidak boleh kosong")
    if any(category(letter) in {"Cc", "Cs"} for letter in folded):
        raise ValidationError("memuat karakter yang tidak terlihat; ketik ulang teks ini")
    if len(folded) > longest:
        raise ValidationError(f"terlalu panjang ({len(folded)} huruf); paling panjang {longest} huruf")
    return folded


def whole_of(value: object) -> int:
    """A whole number from 1 to 9999, "1." included. Raises ValidationError."""
    match = WHOLE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        shown = f' "{value}"' if isinstance(value, str) else ""
        raise ValidationError(f"harus bilangan bulat mulai dari 1, bukan{shown or ' daftar atau kosong'}")
    return int(match[1])


class Text(fields.Field[str]):
    """One text, at most `longest` characters."""

    def __init__(self, *, longest: int = 1000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return text_of(value, self.longest)


class Word(fields.Field[str]):
    """An id that matches `pattern`; `allowed` says in words what that is."""

    def __init__(self, pattern: str, allowed: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pattern, self.allowed = re.compile(pattern), allowed

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = text_of(value)
        if not self.pattern.fullmatch(text):
            raise ValidationError(f'"{text}" tidak boleh; yang boleh: {self.allowed}')
        return text


class Texts(fields.Field[tuple[str, ...]]):
    """A list of texts, or one text for a list of one. A lone "-", as printed for nothing, is an empty list."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            return () if value.strip() in NO_TIME else (text_of(value),)
        if not isinstance(value, list):
            raise ValidationError(f"{NOT_TEXT} (boleh juga daftar teks)")
        return tuple(_each(value, text_of))


class Whole(fields.Field[int]):
    """A whole number from 1."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        return whole_of(value)


class YesNo(fields.Field[bool]):
    """true or false; ya and tidak are understood, too."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        word = value.strip().casefold() if isinstance(value, str) else None
        if word not in YES + NO:
            raise ValidationError("yang boleh: true atau false")
        return word in YES


class Time(fields.Field[StandardTime | None]):
    """A waktu baku as SOPs print it; "-" is none."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> StandardTime | None:
        text = text_of(value)
        if text in NO_TIME:
            return None
        spoken = " ".join(re.sub(r"\([^)]*\)", " ", text).casefold().split())
        parts = [(int(amount), TimeUnit(unit)) for amount, unit in TIME_PART.findall(spoken)]
        match parts if not TIME_PART.sub("", spoken).strip() else []:
            case [(amount, unit)] if amount:
                return StandardTime(amount, unit)
            case [(hours, TimeUnit.JAM), (minutes, TimeUnit.MENIT)] if hours and minutes:
                return StandardTime(hours * 60 + minutes, TimeUnit.MENIT)
        raise ValidationError(f'"{text}" tidak dikenal sebagai waktu; yang boleh: {TIMES_ALLOWED}')


class Targets(fields.Field[tuple[int, ...]]):
    """Step numbers: one, a list, or - where `may_end` - the word `end`, which is the empty tuple."""

    def __init__(self, *, may_end: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_end = may_end

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[int, ...]:
        if isinstance(value, str) and self.may_end and value.strip().casefold() == END:
            return ()
        items = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
        if not isinstance(items, list) or not items:
            raise ValidationError(self._allowed())
        try:
            numbers = tuple(_each(items, whole_of))
        except ValidationError as error:
            raise ValidationError(f'"{_shown(value)}" bukan nomor langkah; {self._allowed()}') from error
        if len(set(numbers)) < len(numbers):
            raise ValidationError(f'"{_shown(value)}" menyebut satu langkah dua kali')
        return numbers

    def _allowed(self) -> str:
        ending = f", atau {END} bila alur berakhir di sini" if self.may_end else ""
        return f"yang boleh: satu nomor langkah (4), daftar nomor ([4, 6]){ending}"


class Several(fields.Field[tuple[Any, ...]]):
    """A list of what `schema` loads; a single one may stand without the list."""

    def __init__(self, schema: type[Schema], *, most: int = 50, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.schema, self.most = schema, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[Any, ...]:
        items = value if isinstance(value, list) else [value]
        if not 0 < len(items) <= self.most:
            raise ValidationError(f"memuat {len(items)} butir; yang boleh: 1 sampai {self.most}")
        return tuple(_each(items, self.schema().load))


def _shown(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _each(items: list[Any], load: Callable[[Any], Any]) -> list[Any]:
    """Load every item; raises one ValidationError with the messages of all that failed, by position."""
    loaded: list[Any] = []
    failed: dict[Any, Any] = {}
    for index, item in enumerate(items):
        try:
            loaded.append(load(item))
        except ValidationError as error:
            failed[index] = error.messages
    if failed:
        raise ValidationError(failed)
    return loaded
