"""Opening a cycle from the page of cycles, for the first year that has none running."""

import re

from rehearsal.browser import Browser, NoAnswer
from rehearsal.failure import RehearsalFailed
from rehearsal.players import patiently

_YEARS = 20
_CYCLE = re.compile(r'href="/siklus/([0-9a-f-]{36})"')


def open_cycle(browser: Browser, first: int) -> str:
    """Open a cycle for the first free year from `first` on; its id. Raises RehearsalFailed after 20 years."""
    known, problem = _cycles(browser), ""
    for year in range(first, first + _YEARS):
        page = patiently(lambda: browser.get("/siklus"))
        try:
            problem = browser.submit(page, page.form("/siklus"), {"tahun": str(year)}).summary
        except NoAnswer as lost:
            problem = str(lost)
        if new := _cycles(browser) - known:
            return new.pop()
    raise RehearsalFailed(f"Siklus tahun {first} dan sesudahnya tidak dapat dibuka: {problem}")


def _cycles(browser: Browser) -> set[str]:
    return set(_CYCLE.findall(patiently(lambda: browser.get("/siklus")).body))
