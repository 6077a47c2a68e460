"""Results for the evaluation: an indicator that was exceeded, changed as a test needs it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from services.analysis.domain.evaluation import (
    EarlierResult,
    IndicatorResult,
    Program,
    SasaranResult,
    Sentence,
    evaluate,
)


def indicator(**changed: Any) -> IndicatorResult:
    plain = IndicatorResult(
        code="IK-01",
        unit="Seksi Pelayanan",
        indikator="Indeks kepuasan",
        satuan="%",
        higher_is_better=True,
        target=Decimal(80),
        realisasi=Decimal(88),
        capaian=Decimal("110.00"),
    )
    return replace(plain, **changed)


def years(*realisasi: str | None, capaian: str | None = None) -> tuple[EarlierResult, ...]:
    """Earlier years from 2024 backwards; `capaian` is that of the first."""
    figures = [None if each is None else Decimal(each) for each in realisasi]
    first = None if capaian is None else Decimal(capaian)
    return tuple(
        EarlierResult(year=str(2024 - back), realisasi=each, capaian=None if back else first)
        for back, each in enumerate(figures)
    )


def said(result: IndicatorResult, *programs: Program) -> dict[str, Sentence]:
    told = evaluate(SasaranResult(sasaran="Meningkatnya layanan", indicators=(result,), programs=programs))
    return {sentence.template: sentence for part in told.parts for sentence in part.sentences}


def money(pagu: str, spent: str) -> dict[str, Any]:
    return {"pagu": Decimal(pagu), "spent": Decimal(spent)}
