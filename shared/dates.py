"""Dates and times as Indonesian offices write them: "22 November 2026", "pukul 10.15 WIB"."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date

_LOCALE = "id"
_ZONE_NAMES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def format_date(day: date) -> str:
    """22 November 2026."""
    return babel_date(day, "d MMMM y", locale=_LOCALE)


def format_day(day: date) -> str:
    """Senin, 2 Februari 2026."""
    return babel_date(day, "EEEE, d MMMM y", locale=_LOCALE)


def format_weekday(day: date) -> str:
    """Sen 2, for a list under its month."""
    return babel_date(day, "EEE d", locale=_LOCALE)


def month_name(day: date) -> str:
    """November."""
    return babel_date(day, "LLLL", locale=_LOCALE)


def format_short_date(day: date) -> str:
    """Sel 3 Feb."""
    return babel_date(day, "EEE d MMM", locale=_LOCALE)


def format_time(instant: datetime, zone: ZoneInfo) -> str:
    """10.15 WIB."""
    local = _local(instant, zone)
    return f"{local:%H.%M} {_zone_name(local)}"


def format_moment(instant: datetime, zone: ZoneInfo) -> str:
    """3 Februari 2026 pukul 10.15 WIB."""
    return f"{format_date(_local(instant, zone).date())} pukul {format_time(instant, zone)}"


def format_deadline(instant: datetime, zone: ZoneInfo) -> str:
    """Sel 3 Feb pukul 16.00 WIB, short enough for the subject of a mail."""
    return f"{format_short_date(_local(instant, zone).date())} pukul {format_time(instant, zone)}"


def format_long_deadline(instant: datetime, zone: ZoneInfo) -> str:
    """Selasa, 3 Februari 2026 pukul 16.00 WIB."""
    day = babel_date(_local(instant, zone).date(), "EEEE, d MMMM y", locale=_LOCALE)
    return f"{day} pukul {format_time(instant, zone)}"


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"a naive datetime has no place on an office's clock: {instant!r}")
    return instant.astimezone(zone)


def _zone_name(local: datetime) -> str:
    offset = local.utcoffset()
    return _ZONE_NAMES.get(offset, f"{local:UTC%z}") if offset is not None else ""
