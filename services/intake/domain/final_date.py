"""When a year's LKjIP is due: two months after the year's end (PermenPANRB 53/2014), or the office's earlier day."""

from calendar import monthrange
from datetime import date

LATEST = "02-29"
_LAST_MONTH = 2


def day_in_year(month_day: str, year: int) -> date:
    """A day of the year written "MM-DD"; 29 February is the 28th where there is none. ValueError for no such day."""
    month, _, day = month_day.partition("-")
    date(2000, int(month), int(day))  # a leap year knows every day there is
    return date(year, int(month), min(int(day), monthrange(year, int(month))[1]))


def final_date(period: str, due_on: str | None) -> date | None:
    """The last day for the report about `period`; None where the period is no year.

    `due_on` is the office's own day as "MM-DD"; one after the legal end changes nothing.
    """
    if not (period.isascii() and period.isdigit() and len(period) == len("2026")):
        return None
    year = int(period) + 1
    legal = date(year, _LAST_MONTH, monthrange(year, _LAST_MONTH)[1])
    return min(legal, day_in_year(due_on, year)) if due_on else legal
