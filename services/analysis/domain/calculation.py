"""A measurement written out, step by step, with its figures filled in: what a reader can reckon again by hand."""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from services.analysis.domain.exact import stored
from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Measurement
from services.analysis.domain.policies import LimitTarget, RoundingMode
from services.analysis.domain.scales import Scale
from services.analysis.domain.targets import Components, Level, Limit, YesNo, Zone
from shared.numbers import format_id

_SHOWN: Final = Decimal("0.000001")
_ROUNDED: Final = {
    RoundingMode.SETENGAH_KE_ATAS: "Dibulatkan ke {} desimal (setengah ke atas): {}",
    RoundingMode.DIPOTONG: "Dipotong pada {} desimal: {}",
}


def calculation_of(found: Measurement) -> tuple[str, ...]:
    """The lines from the inputs to the predikat; none where there is no capaian."""
    return tuple(_lines(found)) if found.capaian is not None else ()


def _lines(found: Measurement) -> Iterator[str]:
    realisasi = found.realisasi
    if isinstance(realisasi, Components):
        parts = f"{format_id(realisasi.numerator)} ÷ {format_id(realisasi.denominator)}"
        by = "" if realisasi.multiplier == 1 else f" × {format_id(realisasi.multiplier)}"
        yield f"Realisasi: {parts}{by} = {_short(realisasi.value)}"
        realisasi = realisasi.value
    yield _QUOTIENTS[type(found.target)](found, realisasi)
    yield from _bounded(found)
    policy = found.method.policy.rounding
    yield _ROUNDED[policy.mode].format(policy.places, _told(found.capaian))
    yield _classed(found.method.scale, found)


def _number(found: Measurement, realisasi: Any, target: Decimal | None = None) -> str:
    target = found.target if target is None and isinstance(found.target, Decimal) else target
    if not target:
        return f"Target nol: dihitung {_short(found.uncapped)} menurut kebijakan kantor"
    if found.method.direction is Direction.TURUN_RASIO and not realisasi:
        return f"Realisasi nol tidak dapat menjadi pembagi: dihitung {_short(found.uncapped)} menurut kebijakan kantor"
    return f"{_ratio(found.method.direction, target, realisasi)} × 100 = {_short(found.uncapped)}"


def _ratio(direction: Direction | None, target: Decimal, realisasi: Decimal) -> str:
    one, two = format_id(target), format_id(realisasi)
    if direction is Direction.TURUN:
        return f"(2 × {one} − {_within(realisasi)}) ÷ {one}"
    return f"{one} ÷ {two}" if direction is Direction.TURUN_RASIO else f"{two} ÷ {one}"


def _within(value: Decimal) -> str:
    """Behind a minus sign a negative number stands in brackets."""
    return f"({format_id(value)})" if value < 0 else format_id(value)


def _zone(found: Measurement, realisasi: Any) -> str:
    target: Any = found.target
    told = f"{format_id(target.lower)}–{format_id(target.upper)}"
    if target.lower <= realisasi <= target.upper:
        return f"{_short(realisasi)} ada di dalam rentang {told}: 100"
    nearer = target.lower if realisasi < target.lower else target.upper
    direction = Direction.NAIK if found.method.direction in (None, Direction.NAIK) else Direction.TURUN
    ratio = f"{_ratio(direction, nearer, realisasi)} × 100 = {_short(found.uncapped)}"
    return f"{_short(realisasi)} ada di luar rentang {told}, batas terdekat {format_id(nearer)}: {ratio}"


def _limit(found: Measurement, realisasi: Any) -> str:
    target: Any = found.target
    known = realisasi.value if isinstance(realisasi, Limit) else realisasi
    if found.method.policy.limit is LimitTarget.PADA_BATAS or (isinstance(realisasi, Limit) and found.exact):
        return _number(found, known, target.value)
    told = f"{realisasi.comparison} {format_id(known)}" if isinstance(realisasi, Limit) else _short(known)
    is_met = "memenuhi" if found.exact else "tidak memenuhi"
    return f"{told} {is_met} batas {target.comparison} {format_id(target.value)}: {_short(found.uncapped)}"


def _level(found: Measurement, realisasi: Any) -> str:
    target: Any = found.target
    one, two = format_id(realisasi.score), format_id(target.score)
    ranks = f"Nilai urut {realisasi.word} adalah {one}, nilai urut {target.word} adalah {two}"
    return f"{ranks}: {one} ÷ {two} × 100 = {_short(found.uncapped)}"


def _yes_no(found: Measurement, realisasi: Any) -> str:
    target: Any = found.target
    return f"Target {target.word}, realisasi {realisasi.word}: {_short(found.uncapped)}"


def _bounded(found: Measurement) -> Iterator[str]:
    if found.exact is None or found.counted == found.exact:
        return
    yield "Nilai negatif dihitung 0" if found.exact < 0 else f"Paling tinggi {_told(found.method.policy.cap)}"


def _classed(scale: Scale, found: Measurement) -> str:
    lower = next((each.bound for each in scale.classes if each.predikat == found.predikat), None)
    upper = scale.classes[-2].bound
    if lower:
        bound = f"{'≥' if lower.inclusive else '>'} {format_id(lower.value)}"
    else:
        bound = f"{'<' if upper and upper.inclusive else '≤'} {_told(upper.value if upper else None)}"
    return f"Predikat: {_told(found.capaian)} {bound}, {found.predikat}"


def _told(value: Decimal | None) -> str:
    return "" if value is None else format_id(value)


def _short(value: Decimal | None) -> str:
    """Six decimals at most; dots say that more follow."""
    if value is None:
        return ""
    cut = value.quantize(_SHOWN, ROUND_DOWN) if abs(value) < 10**20 else value
    if cut != value:
        return f"{format_id(cut)}…"
    return format_id(stored(value))


_QUOTIENTS: Final[Mapping[type, Callable[..., str]]] = {
    Decimal: _number,
    Zone: _zone,
    Limit: _limit,
    Level: _level,
    YesNo: _yes_no,
}
