"""The working clock: standard times run in office hours only, on working days only.

"n menit" and "n jam" run in office hours. "n hari" ends at closing time of the n-th working day after the calendar
date of the beginning, whatever the hour. Default hours: Perpres 21/2023 (37 h 30 m a week without breaks).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.intake.domain.sop import StandardTime, TimeUnit

_LOOKED_FOR_DAYS = 400
_MINUTES_PER_HOUR = 60

Span = tuple[time, time]
Hours = Mapping[int, tuple[Span, ...]]
"""Weekday (Monday is 0) → the spans of work on that day, in order; a day that is absent is free."""


def _spans(*ends: str) -> tuple[Span, ...]:
    times = [time.fromisoformat(end) for end in ends]
    return tuple(zip(times[::2], times[1::2], strict=True))


PERPRES_21_2023: Hours = {
    **dict.fromkeys(range(4), _spans("07:30", "12:00", "13:00", "16:00")),
    4: _spans("07:30", "11:30", "13:00", "16:30"),
}
PERPRES_21_2023_RAMADAN: Hours = {
    **dict.fromkeys(range(4), _spans("08:00", "12:00", "12:30", "15:00")),
    4: _spans("08:00", "11:30", "12:30", "15:30"),
}


class NoWorkingDay(Exception):
    """The calendar holds no working day for more than a year: its hours or free days are wrong."""


@dataclass(frozen=True, slots=True)
class HoursPeriod:
    """Office hours from `first` to `last`, both included; None leaves that end open."""

    hours: Hours
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether these hours hold on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """An office's clock. Later periods win over earlier ones; `working_days`, the office's own, over `free_days`."""

    zone: ZoneInfo
    periods: tuple[HoursPeriod, ...] = (HoursPeriod(PERPRES_21_2023),)
    free_days: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The spans of work on a day as UTC instants, in order; empty on a free day."""
        if day in self.free_days and day not in self.working_days:
            return []
        hours: Hours = next((period.hours for period in reversed(self.periods) if period.covers(day)), {})
        spans = hours.get(day.weekday(), ())
        if not spans and day in self.working_days:
            # A free weekday that the office declares a working day keeps the hours of the week's first working day.
            spans = next((hours[weekday] for weekday in sorted(hours) if hours[weekday]), ())
        return [(self._at(day, begin), self._at(day, end)) for begin, end in spans if begin < end]

    def local_date(self, instant: datetime) -> date:
        """The calendar date of an instant in the office. ValueError for a naive datetime."""
        if instant.tzinfo is None:
            raise ValueError(f"a naive datetime has no place on an office's clock: {instant!r}")
        return instant.astimezone(self.zone).date()

    def days_from(self, day: date) -> Iterator[date]:
        """The working days from `day` on. Raises NoWorkingDay rather than looking for ever."""
        idle = 0
        while idle < _LOOKED_FOR_DAYS:
            idle = 0 if (works := bool(self.spans(day))) else idle + 1
            if works:
                yield day
            day += timedelta(days=1)
        raise NoWorkingDay

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def due_at(begin: datetime, waktu: StandardTime, calendar: WorkingCalendar) -> datetime:
    """When a standard time that begins now is used up, in UTC."""
    if waktu.unit is TimeUnit.HARI:
        return _closing_time(begin, waktu.amount, calendar)
    minutes = waktu.amount * (_MINUTES_PER_HOUR if waktu.unit is TimeUnit.JAM else 1)
    return add_working_time(begin, timedelta(minutes=minutes), calendar)


def _closing_time(begin: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    following = calendar.days_from(calendar.local_date(begin) + timedelta(days=1))
    day = next(day for number, day in enumerate(following, start=1) if number == days)
    return calendar.spans(day)[-1][1]


def add_working_time(begin: datetime, amount: timedelta, calendar: WorkingCalendar) -> datetime:
    """The instant in UTC at which `amount` of working time has passed since `begin`; `begin` itself when none has."""
    day_of_begin, begin, left = calendar.local_date(begin), begin.astimezone(UTC), amount
    if not left:
        return begin
    for day in calendar.days_from(day_of_begin):
        for opens, closes in calendar.spans(day):
            start = max(opens, begin)
            if start >= closes:
                continue
            if closes - start >= left:
                return start + left
            left -= closes - start
    raise NoWorkingDay


def working_time_between(begin: datetime, end: datetime, calendar: WorkingCalendar) -> timedelta:
    """How much working time lies between two instants; zero when `end` is not after `begin`."""
    total = timedelta()
    day, last = calendar.local_date(begin), calendar.local_date(end)
    begin, end = begin.astimezone(UTC), end.astimezone(UTC)
    while day <= last:
        for opens, closes in calendar.spans(day):
            total += max(timedelta(), min(closes, end) - max(opens, begin))
        day += timedelta(days=1)
    return total


def shift_by_standing(due: datetime, stood_from: datetime, stood_to: datetime, calendar: WorkingCalendar) -> datetime:
    """Move a due time by the working time during which its clock stood."""
    return add_working_time(due, working_time_between(stood_from, stood_to, calendar), calendar)


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Working time up to a due time, or beyond it when `overran`. A night beyond it is no working time, yet overran."""

    amount: timedelta
    overran: bool


def working_time_left(now: datetime, due: datetime, calendar: WorkingCalendar) -> TimeLeft:
    """How much working time is left until `due`, or has passed since."""
    overran = now > due
    first, last = (due, now) if overran else (now, due)
    return TimeLeft(working_time_between(first, last, calendar), overran)


def working_days_left(today: date, final: date, calendar: WorkingCalendar) -> int:
    """The working days after today up to the final date, itself included."""
    days = (today + timedelta(days=number) for number in range(1, (final - today).days + 1))
    return sum(bool(calendar.spans(day)) for day in days)


def describe_working_time(amount: timedelta, calendar: WorkingCalendar, day: date) -> str:
    """Working time in words, in days as long as `day` (a working day): "1 hari kerja 2 jam", "45 menit kerja"."""
    minutes = round(amount.total_seconds() / 60)
    whole = sum((closes - opens for opens, closes in calendar.spans(day)), timedelta())
    minutes_a_day = round(whole.total_seconds() / 60) or minutes + 1
    days, rest = divmod(minutes, minutes_a_day)
    hours, minutes = divmod(rest, _MINUTES_PER_HOUR)
    parts = [f"{number} {unit}" for number, unit in ((days, "hari"), (hours, "jam"), (minutes, "menit")) if number]
    if not parts:
        return "kurang dari 1 menit kerja"
    return " ".join([f"{parts[0]} kerja", *parts[1:]])


def describe_time_left(left: TimeLeft, calendar: WorkingCalendar, day: date) -> str:
    """What is left in words as `describe_working_time` has them, or "melewati waktu baku 2 jam kerja"."""
    words = describe_working_time(left.amount, calendar, day)
    return f"melewati waktu baku {words}" if left.overran else words
