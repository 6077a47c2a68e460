from dataclasses import replace
from decimal import Decimal

from services.analysis.recalculation import changes_between
from shared.events.parts import MeasuredIndicator
from shared.events.periods import MeasuredTriwulan

ROW = MeasuredIndicator(
    code="IK-01",
    row=1,
    unit="Seksi A",
    sasaran="Sasaran",
    indikator="Indikator",
    satuan="%",
    direction="naik",
    target=None,
    target_text="",
    realisasi=Decimal(5),
    provisional=False,
    explanation="",
    capaian=None,
    capaian_exact=None,
    predikat=None,
    reason="empty",
    reason_text="Target belum ditetapkan.",
)


def test_every_changed_figure_is_named_with_what_it_was() -> None:
    changed = replace(ROW, target=Decimal(10), capaian=Decimal("50.00"), predikat="Sangat Rendah", reason=None)
    (told,) = changes_between([ROW], [changed])
    assert told == (
        "IK-01 (Seksi A): target tidak ada menjadi 10, capaian tidak ada menjadi 50,00,"
        " predikat tidak ada menjadi Sangat Rendah."
    )


def test_a_row_that_comes_or_goes_is_named() -> None:
    other = replace(ROW, unit="Seksi B")
    assert changes_between([ROW], [other]) == ("IK-01 (Seksi A): tidak lagi diukur.", "IK-01 (Seksi B): baru diukur.")


def test_that_nothing_changed_is_said() -> None:
    assert changes_between([ROW], [replace(ROW, explanation="Baru")]) == ("Tidak ada angka yang berubah.",)


def test_a_triwulan_that_changed_is_named_even_where_the_year_stands() -> None:
    before, after = (
        replace(ROW, triwulan=(MeasuredTriwulan(number=2, target=Decimal(10), realisasi=realisasi, capaian=None),))
        for realisasi in (None, Decimal(7))
    )
    assert changes_between([before], [after]) == ("IK-01 (Seksi A): realisasi TW II tidak ada menjadi 7.",)
    assert changes_between([ROW], [after]) == ("Tidak ada angka yang berubah.",)
