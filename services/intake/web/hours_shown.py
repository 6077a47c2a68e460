"""Office hours in words: "Senin–Kamis 08.00–12.00 dan 12.30–15.00"."""

from collections.abc import Mapping, Sequence
from datetime import date

from services.intake.office_format.fields import WEEKDAYS
from shared.dates import format_day


def hours_lines(stored: Mapping[str, Sequence[str]]) -> list[str]:
    """One line for each run of days with the same hours, Monday first; a day without hours is left out."""
    runs: list[tuple[int, int, str]] = []
    for number in range(len(WEEKDAYS)):
        spans = " dan ".join(_span(span) for span in stored.get(str(number), ()))
        if spans and runs and runs[-1][1:] == (number - 1, spans):
            runs[-1] = (runs[-1][0], number, spans)
        elif spans:
            runs.append((number, number, spans))
    return [f"{_days(first, last)} {spans}" for first, last, spans in runs]


def typed_hours(stored: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each day's hours as people type them: senin → "08.00-12.00, 12.30-15.00"."""
    return {
        day: ", ".join(span.replace(":", ".") for span in stored.get(str(number), ()))
        for number, day in enumerate(WEEKDAYS)
    }


def period_in_words(first: date | None, last: date | None) -> str:
    """Senin, 8 Februari 2027 sampai Selasa, 9 Maret 2027."""
    begins = f"mulai {format_day(first)}" if first and not last else format_day(first) if first else ""
    ends = f"sampai {format_day(last)}" if last else ""
    return " ".join(part for part in (begins, ends) if part) or "sepanjang tahun"


def _days(first: int, last: int) -> str:
    names = [WEEKDAYS[number].capitalize() for number in (first, last)]
    return names[0] if first == last else "–".join(names)


def _span(span: str) -> str:
    return span.replace(":", ".").replace("-", "–")
