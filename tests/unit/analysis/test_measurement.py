from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.formulas import Absence, Direction, Reason
from services.analysis.domain.measurement import Row, measure_rows
from services.analysis.scale_files import DEFAULT_SCALE, load_scales

SCALE = load_scales()[DEFAULT_SCALE]


def row(target: str | None, realisasi: str | None, direction: Direction = Direction.NAIK, **changed: str) -> Row:
    return Row(
        code=changed.get("code", "I-1"),
        target=None if target is None else Decimal(target),
        target_text=changed.get("target_text", target or ""),
        realisasi=None if realisasi is None else Decimal(realisasi),
        absence=None if realisasi is not None else Absence.BELUM_ADA,
        direction=direction,
    )


def test_a_row_carries_the_printed_figure_the_exact_one_and_the_word() -> None:
    (measured,) = measure_rows([row("84.75", "88.95")], SCALE)
    assert measured.capaian == Decimal("104.96")
    assert measured.capaian_exact == Decimal("104.9557522123893805309734513")
    assert (measured.predikat, measured.reason) == ("Sangat Tinggi", None)


def test_the_predikat_belongs_to_the_figure_the_reader_sees() -> None:
    (measured,) = measure_rows([row("1000000", "909960")], SCALE)
    assert (str(measured.capaian), measured.predikat) == ("91.00", "Sangat Tinggi")


def test_a_row_without_capaian_has_a_reason_and_no_predikat() -> None:
    (measured,) = measure_rows([row("0", "37.5")], SCALE)
    assert (measured.capaian, measured.capaian_exact, measured.predikat) == (None, None, None)
    assert measured.reason is Reason.ZERO_TARGET


def test_rows_keep_their_order() -> None:
    rows = [row("1", None, code="b"), row("3", "2", code="a"), row(None, "2", code="c", target_text="WTP")]
    assert [each.row.code for each in measure_rows(rows, SCALE)] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("target", "realisasi", "printed"),
    [
        ("1000", "89.95", "9.00"),
        ("1000", "-89.95", "-9.00"),
        ("3", "261.80001", "8726.67"),
        ("3", "-0.0001", "0.00"),
        ("3", "3", "100.00"),
    ],
)
def test_a_capaian_has_two_places_rounded_half_up_away_from_zero(target: str, realisasi: str, printed: str) -> None:
    (measured,) = measure_rows([row(target, realisasi)], SCALE)
    assert str(measured.capaian) == printed


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.integers(1, 10**6))
def test_the_exact_figure_has_28_significant_digits(realisasi: Decimal, target: int) -> None:
    (measured,) = measure_rows([row(str(target), str(realisasi))], SCALE)
    shown, value = measured.capaian_exact, Fraction(realisasi) / target * 100
    assert shown is not None
    assert len(shown.as_tuple().digits) <= 28
    assert abs(Fraction(shown) - value) <= abs(value) * Fraction(1, 2 * 10**27)
