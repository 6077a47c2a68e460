"""The days of Ramadan that Kinerja knows: whole months, in order, in step with Idulfitri, honest about their source."""

from datetime import date, timedelta

import pytest

from services.intake.calendar.ramadan import Ramadan, ramadans, ramadans_of
from services.intake.domain.working_time import PERPRES_21_2023_RAMADAN
from services.intake.office_calendar import knows_cuti_bersama, national_holidays, read_hours, stored_hours
from services.intake.web.hours_shown import hours_lines, typed_hours

DECIDED = {1446, 1447}


@pytest.mark.parametrize("ramadan", ramadans(), ids=lambda each: each.name)
def test_a_ramadan_is_a_month_that_ends_on_the_eve_of_idulfitri(ramadan: Ramadan) -> None:
    assert (ramadan.last - ramadan.first).days + 1 in {29, 30}
    feast = ramadan.last + timedelta(days=1)
    assert "Hari Raya Idul Fitri" in national_holidays(feast.year)[feast]


def test_the_years_from_2025_to_2030_are_known_and_follow_each_other() -> None:
    assert [each.hijri for each in ramadans()] == list(range(1446, 1453))
    assert {each.first.year for each in ramadans()} == set(range(2025, 2031))
    assert len(ramadans_of(2030)) == 2
    assert ramadans_of(2031) == ()
    months = [later.first - earlier.first for earlier, later in zip(ramadans(), ramadans()[1:], strict=False)]
    assert all(353 <= gap.days <= 356 for gap in months)


def test_what_the_government_decided_names_the_decision_and_all_else_is_an_estimate() -> None:
    for each in ramadans():
        assert each.is_estimate == (each.hijri not in DECIDED)
        assert ("Sidang isbat" in each.source) == (not each.is_estimate)
        assert ("Perhitungan astronomi" in each.source) == each.is_estimate


def test_the_hours_of_a_ramadan_are_six_and_a_half_a_day_as_the_perpres_says() -> None:
    stored = stored_hours(PERPRES_21_2023_RAMADAN)
    assert read_hours(stored) == PERPRES_21_2023_RAMADAN
    assert hours_lines(stored) == ["Senin–Kamis 08.00–12.00 dan 12.30–15.00", "Jumat 08.00–11.30 dan 12.30–15.30"]
    assert typed_hours(stored)["jumat"] == "08.00-11.30, 12.30-15.30"
    assert typed_hours(stored)["sabtu"] == ""


def test_hours_of_single_days_are_told_day_by_day() -> None:
    assert hours_lines({"0": ["08:00-12:00"], "2": ["08:00-12:00"], "5": []}) == [
        "Senin 08.00–12.00",
        "Rabu 08.00–12.00",
    ]


def test_a_year_whose_cuti_bersama_nobody_decided_is_not_known() -> None:
    assert knows_cuti_bersama(2026)
    assert not knows_cuti_bersama(date.max.year - 100)
