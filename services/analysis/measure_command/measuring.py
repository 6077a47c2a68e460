"""A table measured: every indicator with its findings, and what they come to together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.analysis.domain.aggregation import Averaging, Member, OfficeAggregates, aggregate, aggregate_office
from services.analysis.domain.budget import (
    Absorption,
    DifferenceEfficiency,
    Output,
    OutputEfficiency,
    absorption,
    by_difference,
    by_outputs,
    by_rest,
    together,
)
from services.analysis.domain.findings import Code, FigureRow, Finding, check_row
from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Measurement, Method, measure
from services.analysis.domain.policies import Policy
from services.analysis.domain.scales import Scale
from services.analysis.domain.targets import Missing
from services.analysis.measure_command.reading import Figures, read_figures
from services.analysis.measure_command.rows import TableRow
from shared.choices.ordinals import Ordinal


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """One indicator of the table with its result."""

    row: TableRow
    figures: Figures
    result: Measurement
    findings: tuple[Finding, ...]
    budget: Absorption

    @property
    def output(self) -> Output | None:
        """None where pagu, capaian or realisasi anggaran is not known."""
        pagu, capaian, spent = self.figures.pagu, self.result.counted, self.figures.spent
        return None if pagu is None or capaian is None or spent is None else Output(pagu, capaian, spent)


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """The aggregates of one periode; its name is empty where the table has none.

    `budget` counts known amounts; all three efficiencies rest on the `efficiency_of` indicators with amounts and a
    capaian. `saved` is percent, None where the target was not reached.
    """

    periode: str
    office: OfficeAggregates
    budget: Absorption
    difference: DifferenceEfficiency | None
    saved: Decimal | None
    outputs: OutputEfficiency | None
    efficiency_of: int


@dataclass(frozen=True, slots=True)
class MeasuredTable:
    """All of a table, by one scale and one policy."""

    scale: Scale
    policy: Policy
    lines: tuple[MeasuredLine, ...]
    totals: tuple[PeriodTotals, ...]


def measure_table(rows: Sequence[TableRow], ordinals: Sequence[Ordinal], scale: Scale, policy: Policy) -> MeasuredTable:
    """Every row in the order given. A row that cannot be measured stops no other."""
    lines = tuple(_measured(row, read_figures(row, ordinals), scale, policy) for row in rows)
    periods: dict[str, list[MeasuredLine]] = {}
    for line in lines:
        periods.setdefault(line.row.text("periode").casefold(), []).append(line)
    return MeasuredTable(scale, policy, lines, tuple(_totals(own, policy) for own in periods.values()))


def _measured(row: TableRow, figures: Figures, scale: Scale, policy: Policy) -> MeasuredLine:
    result = measure(figures.target, figures.realisasi, Method(figures.direction, scale, policy))
    return MeasuredLine(row, figures, result, _findings(row, figures), absorption(figures.pagu, figures.spent))


def _findings(row: TableRow, figures: Figures) -> tuple[Finding, ...]:
    target, realisasi = figures.target, figures.realisasi
    found = check_row(
        FigureRow(
            row=row.row,
            satuan=row.text("satuan"),
            target=None if not isinstance(target, Decimal) else target,
            realisasi=None if not isinstance(realisasi, Decimal) else realisasi,
            higher_is_better=None if figures.direction is None else figures.direction is Direction.NAIK,
            earlier=figures.earlier,
            pagu=figures.pagu,
            spent=figures.spent,
        )
    )
    # A predicate or a yes is a result, though no figure.
    has_result = not isinstance(realisasi, Decimal | Missing)
    return tuple(each for each in found if not (has_result and each.code is Code.SPENT_WITHOUT_RESULT))


def _totals(lines: Sequence[MeasuredLine], policy: Policy) -> PeriodTotals:
    is_weighted = any(line.figures.weight is not None for line in lines)
    averaging = Averaging.BERBOBOT if is_weighted else Averaging.RATA_RATA
    office = aggregate_office([_member(line) for line in lines], averaging, rounding=policy.rounding)
    budget = together(line.budget for line in lines)
    paid = [line for line in lines if line.budget.serapan is not None and line.result.counted is not None]
    of_paid = aggregate([_member(line) for line in paid], averaging, policy.rounding)
    serapan = together(line.budget for line in paid).serapan
    return PeriodTotals(
        lines[0].row.text("periode"),
        office,
        budget,
        by_difference(of_paid.capaian, serapan),
        by_rest(of_paid.exact, serapan),
        by_outputs(each for line in paid if (each := line.output)),
        len(paid),
    )


def _member(line: MeasuredLine) -> Member:
    return Member(
        name=line.row.text("indikator"),
        capaian=line.result.counted,
        reason=line.result.reason,
        weight=line.figures.weight,
        sasaran=line.row.text("sasaran"),
        unit=line.row.text("unit"),
    )
