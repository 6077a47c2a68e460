"""What holds of the working clock for any instants, in Mentebah's hours with one holiday."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.sop import StandardTime, TimeUnit
from services.intake.domain.working_time import (
    WorkingCalendar,
    add_working_time,
    due_at,
    shift_by_standing,
    working_time_between,
)

WIB = ZoneInfo("Asia/Pontianak")
MENTEBAH = WorkingCalendar(WIB, free_days=frozenset({date(2026, 8, 17)}))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
TIMES = st.builds(StandardTime, st.integers(1, 40), st.sampled_from(TimeUnit))


@given(INSTANTS, st.integers(0, 3000), st.integers(0, 3000))
def test_minutes_add_up(begin: datetime, one: int, other: int) -> None:
    first, second = timedelta(minutes=one), timedelta(minutes=other)
    in_two = add_working_time(add_working_time(begin, first, MENTEBAH), second, MENTEBAH)
    assert in_two == add_working_time(begin, first + second, MENTEBAH)


@given(INSTANTS, INSTANTS, INSTANTS)
def test_a_due_time_moves_by_exactly_the_working_time_its_clock_stood(
    due: datetime, one: datetime, other: datetime
) -> None:
    stood_from, stood_to = sorted((one, other))
    moved = shift_by_standing(due, stood_from, stood_to, MENTEBAH)
    assert working_time_between(due, moved, MENTEBAH) == working_time_between(stood_from, stood_to, MENTEBAH)


@given(INSTANTS, st.integers(1, 5000))
def test_time_that_was_added_is_found_between(begin: datetime, minutes: int) -> None:
    end = add_working_time(begin, timedelta(minutes=minutes), MENTEBAH)
    assert working_time_between(begin, end, MENTEBAH) == timedelta(minutes=minutes)


@given(INSTANTS, INSTANTS, TIMES)
def test_who_begins_later_is_never_due_earlier(one: datetime, other: datetime, standard: StandardTime) -> None:
    first, second = sorted((one, other))
    assert due_at(first, standard, MENTEBAH) <= due_at(second, standard, MENTEBAH)


@given(INSTANTS, TIMES)
def test_a_due_time_lies_in_office_hours_and_after_the_beginning(begin: datetime, standard: StandardTime) -> None:
    due = due_at(begin, standard, MENTEBAH)
    local = due.astimezone(WIB)
    assert due > begin
    assert time(7, 30) < local.time() <= time(16, 30)
    assert local.weekday() < 5
