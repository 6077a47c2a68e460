"""The money behind measured figures: of each indicator, and of several together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.analysis.domain.aggregation import Aggregate
from services.analysis.domain.budget import Absorption, Output, absorption, by_difference, by_outputs, by_rest, together
from services.analysis.domain.measurement import Measurement
from shared.events.budgets import MeasuredBudget


@dataclass(frozen=True, slots=True)
class Spending:
    """Pagu and realisasi anggaran of one indicator, None where not known, with its measurement."""

    pagu: Decimal | None
    spent: Decimal | None
    measured: Measurement

    @property
    def absorption(self) -> Absorption:
        """How much was used. Raises TooLong."""
        return absorption(self.pagu, self.spent)

    @property
    def output(self) -> Output | None:
        """None where one of the three is not known."""
        if self.pagu is None or self.spent is None or self.measured.counted is None:
            return None
        return Output(self.pagu, self.measured.counted, self.spent)


def is_paid(spending: Spending) -> bool:
    """Whether money and capaian are known, so that one can be held against the other."""
    return spending.output is not None and spending.absorption.serapan is not None


def budget_of(spending: Spending) -> MeasuredBudget | None:
    """That of one indicator; None where it has no pagu. Raises TooLong."""
    return _budget(spending.absorption, [spending], spending.measured.capaian, spending.measured.counted)


def budget_together(members: Sequence[Spending], paid: Aggregate) -> MeasuredBudget | None:
    """Of all whose pagu and realisasi anggaran are known; None where there is none.

    `paid` is what those with money and capaian come to: what is efficient is said of them alone. Raises TooLong.
    """
    used = together(each.absorption for each in members)
    return _budget(used, [each for each in members if is_paid(each)], paid.capaian, paid.exact)


def _budget(
    used: Absorption, paid: Sequence[Spending], capaian: Decimal | None, exact: Decimal | None
) -> MeasuredBudget | None:
    if used.pagu is None:
        return None
    serapan = together(each.absorption for each in paid).serapan
    difference = by_difference(capaian, serapan)
    outputs = by_outputs(each.output for each in paid if each.output)
    return MeasuredBudget(
        pagu=used.pagu,
        spent=used.realisasi,
        serapan=used.serapan,
        sisa=used.sisa,
        points=difference.points if difference else None,
        word=difference.word if difference else None,
        saved=by_rest(exact, serapan),
        value=outputs.value if outputs else None,
    )
