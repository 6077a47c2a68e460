"""Standard times as an office counts them, tried on examples worked by hand for Mentebah."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.intake.domain.sop import StandardTime, TimeUnit
from services.intake.domain.working_time import (
    PERPRES_21_2023,
    PERPRES_21_2023_RAMADAN,
    Hours,
    HoursPeriod,
    NoWorkingDay,
    WorkingCalendar,
    describe_time_left,
    describe_working_time,
    due_at,
    shift_by_standing,
    working_days_left,
    working_time_between,
    working_time_left,
)

WIB = ZoneInfo("Asia/Pontianak")
MENTEBAH = WorkingCalendar(WIB, free_days=frozenset({date(2026, 8, 17)}))


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


def test_a_day_declared_a_working_day_keeps_the_hours_of_the_first_day_that_has_any() -> None:
    from_tuesday = HoursPeriod({0: (), 1: PERPRES_21_2023_RAMADAN[1], 5: ()})
    calendar = WorkingCalendar(WIB, (from_tuesday,), working_days=frozenset({date(2026, 8, 8)}))
    assert due_at(at("7 Aug 10.00"), waktu("1 hari"), calendar) == at("8 Aug 15.00")


@pytest.mark.parametrize("hours", [{}, {0: ()}, {0: ((time(8), time(8)),)}])
@pytest.mark.parametrize("standard", ["1 jam", "1 hari"])
def test_no_hours_on_any_day_is_an_error_also_for_a_declared_working_day(hours: Hours, standard: str) -> None:
    calendar = WorkingCalendar(WIB, (HoursPeriod(hours),), working_days=frozenset({date(2026, 8, 4)}))
    with pytest.raises(NoWorkingDay):
        due_at(at("3 Aug 10.00"), waktu(standard), calendar)


def test_a_day_that_no_hours_cover_is_free() -> None:
    calendar = WorkingCalendar(WIB, (HoursPeriod(PERPRES_21_2023, first=date(2026, 8, 10)),))
    assert due_at(at("3 Aug 10.00"), waktu("1 jam"), calendar) == at("10 Aug 08.30")


def test_a_calendar_without_working_days_is_an_error_and_no_endless_search() -> None:
    with pytest.raises(NoWorkingDay):
        due_at(at("3 Aug 10.00"), waktu("1 jam"), WorkingCalendar(WIB, (HoursPeriod({}),)))


def test_a_clock_that_stood_moves_the_due_time_by_the_working_time_it_stood() -> None:
    moved = shift_by_standing(at("4 Aug 16.00"), at("3 Aug 15.00"), at("4 Aug 09.30"), MENTEBAH)
    assert moved == at("5 Aug 10.30")


def test_a_clock_that_stood_outside_office_hours_moves_nothing() -> None:
    assert shift_by_standing(at("4 Aug 16.00"), at("1 Aug 09.00"), at("2 Aug 20.00"), MENTEBAH) == at("4 Aug 16.00")


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


@pytest.mark.parametrize(
    ("now", "due", "words"),
    [
        ("3 Aug 10.00", "3 Aug 16.00", "5 jam kerja"),
        ("4 Aug 09.00", "3 Aug 15.30", "melewati waktu baku 2 jam kerja"),
        ("8 Aug 10.00", "7 Aug 16.30", "melewati waktu baku kurang dari 1 menit kerja"),
        ("3 Aug 16.00", "3 Aug 16.00", "kurang dari 1 menit kerja"),
    ],
)
def test_what_is_left_or_overran_is_told_in_words(now: str, due: str, words: str) -> None:
    left = working_time_left(at(now), at(due), MENTEBAH)
    assert describe_time_left(left, MENTEBAH, date(2026, 8, 3)) == words


@pytest.mark.parametrize("standard", ["10 menit", "1 jam", "3 hari"])
def test_a_due_time_is_in_utc_and_a_beginning_without_a_zone_is_refused(standard: str) -> None:
    assert due_at(at("3 Aug 10.00"), waktu(standard), MENTEBAH).tzinfo is UTC
    with pytest.raises(ValueError, match="naive"):
        due_at(datetime(2026, 8, 3, 10), waktu(standard), MENTEBAH)


@pytest.mark.parametrize(("hours", "weekly"), [(PERPRES_21_2023, 37.5), (PERPRES_21_2023_RAMADAN, 32.5)])
def test_the_default_hours_add_up_to_the_week_of_the_regulation(hours: Hours, weekly: float) -> None:
    week = WorkingCalendar(WIB, (HoursPeriod(hours),))
    assert working_time_between(at("3 Aug 00.00"), at("10 Aug 00.00"), week) == timedelta(hours=weekly)


@pytest.mark.parametrize("friday", [date(2026, 3, 27), date(2026, 10, 23)])
def test_a_clock_change_in_the_night_leaves_the_office_hours_where_they_are(friday: date) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begin = datetime.combine(friday, time(16), berlin)
    due = due_at(begin, waktu("1 jam"), WorkingCalendar(berlin))
    assert due.astimezone(berlin).strftime("%a %H.%M") == "Mon 08.00"
