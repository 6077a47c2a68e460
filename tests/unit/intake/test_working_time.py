"""Standard times as an office counts them, tried on examples worked by hand for Mentebah."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.sop import StandardTime, TimeUnit
from services.intake.domain.working_time import (
    PERPRES_21_2023,
    PERPRES_21_2023_RAMADAN,
    HoursPeriod,
    NoWorkingDay,
    WorkingCalendar,
    add_working_time,
    describe_working_time,
    due_at,
    shift_by_standing,
    working_days_left,
    working_time_between,
)

WIB = ZoneInfo("Asia/Pontianak")
MENTEBAH = WorkingCalendar(WIB, free_days=frozenset({date(2026, 8, 17)}))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.strptime(f"2026 {text}", "%Y %d %b %H.%M").replace(tzinfo=WIB)


def waktu(text: str) -> StandardTime:
    amount, unit = text.split()
    return StandardTime(int(amount), TimeUnit(unit))


@pytest.mark.parametrize(
    ("begin", "standard", "due"),
    [
        ("3 Aug 11.30", "1 jam", "3 Aug 13.30"),
        ("3 Aug 16.00", "1 jam", "4 Aug 08.30"),
        ("7 Aug 16.25", "10 menit", "10 Aug 07.35"),
        ("6 Aug 09.00", "3 hari", "11 Aug 16.00"),
        ("8 Aug 10.00", "1 hari", "10 Aug 16.00"),
        ("14 Aug 10.00", "1 hari", "18 Aug 16.00"),
        ("5 Aug 23.59", "1 hari", "6 Aug 16.00"),
        ("6 Aug 08.00", "1 hari", "7 Aug 16.30"),
        ("3 Aug 12.15", "5 menit", "3 Aug 13.05"),
    ],
)
def test_a_standard_time_is_due_as_an_office_would_count(begin: str, standard: str, due: str) -> None:
    assert due_at(at(begin), waktu(standard), MENTEBAH) == at(due)


def test_hours_of_a_date_range_win_over_the_usual_ones() -> None:
    ramadan = HoursPeriod(PERPRES_21_2023_RAMADAN, date(2026, 2, 18), date(2026, 3, 19))
    calendar = WorkingCalendar(WIB, (HoursPeriod(PERPRES_21_2023), ramadan))
    assert due_at(at("17 Feb 09.00"), waktu("1 hari"), calendar) == at("18 Feb 15.00")
    assert due_at(at("17 Feb 15.30"), waktu("1 jam"), calendar) == at("18 Feb 08.30")


def test_a_day_the_office_declares_its_own_working_day_counts() -> None:
    calendar = WorkingCalendar(WIB, working_days=frozenset({date(2026, 8, 8)}))
    assert due_at(at("7 Aug 10.00"), waktu("1 hari"), calendar) == at("8 Aug 16.00")


def test_another_zone_has_another_clock() -> None:
    makassar = WorkingCalendar(ZoneInfo("Asia/Makassar"))
    assert due_at(at("3 Aug 07.00"), waktu("1 jam"), makassar) == at("3 Aug 08.00")


def test_a_calendar_without_working_days_is_an_error_and_no_endless_search() -> None:
    with pytest.raises(NoWorkingDay):
        due_at(at("3 Aug 10.00"), waktu("1 jam"), WorkingCalendar(WIB, (HoursPeriod({}),)))


def test_a_clock_that_stood_moves_the_due_time_by_the_working_time_it_stood() -> None:
    moved = shift_by_standing(at("4 Aug 16.00"), at("3 Aug 15.00"), at("4 Aug 09.30"), MENTEBAH)
    assert moved == at("5 Aug 10.30")


def test_the_weekend_holds_no_working_time() -> None:
    assert working_time_between(at("7 Aug 16.00"), at("10 Aug 08.00"), MENTEBAH) == timedelta(hours=1)


def test_the_days_left_are_working_days_after_today() -> None:
    assert working_days_left(date(2026, 8, 13), date(2026, 8, 18), MENTEBAH) == 2


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (300, "5 jam kerja"),
        (570, "1 hari kerja 2 jam"),
        (45, "45 menit kerja"),
        (450, "1 hari kerja"),
        (0, "kurang dari 1 menit kerja"),
    ],
)
def test_working_time_is_told_in_words(minutes: int, words: str) -> None:
    assert describe_working_time(timedelta(minutes=minutes), MENTEBAH, date(2026, 8, 3)) == words


@given(INSTANTS, st.integers(1, 5000))
def test_time_that_was_added_is_found_between(begin: datetime, minutes: int) -> None:
    end = add_working_time(begin, timedelta(minutes=minutes), MENTEBAH)
    assert working_time_between(begin, end, MENTEBAH) == timedelta(minutes=minutes)


@given(INSTANTS, INSTANTS, st.sampled_from(["10 menit", "1 jam", "3 hari"]))
def test_who_begins_later_is_never_due_earlier(one: datetime, other: datetime, standard: str) -> None:
    first, second = sorted((one, other))
    assert due_at(first, waktu(standard), MENTEBAH) <= due_at(second, waktu(standard), MENTEBAH)


@given(INSTANTS, st.sampled_from(["10 menit", "1 jam", "3 hari"]))
def test_a_due_time_lies_in_office_hours_and_after_the_beginning(begin: datetime, standard: str) -> None:
    due = due_at(begin, waktu(standard), MENTEBAH)
    local = due.astimezone(WIB)
    assert due > begin
    assert time(7, 30) < local.time() <= time(16, 30)
    assert local.weekday() < 5
