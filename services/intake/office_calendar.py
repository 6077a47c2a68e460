"""An office's working calendar, from the national one and the office's own rows, which win."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from holidays.constants import GOVERNMENT, PUBLIC
from holidays.holiday_base import HolidayBase

from services.intake.domain.working_time import (
    PERPRES_21_2023,
    Hours,
    HoursPeriod,
    WorkingCalendar,
)
from services.intake.models import HoursRecord, OwnDayRecord

_DAYS_PER_WEEK = 7


@cache
def national_holidays(year: int) -> Mapping[date, str]:
    """National holidays and cuti bersama of a year (SKB 3 Menteri), as the `holidays` library knows them."""
    return dict(_indonesia()(years=year, categories=(PUBLIC, GOVERNMENT), language="id"))


@cache
def _indonesia() -> type[HolidayBase]:
    """Indonesia alone: imported from its package, the library would load the other 250 countries as well."""
    spec = spec_from_file_location("holidays_of_indonesia", Path(holidays.__file__).parent / "countries/indonesia.py")
    if spec is None or spec.loader is None:
        raise ImportError("holidays has no countries/indonesia.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    country: type[HolidayBase] = module.Indonesia
    return country


def is_cuti_bersama(name: str) -> bool:
    """Whether a day off bears the name of a cuti bersama."""
    return "cuti bersama" in name.casefold()


def knows_cuti_bersama(year: int) -> bool:
    """Whether the government's cuti bersama of a year are known; they are decided in the year before."""
    return any(is_cuti_bersama(name) for name in national_holidays(year).values())


def build_calendar(
    zone: str, years: Iterable[int], own_days: Iterable[OwnDayRecord], hours: Iterable[HoursRecord]
) -> WorkingCalendar:
    """The calendar of an office for some years; dated `hours` win over usual ones, then later rows over earlier."""
    own = list(own_days)
    layered = sorted(hours, key=lambda row: bool(row.first or row.last))
    national = {day for year in years for day in national_holidays(year)}
    return WorkingCalendar(
        ZoneInfo(zone),
        (HoursPeriod(PERPRES_21_2023), *(HoursPeriod(read_hours(row.hours), row.first, row.last) for row in layered)),
        frozenset(national | {row.day for row in own if not row.is_working}),
        frozenset(row.day for row in own if row.is_working),
    )


def stored_hours(hours: Hours) -> dict[str, list[str]]:
    """The way back of read_hours."""
    return {
        str(weekday): [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in spans] for weekday, spans in sorted(hours.items())
    }


def read_hours(stored: Mapping[str, Any]) -> Hours:
    """Hours as rows hold them, e.g. {"0": ["07:30-12:00", "13:00-16:00"]}; ValueError for anything else."""
    hours = {}
    for weekday, spans in stored.items():
        if not weekday.isdigit() or int(weekday) >= _DAYS_PER_WEEK:
            raise ValueError(f"a weekday is 0 (Monday) to 6, not {weekday!r}")
        hours[int(weekday)] = tuple(sorted(_span(span) for span in spans))
    return hours


def _span(text: str) -> tuple[time, time]:
    opens, _, closes = text.partition("-")
    span = (time.fromisoformat(opens), time.fromisoformat(closes))
    if span[0] >= span[1]:
        raise ValueError(f"a span of work ends after it begins: {text!r}")
    return span
