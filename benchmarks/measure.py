"""`python -m benchmarks.measure`: a country measured on one core, in a stream.

7,300 instansi × 30 indicators × (4 triwulan + the year). Each office's rows are made, summed to the year, measured
and averaged, and then forgotten; so memory does not grow with the country. Each office's rows are also measured by
the floor, in turns: the same formula, rounding and scale in plain Decimal, giving tuples. Ours is the public function
and, timed beside it, the trace of each result written as the bytes that are stored; `times_floor` counts both.
"""

import argparse
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from services.analysis.domain.aggregation import Member, aggregate
from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Measurement, Method, measure
from services.analysis.domain.periods import Triwulan, figures
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import Missing
from services.analysis.domain.trace_text import TraceWriter
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.triwulan import Summary

INSTANSI, INDICATORS, TRIWULAN = 7_300, 30, 4
SCALE = load_scales()[DEFAULT_SCALE]
METHODS = {direction: Method(direction, SCALE) for direction in Direction}
WRITERS = {direction: TraceWriter(method).write for direction, method in METHODS.items()}
BOUNDS = [(each.bound.value, each.bound.inclusive, each.predikat) for each in SCALE.classes if each.bound]
LOWEST = SCALE.classes[-1].predikat
NOT_YET = Missing(Reason.NOT_AVAILABLE)
HUNDRED, TWO, STEP = Decimal(100), Decimal(2), Decimal("0.01")
# As published tables have them: 91 of 94 measured rows are R/T, the others in equal parts; some figures come late.
WAYS = [Direction.NAIK] * 27 + [Direction.TURUN] * 2 + [Direction.TURUN_RASIO]
SUMMARIES = tuple(Summary)
LATE, NO_TARGET = 0.03, 0.005
TIMED = ("making", "measure", "trace", "floor", "office")

Row = tuple[Decimal, Decimal | None, Direction]
Plain = tuple[Decimal, Decimal | None, Direction, Decimal | None, Decimal | None, str | None]


@dataclass
class Country:
    """What was counted while the country went by."""

    rows: int = 0
    measured: int = 0
    capaian: Decimal = Decimal(0)
    trace_bytes: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(TIMED, 0.0))


def rows_of(office: int) -> list[Row]:
    """One office's rows, the same in every run."""
    dice = random.Random(office)  # noqa: S311 - figures to measure, no secret
    return [row for at in range(INDICATORS) for row in _rows_of_indicator(dice, at)]


def _rows_of_indicator(dice: random.Random, at: int) -> Iterator[Row]:
    way, summary = WAYS[at % len(WAYS)], SUMMARIES[at % len(SUMMARIES)]
    triwulan = [Triwulan(number, *_figures(dice)) for number in range(1, TRIWULAN + 1)]
    for each in triwulan:
        yield each.target or Decimal(0), each.realisasi, way
    year = figures(summary, triwulan)
    yield year.target or Decimal(0), year.realisasi, way


def _figures(dice: random.Random) -> tuple[Decimal, Decimal | None]:
    target = Decimal(0) if dice.random() < NO_TARGET else Decimal(dice.randint(100, 1_000_000)).scaleb(-2)
    realisasi = Decimal(int(target * dice.randint(40, 160))).scaleb(-2)
    return target, None if dice.random() < LATE else realisasi


def ours(rows: list[Row]) -> list[Measurement]:
    """The public function, with everything its trace is written from."""
    return [
        measure(target, NOT_YET if realisasi is None else realisasi, METHODS[way]) for target, realisasi, way in rows
    ]


def traces(found: list[Measurement], rows: list[Row]) -> list[str]:
    """The stored trace of each result."""
    return [WRITERS[row[2]](each) for each, row in zip(found, rows, strict=True)]


def floor(rows: list[Row]) -> list[Plain]:
    """The least that gives the same capaian and predikat."""
    return [_plain(target, realisasi, way) for target, realisasi, way in rows]


def _plain(target: Decimal, realisasi: Decimal | None, way: Direction) -> Plain:
    if realisasi is None or not target or (way is Direction.TURUN_RASIO and not realisasi):
        return target, realisasi, way, None, None, None
    if way is Direction.NAIK:
        exact = realisasi / target * HUNDRED
    elif way is Direction.TURUN:
        exact = (TWO * target - realisasi) / target * HUNDRED
    else:
        exact = target / realisasi * HUNDRED
    capaian = exact.quantize(STEP, ROUND_HALF_UP)
    for bound, is_inclusive, predikat in BOUNDS:
        if capaian > bound or (is_inclusive and capaian == bound):
            return target, realisasi, way, exact, capaian, predikat
    return target, realisasi, way, exact, capaian, LOWEST


def run(offices: int) -> Country:
    """All offices, one after the other; both ways on the same rows, first the one, then the other. Exits with a message
    where they differ.
    """
    country = Country()
    for office in range(offices):
        rows = _timed(country, "making", rows_of, office)
        if office % 2:
            found, plain = _ours(country, rows), _timed(country, "floor", floor, rows)
        else:
            plain, found = _timed(country, "floor", floor, rows), _ours(country, rows)
        _timed(country, "office", _count, country, found)
        if [(each.capaian, each.predikat) for each in found] != [each[4:6] for each in plain]:
            raise SystemExit(f"office {office}: ours and the floor differ")
    return country


def _ours(country: Country, rows: list[Row]) -> list[Measurement]:
    found: list[Measurement] = _timed(country, "measure", ours, rows)
    country.trace_bytes += sum(map(len, _timed(country, "trace", traces, found, rows)))
    return found


def _timed(country: Country, what: str, work: Callable[..., Any], *arguments: Any) -> Any:
    began = time.perf_counter()
    done = work(*arguments)
    country.seconds[what] += time.perf_counter() - began
    return done


def _count(country: Country, found: list[Measurement]) -> None:
    years = found[TRIWULAN :: TRIWULAN + 1]
    mean = aggregate(Member(name=str(at), capaian=year.counted, reason=year.reason) for at, year in enumerate(years))
    country.rows += len(found)
    country.measured += sum(each.reason is None for each in found)
    country.capaian += mean.capaian or 0


def peak_mib() -> float:
    """The most memory this process has held, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure and print; the last line is one line of figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--instansi", type=int, default=INSTANSI, help=f"how many offices (default {INSTANSI})")
    offices = options.parse_args().instansi
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    before = peak_mib()
    country = run(offices)
    seconds, peak = country.seconds, peak_mib()
    ours_seconds = seconds["measure"] + seconds["trace"]
    for name, taken in seconds.items():
        print(f"{name}: {taken:.2f} s, {taken / country.rows * 1e6:.2f} us a measurement")
    print(
        f"mean capaian of the offices: {country.capaian / offices:.2f}; measured {country.measured} of {country.rows}"
    )
    stream = sum(taken for name, taken in seconds.items() if name != "floor")
    print(
        f"measurements={country.rows} ours_per_s={country.rows / ours_seconds:.0f}"
        f" floor_per_s={country.rows / seconds['floor']:.0f} times_floor={ours_seconds / seconds['floor']:.2f}"
        f" measure_alone_times_floor={seconds['measure'] / seconds['floor']:.2f}"
        f" stream_per_s={country.rows / stream:.0f} trace_bytes_mean={country.trace_bytes / country.rows:.0f}"
        f" peak_mib={peak:.0f} peak_at_start_mib={before:.0f}"
    )


if __name__ == "__main__":
    main()
