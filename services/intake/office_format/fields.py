"""Marshmallow fields over text, and the parts of an office file that have a grammar of their own."""

import re
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marshmallow import ValidationError, fields

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_TRUE, _FALSE = ("ya", "true", "yes"), ("tidak", "false", "no")
_SPAN = re.compile(r"([0-2][0-9])[.:]([0-5][0-9])\s*[-–]\s*([0-2][0-9])[.:]([0-5][0-9])")
_LEAP_YEAR = 2000
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Text(fields.Field[str]):
    """A text of at least one character, its outer white space dropped."""

    longest = 1000

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValidationError("harus diisi dengan teks")
        text = " ".join(value.split())
        if len(text) > self.longest:
            raise ValidationError(f"paling panjang {self.longest} huruf")
        return text


class Name(Text):
    """A text that fits a name."""

    longest = 200


class Code(Name):
    """The office's short id: it never changes, because everything of the office is derived from it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _CODE.fullmatch(text):
            raise ValidationError("hanya huruf kecil, angka dan tanda hubung, misalnya kecamatan-mentebah")
        return text


class Address(Name):
    """An e-mail address, looked at only so far as to find a slip of the pen; the mail itself is the proof."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        name, _, domain = text.rpartition("@")
        if not name or "." not in domain or " " in text:
            raise ValidationError("bukan alamat e-mail")
        return text


class Zone(Name):
    """A time zone by its IANA name."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValidationError("zona waktu tidak dikenal; misalnya Asia/Pontianak (WIB)") from None
        return text


class Day(fields.Field[date]):
    """A date as 2026-12-24."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValidationError("harus tanggal seperti 2026-12-24") from None


class DayOfYear(fields.Field[str]):
    """A day of the year as MM-DD, not after `latest` where one is given."""

    def __init__(self, *, latest: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self._latest = latest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = value.strip() if isinstance(value, str) else ""
        try:
            date.fromisoformat(f"{_LEAP_YEAR}-{text}")
        except ValueError:
            raise ValidationError("harus bulan dan tanggal seperti 01-31 (31 Januari)") from None
        if self._latest and text > self._latest:
            raise ValidationError("paling lambat akhir Februari (dua bulan setelah tahun berakhir)")
        return text


class YesNo(fields.Field[bool]):
    """ya or tidak."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        word = value.strip().casefold() if isinstance(value, str) else str(value).casefold()
        if word not in _TRUE + _FALSE:
            raise ValidationError("yang boleh: ya atau tidak")
        return word in _TRUE


class Roles(fields.Field[tuple[str, ...]]):
    """One role id or a list of them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, ...]:
        roles = [value] if isinstance(value, str) else value
        if not isinstance(roles, list) or not all(isinstance(role, str) and role.strip() for role in roles):
            raise ValidationError("harus id peran SOP, atau daftar id peran")
        return tuple(role.strip() for role in roles)


class Hours(fields.Field[dict[str, list[str]]]):
    """Hours of work by day: `{senin: "08.00-12.00, 12.30-15.00"}`; a day left out is free."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, list[str]]:
        if not isinstance(value, dict) or not value:
            raise ValidationError("harus susunan hari dan jam, misalnya senin: 07.30-12.00, 13.00-16.00")
        hours = {}
        for day, spans in value.items():
            if day not in WEEKDAYS:
                raise ValidationError(f"hari “{day}” tidak dikenal; yang boleh: {', '.join(WEEKDAYS)}")
            hours[str(WEEKDAYS.index(day))] = [_span(span) for span in str(spans).split(",")]
        return hours


def _span(text: str) -> str:
    match = _SPAN.fullmatch(text.strip())
    try:
        ends = [time(int(match[at]), int(match[at + 1])) for at in (1, 3)] if match else []
    except ValueError:
        ends = []
    if not ends or ends[0] >= ends[1]:
        raise ValidationError(f"“{text.strip()}” bukan jam kerja seperti 07.30-12.00")
    return "-".join(f"{end:%H:%M}" for end in ends)
