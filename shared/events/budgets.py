"""The money behind measured figures, as events carry it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredBudget:
    """Pagu and realisasi anggaran of an indicator, or of several together, in Rupiah, and what follows in percent.

    `spent` is None while it is not known, and what follows from it with it. `serapan` is spent ÷ pagu; `sisa` is
    negative above the pagu. Efficiency in three ways (`services.analysis.domain.budget`): `points` is capaian − serapan
    with its `word`; `saved` the share that a reached target did not need; `value` is NE, of outputs
    (PMK 214/PMK.02/2017).
    """

    pagu: Decimal
    spent: Decimal | None = None
    serapan: Decimal | None = None
    sisa: Decimal | None = None
    points: Decimal | None = None
    word: str | None = None
    saved: Decimal | None = None
    value: Decimal | None = None
