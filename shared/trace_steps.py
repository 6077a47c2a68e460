"""A trace written out, step by step, with its figures filled in: what a reader can reckon again by hand.

The same lines on pages, in papers and in the API; they are made from the values of the trace alone.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Final

from shared.events.traces import Given, ScaleUsed, Trace
from shared.numbers import format_id
from shared.triwulan import Summary, triwulan_name, year_of_known

_SHOWN: Final = Decimal("0.000001")
_ROUNDED: Final = {
    "setengah_ke_atas": "Dibulatkan ke {} desimal (setengah ke atas): {}",
    "dipotong": "Dipotong pada {} desimal: {}",
}


def steps_of(trace: Trace) -> tuple[str, ...]:
    """The lines from the inputs to the predikat; none where there is no capaian.

    A trace that was told without its inputs has the lines it was told with.
    """
    if trace.target is None or trace.realisasi is None:
        return trace.steps
    return tuple(_lines(trace, trace.target, trace.realisasi)) if trace.capaian is not None else ()


def _lines(trace: Trace, target: Given, realisasi: Given) -> Iterator[str]:
    if realisasi.kind == "components":
        numerator, denominator, multiplier = realisasi.figures
        by = "" if multiplier == 1 else f" × {format_id(multiplier)}"
        value = numerator * multiplier / denominator
        yield f"Realisasi: {format_id(numerator)} ÷ {format_id(denominator)}{by} = {shortened(value)}"
        realisasi = Given(kind="number", figures=(value,))
    elif realisasi.kind == "triwulan":
        line, value = _year(realisasi)
        yield line
        realisasi = Given(kind="number", figures=(value,))
    yield _QUOTIENTS[target.kind](trace, target, realisasi)
    yield from _bounded(trace)
    if trace.capaian is not None:
        yield rounded_line(trace.policy.rounding, trace.policy.places, trace.capaian)
        yield predikat_line(trace.capaian, trace.predikat, trace.scale)


def _year(realisasi: Given) -> tuple[str, Decimal]:
    """The line from the triwulan to the year, and the year's realisasi."""
    summary, names = Summary(realisasi.words[0]), [triwulan_name(int(each)) for each in realisasi.words[1:]]
    value = year_of_known(summary, realisasi.figures)
    told = [f"{name} {_within(figure)}" for name, figure in zip(names, realisasi.figures, strict=True)]
    if summary is Summary.JUMLAH:
        return f"Realisasi setahun: {' + '.join(told)} = {format_id(value)}", value
    if summary is Summary.RATA_RATA:
        rounded = "" if Fraction(value) * len(told) == sum(map(Fraction, realisasi.figures)) else ", dibulatkan"
        return f"Realisasi setahun: ({' + '.join(told)}) ÷ {len(told)} = {format_id(value)}{rounded}", value
    return f"Realisasi setahun: {summary.words}, {told[-1]}", value


def _number(trace: Trace, target: Given, realisasi: Given) -> str:
    return _figures(trace, target.figures[0], realisasi.figures[0])


def _figures(trace: Trace, target: Decimal, realisasi: Decimal) -> str:
    if not target:
        return f"Target nol: dihitung {shortened(trace.exact)} menurut kebijakan kantor"
    if trace.direction == "turun_rasio" and not realisasi:
        return f"Realisasi nol tidak dapat menjadi pembagi: dihitung {shortened(trace.exact)} menurut kebijakan kantor"
    return f"{_ratio(trace.direction, target, realisasi)} × 100 = {shortened(trace.exact)}"


def _ratio(direction: str | None, target: Decimal, realisasi: Decimal) -> str:
    one, two = format_id(target), format_id(realisasi)
    if direction == "turun":
        return f"(2 × {one} − {_within(realisasi)}) ÷ {one}"
    return f"{one} ÷ {two}" if direction == "turun_rasio" else f"{two} ÷ {one}"


def _within(value: Decimal) -> str:
    """Behind a minus sign a negative number stands in brackets."""
    return f"({format_id(value)})" if value < 0 else format_id(value)


def _range(trace: Trace, target: Given, realisasi: Given) -> str:
    (lower, upper), value = target.figures, realisasi.figures[0]
    told = f"{format_id(lower)}–{format_id(upper)}"
    if lower <= value <= upper:
        return f"{shortened(value)} ada di dalam rentang {told}: 100"
    nearer = lower if value < lower else upper
    direction = "naik" if trace.direction in (None, "naik") else "turun"
    ratio = f"{_ratio(direction, nearer, value)} × 100 = {shortened(trace.exact)}"
    return f"{shortened(value)} ada di luar rentang {told}, batas terdekat {format_id(nearer)}: {ratio}"


def _limit(trace: Trace, target: Given, realisasi: Given) -> str:
    (limit,), (value,) = target.figures, realisasi.figures
    is_limit = realisasi.kind == "limit"
    if trace.policy.limit == "pada_batas" or (is_limit and trace.exact):
        return _figures(trace, limit, value)
    told = f"{realisasi.words[0]} {format_id(value)}" if is_limit else shortened(value)
    is_met = "memenuhi" if trace.exact else "tidak memenuhi"
    return f"{told} {is_met} batas {target.words[0]} {format_id(limit)}: {shortened(trace.exact)}"


def _predicate(trace: Trace, target: Given, realisasi: Given) -> str:
    one, two = format_id(realisasi.figures[0]), format_id(target.figures[0])
    ranks = f"Nilai urut {realisasi.words[0]} adalah {one}, nilai urut {target.words[0]} adalah {two}"
    return f"{ranks}: {one} ÷ {two} × 100 = {shortened(trace.exact)}"


def _yes_no(trace: Trace, target: Given, realisasi: Given) -> str:
    return f"Target {target.words[0]}, realisasi {realisasi.words[0]}: {shortened(trace.exact)}"


def _bounded(trace: Trace) -> Iterator[str]:
    exact, cap = trace.exact, trace.policy.cap
    if exact is None:
        return
    if exact < 0 and trace.policy.negative == "nol":
        yield "Nilai negatif dihitung 0"
    elif cap is not None and exact > cap:
        yield f"Paling tinggi {format_id(cap)}"


def rounded_line(rounding: str, places: int, capaian: Decimal) -> str:
    """How the printed capaian came from the exact one; the words are those of PolicyUsed."""
    return _ROUNDED[rounding].format(places, format_id(capaian))


def predikat_line(capaian: Decimal, predikat: str | None, scale: ScaleUsed) -> str:
    """The class of the scale that the printed capaian reaches."""
    reached = next(each for each in scale.classes if each.predikat == predikat)
    if reached.bound is not None:
        bound = f"{'≥' if reached.is_inclusive else '>'} {format_id(reached.bound)}"
    else:
        upper = scale.classes[-2]
        bound = f"{'<' if upper.is_inclusive else '≤'} {_told(upper.bound)}"
    return f"Predikat: {format_id(capaian)} {bound}, {predikat}"


def _told(value: Decimal | None) -> str:
    return "" if value is None else format_id(value)


def shortened(value: Decimal | None) -> str:
    """Six decimals at most; dots say that more follow."""
    if value is None:
        return ""
    cut = value.quantize(_SHOWN, ROUND_DOWN) if abs(value) < 10**20 else value
    if cut != value:
        return f"{format_id(cut)}…"
    whole, comma, decimals = format_id(value).partition(",")
    return f"{whole}{comma}{decimals}".rstrip("0").rstrip(",") if comma else whole


_QUOTIENTS: Final[Mapping[str, Callable[[Trace, Given, Given], str]]] = {
    "number": _number,
    "range": _range,
    "limit": _limit,
    "predicate": _predicate,
    "yes_no": _yes_no,
}
