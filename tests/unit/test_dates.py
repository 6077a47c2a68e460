"""Dates and times in the words of an Indonesian office."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from shared.dates import (
    format_date,
    format_deadline,
    format_long_deadline,
    format_moment,
    format_short_date,
    format_time,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
INSTANT = datetime(2026, 2, 3, 3, 15, tzinfo=UTC)
DEADLINE = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)


def test_a_date_is_written_with_the_month_in_words() -> None:
    assert format_date(date(2026, 11, 22)) == "22 November 2026"


def test_a_short_date_has_the_weekday_and_no_year() -> None:
    assert format_short_date(date(2026, 2, 3)) == "Sel 3 Feb"


def test_every_weekday_and_month_has_its_indonesian_short_name() -> None:
    days = [format_short_date(date(2026, 6, day)).split()[0] for day in range(1, 8)]
    months = [format_short_date(date(2026, month, 1)).split()[2] for month in range(1, 13)]
    assert days == ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"]
    assert months == ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", "10.15 WIB"),
        ("Asia/Pontianak", "10.15 WIB"),
        ("Asia/Makassar", "11.15 WITA"),
        ("Asia/Jayapura", "12.15 WIT"),
        ("UTC", "03.15 UTC+0000"),
    ],
)
def test_a_time_is_told_by_the_clock_of_its_zone(zone: str, words: str) -> None:
    assert format_time(INSTANT, ZoneInfo(zone)) == words


def test_a_moment_is_a_date_and_a_time() -> None:
    assert format_moment(INSTANT, JAKARTA) == "3 Februari 2026 pukul 10.15 WIB"


def test_a_deadline_is_short_in_a_subject_and_long_in_a_letter() -> None:
    assert format_deadline(DEADLINE, JAKARTA) == "Sel 3 Feb pukul 16.00 WIB"
    assert format_long_deadline(DEADLINE, JAKARTA) == "Selasa, 3 Februari 2026 pukul 16.00 WIB"


def test_an_evening_in_utc_is_the_next_day_in_the_east() -> None:
    assert format_moment(datetime(2026, 12, 31, 15, 30, tzinfo=UTC), ZoneInfo("Asia/Jayapura")) == (
        "1 Januari 2027 pukul 00.30 WIT"
    )


@pytest.mark.parametrize("words", [format_time, format_moment, format_deadline, format_long_deadline])
def test_an_instant_without_a_zone_is_refused(words: object) -> None:
    assert callable(words)
    with pytest.raises(ValueError, match="naive"):
        words(datetime(2026, 2, 3, 10, 15), JAKARTA)
