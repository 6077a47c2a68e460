"""The annex of an LKjIP that says how each capaian was reckoned: "mengapa 104,96?" on paper."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from services.documents.domain.lkjip import Figure, Lkjip
from services.documents.domain.reckoned import Reckoned, Sent
from services.documents.papers.figures import row
from shared.aggregate_steps import aggregate_steps, left_out_sentence, members_sentence, method_sentence
from shared.dates import format_moment
from shared.events.evaluated import MeasuredAggregate

T = TypeVar("T")
_KINDS: Final = {"sasaran": "Sasaran: ", "unit": "Unit: ", "instansi": "Instansi"}


def reckoning(lkjip: Lkjip) -> dict[str, Any]:
    """Every unit's figures with their calculation, what they come to, then each formula, policy and scale once."""
    reckoned = [figure.reckoned for figure in lkjip.figures if figure.reckoned]
    return {
        "units": [_unit(name, figures, lkjip) for name, figures in _by_unit(lkjip.figures).items()],
        "totals": [_total(number, each) for number, each in enumerate(_told(lkjip.aggregates), start=1)],
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


def _told(aggregates: Iterable[MeasuredAggregate]) -> list[MeasuredAggregate]:
    """Those that were told with what counts in them, and those in which nothing does."""
    return [each for each in aggregates if each.members or not each.counted]


def _total(number: int, each: MeasuredAggregate) -> dict[str, Any]:
    lines = [members_sentence(each), left_out_sentence(each), *aggregate_steps(each)]
    steps = [line for line in lines if line]
    return {
        "number": str(number),
        "name": f"{_KINDS[each.kind]}{each.name}",
        "method": method_sentence(each),
        "steps": steps,
        "length": len(each.name) + sum(map(len, steps)),
    }


def _once(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))
