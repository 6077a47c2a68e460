"""What is told of figures as events carry them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.measurement import Measurement
from services.analysis.domain.reasons import Absence, Reason
from services.analysis.measuring import measured_indicator, measured_values
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.events.parts import IndicatorValue

SCALE = load_scales()[DEFAULT_SCALE]


def value(target: str | None, realisasi: str | None, **changed: str) -> IndicatorValue:
    return IndicatorValue(
        code=changed.get("code", "I-1"),
        row=1,
        sasaran="Sasaran",
        indikator="Indikator",
        satuan="%",
        direction=changed.get("direction", "naik"),
        target=None if target is None else Decimal(target),
        target_text=changed.get("target_text", target or ""),
        realisasi=None if realisasi is None else Decimal(realisasi),
        provisional=False,
        reason=None if realisasi is not None else changed.get("reason", Absence.BELUM_ADA),
        explanation="",
    )


def measured(target: str | None, realisasi: str | None, **changed: str) -> Measurement:
    (found,) = measured_values([value(target, realisasi, **changed)], SCALE)
    return found


def test_a_row_carries_the_printed_figure_the_exact_one_and_the_word() -> None:
    told = measured_indicator("Seksi A", value("84.75", "88.95"), measured("84.75", "88.95"))
    assert told.capaian == Decimal("104.96")
    assert told.capaian_exact == Decimal("104.9557522123893805309734513")
    assert (told.predikat, told.reason, told.reason_text) == ("Sangat Tinggi", None, None)


def test_the_predikat_belongs_to_the_figure_the_reader_sees() -> None:
    found = measured("1000000", "909960")
    assert (str(found.capaian), found.predikat) == ("91.00", "Sangat Tinggi")


def test_a_row_without_capaian_has_a_reason_and_no_predikat() -> None:
    told = measured_indicator("Seksi A", value("0", "37.5"), measured("0", "37.5"))
    assert (told.capaian, told.capaian_exact, told.predikat) == (None, None, None)
    assert (told.reason, told.reason_text) == (Reason.ZERO_TARGET, Reason.ZERO_TARGET.sentence)


def test_rows_keep_their_order() -> None:
    values = [value("1", None, code="b"), value("3", "2", code="a"), value(None, "2", code="c", target_text="WTP")]
    assert [found.target for found in measured_values(values[:2], SCALE)] == [1, 3]
    assert len(measured_values(values, SCALE)) == 3


@pytest.mark.parametrize(
    ("target", "text", "realisasi", "reason", "words"),
    [
        (None, "", "1", Reason.EMPTY, "Target belum ditetapkan."),
        (None, "  ", "1", Reason.EMPTY, "Target belum ditetapkan."),
        (None, "-", "1", Reason.NOT_AVAILABLE, "Target belum tersedia."),
        (None, "< inflasi nasional", "1", Reason.TEXT, "Target berupa teks, bukan angka."),
        (None, "WTP", "1", Reason.TEXT, "Target dan realisasi tidak sejenis"),
        (None, "98.00", "1", Reason.AMBIGUOUS, "Target dapat dibaca"),
        (None, "90-80", "85", Reason.INVALID_RANGE, "Batas bawah"),
        ("10", "10", None, Reason.NOT_AVAILABLE, "Data realisasi belum tersedia."),
        ("0", "0", None, Reason.NOT_AVAILABLE, "Data realisasi belum tersedia."),
    ],
)
def test_what_cannot_be_measured_says_why(
    target: str | None, text: str, realisasi: str | None, reason: Reason, words: str
) -> None:
    found = measured(target, realisasi, target_text=text)
    assert found.reason is reason
    assert (found.reason_sentence or "").startswith(words)


def test_what_does_not_apply_needs_no_target() -> None:
    assert measured(None, None, reason=Absence.TIDAK_BERLAKU).reason is Reason.NOT_APPLICABLE


@pytest.mark.parametrize(("text", "realisasi", "capaian"), [("80-90", "85", "100"), ("≥ 80 %", "79,9", "0")])
def test_a_target_in_words_is_measured_where_the_words_are_clear(text: str, realisasi: str, capaian: str) -> None:
    assert measured(None, realisasi.replace(",", "."), target_text=text).capaian == Decimal(capaian)


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
    assert str(measured(target, realisasi).capaian) == printed


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.integers(1, 10**6))
def test_the_exact_figure_has_28_significant_digits(realisasi: Decimal, target: int) -> None:
    shown, fraction = measured(str(target), str(realisasi)).uncapped, Fraction(realisasi) / target * 100
    assert shown is not None
    assert len(shown.as_tuple().digits) <= 28
    assert abs(Fraction(shown) - fraction) <= abs(fraction) * Fraction(1, 2 * 10**27)
