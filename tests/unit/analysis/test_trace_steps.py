"""A capaian written out so that a reader can reckon it again: one line from each kind of target."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Method, measure
from services.analysis.domain.policies import (
    LimitTarget,
    Negative,
    Policy,
    Rounding,
    RoundingMode,
    ZeroRealisasi,
    ZeroTarget,
)
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import (
    Components,
    Limit,
    Missing,
    OfTriwulan,
    Realisasi,
    Target,
    YesNo,
    Zone,
)
from services.analysis.domain.trace import trace_of
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.choices.limits import Comparison
from shared.choices.ordinals import Level
from shared.trace_steps import steps_of
from shared.triwulan import Summary

SCALE = load_scales()[DEFAULT_SCALE]
NAIK, TURUN, RASIO = Direction.NAIK, Direction.TURUN, Direction.TURUN_RASIO
AT_LEAST_80 = Limit(Comparison.AT_LEAST, Decimal(80))
NO = YesNo(is_so=False, word="Tidak")


def lines(
    target: Target, realisasi: Realisasi, direction: Direction = NAIK, policy: Policy | None = None
) -> tuple[str, ...]:
    return steps_of(trace_of(measure(target, realisasi, Method(direction, SCALE, policy or Policy()))))


def test_a_capaian_is_written_out_from_its_figures_to_its_predikat() -> None:
    assert lines(Decimal("84.75"), Decimal("88.95")) == (
        "88,95 ÷ 84,75 × 100 = 104,955752…",
        "Dibulatkan ke 2 desimal (setengah ke atas): 104,96",
        "Predikat: 104,96 ≥ 91, Sangat Tinggi",
    )


@pytest.mark.parametrize(
    ("target", "realisasi", "direction", "policy", "line"),
    [
        (Decimal(10), Decimal(9), TURUN, Policy(), "(2 × 10 − 9) ÷ 10 × 100 = 110"),
        (Decimal(10), Decimal(-1), TURUN, Policy(), "(2 × 10 − (-1)) ÷ 10 × 100 = 210"),
        (Decimal(10), Decimal(8), RASIO, Policy(), "10 ÷ 8 × 100 = 125"),
        (Zone(Decimal(80), Decimal(90)), Decimal(85), NAIK, Policy(), "85 ada di dalam rentang 80–90: 100"),
        (
            Zone(Decimal(80), Decimal(90)),
            Decimal(72),
            NAIK,
            Policy(),
            "72 ada di luar rentang 80–90, batas terdekat 80: 72 ÷ 80 × 100 = 90",
        ),
        (AT_LEAST_80, Decimal(79), NAIK, Policy(), "79 tidak memenuhi batas ≥ 80: 0"),
        (AT_LEAST_80, Decimal(100), NAIK, Policy(limit=LimitTarget.PADA_BATAS), "100 ÷ 80 × 100 = 125"),
        (AT_LEAST_80, Limit(Comparison.MORE, Decimal(100)), NAIK, Policy(), "100 ÷ 80 × 100 = 125"),
        (
            Level("A", Decimal(6), "s"),
            Level("BB", Decimal(5), "s"),
            NAIK,
            Policy(),
            "Nilai urut BB adalah 5, nilai urut A adalah 6: 5 ÷ 6 × 100 = 83,333333…",
        ),
        (
            YesNo(is_so=True, word="Ada"),
            YesNo(is_so=False, word="Tidak"),
            NAIK,
            Policy(),
            "Target Ada, realisasi Tidak: 0",
        ),
        (
            Decimal(0),
            Decimal(0),
            TURUN,
            Policy(zero_target=ZeroTarget.TERCAPAI_ATAU_NOL),
            "Target nol: dihitung 100 menurut kebijakan kantor",
        ),
        (
            Decimal(5),
            Decimal(0),
            RASIO,
            Policy(zero_realisasi=ZeroRealisasi.SERATUS),
            "Realisasi nol tidak dapat menjadi pembagi: dihitung 100 menurut kebijakan kantor",
        ),
    ],
)
def test_every_kind_of_target_says_its_own_calculation(
    target: Target, realisasi: Realisasi, direction: Direction, policy: Policy, line: str
) -> None:
    assert lines(target, realisasi, direction, policy)[0] == line


def test_components_cap_floor_and_cutting_off_have_lines_of_their_own() -> None:
    assert lines(Decimal(50), Components(Decimal(45), Decimal(60)), policy=Policy(cap=Decimal(120))) == (
        "Realisasi: 45 ÷ 60 × 100 = 75",
        "75 ÷ 50 × 100 = 150",
        "Paling tinggi 120",
        "Dibulatkan ke 2 desimal (setengah ke atas): 120,00",
        "Predikat: 120,00 ≥ 91, Sangat Tinggi",
    )
    cut = Policy(negative=Negative.NOL, rounding=Rounding(0, RoundingMode.DIPOTONG))
    assert lines(Decimal(10), Decimal(-1), policy=cut)[1:] == (
        "Nilai negatif dihitung 0",
        "Dipotong pada 0 desimal: 0",
        "Predikat: 0 < 51, Sangat Rendah",
    )


@pytest.mark.parametrize(
    ("summary", "line", "year"),
    [
        (Summary.JUMLAH, "TW I 10 + TW II (-2) + TW IV 12,5 = 20,5", "20,5"),
        (Summary.RATA_RATA, "(TW I 10 + TW II (-2) + TW IV 12,5) ÷ 3 = 6,83, dibulatkan", "6,83"),
        (Summary.NILAI_TERAKHIR, "nilai triwulan terakhir, TW IV 12,5", "12,5"),
        (Summary.KUMULATIF, "kumulatif, yaitu nilai triwulan terakhir, TW IV 12,5", "12,5"),
    ],
)
def test_a_year_from_its_triwulan_can_be_reckoned_again(summary: Summary, line: str, year: str) -> None:
    quarters = OfTriwulan(summary, (1, 2, 4), (Decimal(10), Decimal(-2), Decimal("12.5")))
    first, second, *_ = lines(Decimal(100), quarters)
    assert first == f"Realisasi setahun: {line}"
    assert second.startswith(f"{year} ÷ 100 × 100 = ")


def test_what_cannot_be_measured_has_no_calculation() -> None:
    assert lines(Decimal(10), Missing(Reason.NOT_AVAILABLE)) == ()


def test_a_trace_that_was_told_without_its_inputs_keeps_the_lines_it_was_told_with() -> None:
    told = trace_of(measure(Decimal(3), Decimal(1), Method(NAIK, SCALE)))
    assert steps_of(replace(told, target=None, steps=("1 ÷ 3",))) == ("1 ÷ 3",)
    assert steps_of(told)[0] == "1 ÷ 3 × 100 = 33,333333…"
