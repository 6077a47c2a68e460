"""The annex of an LKjIP that says how each capaian was reckoned: "mengapa 104,96?" on paper."""

from collections.abc import Iterable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from services.documents.domain.lkjip import Figure, Lkjip
from services.documents.domain.reckoned import Reckoned, Sent
from services.documents.papers.figures import row
from shared.dates import format_moment

T = TypeVar("T")


def reckoning(lkjip: Lkjip) -> dict[str, Any]:
    """Every unit's figures with their calculation, then each formula, policy and scale once."""
    reckoned = [figure.reckoned for figure in lkjip.figures if figure.reckoned]
    return {
        "units": [_unit(name, figures, lkjip) for name, figures in _by_unit(lkjip.figures).items()],
        "formulas": [list(each) for each in _once((each.formula, each.source) for each in reckoned if each.formula)],
        "policies": _once(each.policies for each in reckoned),
        "scales": _once(each.scale for each in reckoned),
        "ordinals": _once(each.ordinal for each in reckoned if each.ordinal),
    }


def _by_unit(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    units: dict[str, list[Figure]] = {}
    for figure in figures:
        units.setdefault(figure.unit, []).append(figure)
    return units


def _unit(name: str, figures: list[Figure], lkjip: Lkjip) -> dict[str, Any]:
    sent = next((each for each in lkjip.sent if each.unit == name), None)
    rows = [_row(number, figure) for number, figure in enumerate(figures, start=1)]
    return {"name": name, "sent": _sent(sent, ZoneInfo(lkjip.time_zone)) if sent else "", "rows": rows}


def _sent(sent: Sent, zone: ZoneInfo) -> str:
    return f"kiriman ke-{sent.number}, {format_moment(sent.at, zone)}, oleh {sent.by}"


def _row(number: int, figure: Figure) -> dict[str, Any]:
    plain = row(number, figure)
    reckoned = figure.reckoned
    return {
        "number": plain["number"],
        "indikator": figure.indikator,
        "formula": reckoned.formula if reckoned else "",
        "steps": list(_steps(reckoned, plain["reason"])),
        "length": len(figure.indikator) + sum(map(len, reckoned.steps if reckoned else ())),
    }


def _steps(reckoned: Reckoned | None, reason: str) -> Iterable[str]:
    if reason:
        return (f"Tidak dapat diukur. {reason}",)
    return reckoned.steps if reckoned else ("Cara menghitung tidak dicatat pada pengukuran ini.",)


def _once(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))
