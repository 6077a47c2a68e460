"""The national calendar and an office's own days; the cuti bersama of 2026 are those of its joint decree."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.intake.domain.sop import StandardTime, TimeUnit
from services.intake.domain.working_time import WorkingCalendar, due_at
from services.intake.models import HoursRecord, OwnDayRecord
from services.intake.office_calendar import build_calendar, national_holidays, read_hours

OFFICE = uuid4()
ONE_DAY = StandardTime(1, TimeUnit.HARI)


def own_day(day: date, *, is_working: bool) -> OwnDayRecord:
    return OwnDayRecord(office_id=OFFICE, day=day, is_working=is_working, name="Keputusan Camat (contoh)")


def hours_row(hours: Mapping[str, Any], first: date | None = None, last: date | None = None) -> HoursRecord:
    return HoursRecord(
        id=uuid4(), office_id=OFFICE, position=1, name="Jam kerja (contoh)", first=first, last=last, hours=dict(hours)
    )


def pontianak(*own: OwnDayRecord, hours: tuple[HoursRecord, ...] = ()) -> WorkingCalendar:
    return build_calendar("Asia/Pontianak", [2026], own, hours)


def works(calendar: WorkingCalendar, day: date) -> bool:
    return bool(calendar.spans(day))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(2026, 3, 20), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 12, 24), "Cuti Bersama Hari Raya Natal"),
    ],
)
def test_holidays_and_cuti_bersama_are_free_and_have_their_names(day: date, name: str) -> None:
    assert national_holidays(2026)[day] == name
    assert not works(pontianak(), day)


def test_a_day_without_a_name_is_worked() -> None:
    assert works(pontianak(), date(2026, 8, 18))


def test_the_offices_own_row_wins_over_the_national_calendar() -> None:
    christmas_eve, a_tuesday = date(2026, 12, 24), date(2026, 8, 18)
    calendar = pontianak(own_day(christmas_eve, is_working=True), own_day(a_tuesday, is_working=False))
    assert works(calendar, christmas_eve)
    assert not works(calendar, a_tuesday)


def test_an_own_free_day_moves_what_is_due() -> None:
    begin = datetime(2026, 8, 14, 3, 0, tzinfo=UTC)
    calendar = pontianak(own_day(date(2026, 8, 18), is_working=False))
    assert due_at(begin, ONE_DAY, calendar) == datetime(2026, 8, 19, 9, 0, tzinfo=UTC)


def test_a_saturday_declared_a_working_day_counts_where_the_hours_begin_on_tuesday() -> None:
    saturday = date(2026, 8, 8)
    calendar = pontianak(own_day(saturday, is_working=True), hours=(hours_row({"1": ["08:00-14:00"]}),))
    begin = datetime(2026, 8, 7, 3, 0, tzinfo=UTC)
    assert due_at(begin, ONE_DAY, calendar) == datetime(2026, 8, 8, 7, 0, tzinfo=UTC)


def test_hours_of_a_range_of_dates_hold_on_those_dates_only() -> None:
    short = hours_row({str(day): ["08:00-12:00"] for day in range(5)}, date(2026, 2, 19), date(2026, 2, 19))
    calendar = pontianak(hours=(short,))
    ends = [calendar.spans(date(2026, 2, day))[-1][1].hour for day in (18, 19, 20)]
    assert ends == [9, 5, 9]


def test_an_office_further_east_closes_earlier() -> None:
    east = build_calendar("Asia/Jayapura", [2026], [], [])
    assert east.spans(date(2026, 8, 3))[-1][1] == datetime(2026, 8, 3, 7, 0, tzinfo=UTC)


def test_a_year_the_library_does_not_know_has_weekends_only() -> None:
    calendar = build_calendar("Asia/Pontianak", [2150], [], [])
    assert calendar.free_days == frozenset()
    assert [works(calendar, date(2150, 8, day)) for day in (15, 16, 17)] == [False, False, True]


@pytest.mark.parametrize(
    "stored",
    [
        {"senin": ["08:00-12:00"]},
        {"7": ["08:00-12:00"]},
        {"0": ["12:00-08:00"]},
        {"0": ["08:00"]},
    ],
)
def test_hours_that_no_clock_can_follow_are_refused(stored: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"weekday|span|isoformat"):
        read_hours(stored)


def test_spans_are_taken_in_the_order_of_the_clock() -> None:
    afternoon_first = read_hours({"0": ["13:00-16:00", "08:00-12:00"]})
    assert afternoon_first == read_hours({"0": ["08:00-12:00", "13:00-16:00"]})
