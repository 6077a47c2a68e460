"""Triwulan as events carry them, measured: from wire values to the domain's and back."""

from services.analysis.domain.measurement import Method, measure
from services.analysis.domain.periods import PeriodFigures, Triwulan, figures
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import Missing, OfTriwulan
from shared.events.parts import IndicatorValue
from shared.events.periods import MeasuredTriwulan, TriwulanFigure
from shared.triwulan import Summary, year_of


def of_triwulan(value: IndicatorValue) -> OfTriwulan | None:
    """The year's realisasi as its triwulan give it; None where it does not follow from them."""
    if not value.summary or year_of(Summary(value.summary), [each.realisasi for each in value.triwulan]) is None:
        return None
    known = [(each.number, each.realisasi) for each in value.triwulan if each.realisasi is not None]
    found = OfTriwulan(Summary(value.summary), tuple(at for at, _ in known), tuple(figure for _, figure in known))
    return found if found.value == value.realisasi else None


def measured_triwulan(figure: TriwulanFigure, method: Method) -> MeasuredTriwulan:
    """One triwulan against its own target. Not yet measured is a reason, not zero."""
    realisasi = Missing(Reason.NOT_AVAILABLE) if figure.realisasi is None else figure.realisasi
    found = measure(figure.target, realisasi, method)
    return MeasuredTriwulan(
        number=figure.number,
        target=figure.target,
        realisasi=figure.realisasi,
        capaian=found.capaian,
        reason=found.reason,
    )


def quarters_of(value: IndicatorValue) -> PeriodFigures:
    """Which of the triwulan with a target are missing, and which fall where they are running totals."""
    summary = Summary(value.summary or Summary.NILAI_TERAKHIR)
    return figures(summary, [Triwulan(each.number, each.target, each.realisasi) for each in value.triwulan])
