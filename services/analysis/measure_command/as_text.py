"""The rows of a measured table for people: one line an indicator, then what they come to together."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from services.analysis.domain.aggregation import Aggregate, Averaging, LeftOut, Omitted
from services.analysis.domain.budget import Absorption
from services.analysis.domain.exact import rounded
from services.analysis.domain.scales import Scale
from services.analysis.domain.targets import Missing
from services.analysis.measure_command.lines import NOTHING
from services.analysis.measure_command.measuring import MeasuredLine, MeasuredTable, PeriodTotals
from shared.numbers import format_id

_UNMEASURED = "tidak dapat diukur"


def text_lines(table: MeasuredTable) -> Iterator[str]:
    """One line an indicator."""
    width = len(str(len(table.lines)))
    for line in table.lines:
        yield f"{line.row.row:>{width}}. {_indicator(line)}"


def refused_lines(table: MeasuredTable) -> Iterator[str]:
    """One line a refused cell: where it stands, and what it could mean."""
    for line in table.lines:
        yield from _refusals(line)


def total_lines(table: MeasuredTable) -> Iterator[str]:
    """The aggregates of every periode: sasaran, units, the office, the budget."""
    for totals in table.totals:
        of_period = f" periode {totals.periode}" if totals.periode else ""
        yield f"Rekapitulasi{of_period} (skala: {table.scale.name})"
        yield from _of_groups("Sasaran", totals.office.sasaran, table.scale)
        yield from _of_groups("Unit", totals.office.unit, table.scale)
        yield f"  Instansi: {_aggregate(totals.office.instansi, table.scale)}"
        yield from _of_budget(totals)


def _indicator(line: MeasuredLine) -> str:
    row, result = line.row, line.result
    owner = f" ({row.text('unit')})" if row.text("unit") else ""
    period = f" [{row.text('periode')}]" if row.text("periode") else ""
    given = f"target {_given(line, 'target')}, realisasi {_given(line, 'realisasi')}"
    found = f"{_result(line)}; {given}"
    rounding = result.method.policy.rounding
    if result.uncapped is not None and result.method.policy.cap is not None:
        found += f", sebelum dibatasi {format_id(rounded(result.uncapped, rounding.step, rounding.name))}"
    notes = [*_refusals(line), *(each.sentence for each in line.findings)]
    return f"{row.text('indikator')}{owner}{period}: {found}" + (f" | {' '.join(notes)}" if notes else "")


def _refusals(line: MeasuredLine) -> Iterator[str]:
    sheet = f", lembar {line.row.sheet}" if line.row.sheet else ""
    for refused in line.figures.refused:
        place = f"Baris data {line.row.row} (baris {line.row.line} berkas{sheet})"
        yield f"{place}, kolom {refused.column}: {refused.sentence}"


def _given(line: MeasuredLine, key: str) -> str:
    cell = line.row.cells.get(key, NOTHING)
    bounds = [line.row.text(bound) for bound in ("batas_bawah", "batas_atas")]
    if key == "target" and any(bounds) and not isinstance(line.figures.target, Missing | Decimal):
        return "–".join(bound or "…" for bound in bounds)
    return cell.text or ("rumus tanpa hasil" if cell.refusal else "kosong")


def _result(line: MeasuredLine) -> str:
    result = line.result
    if result.capaian is None:
        return f"{_UNMEASURED} ({result.reason_sentence})"
    formula = result.formula.id if result.formula else ""
    return f"capaian {format_id(result.capaian)} ({result.predikat}), rumus {formula}"


def _of_groups(title: str, groups: Mapping[str, Aggregate], scale: Scale) -> Iterator[str]:
    for name, aggregate in groups.items():
        yield f"  {title} {name}: {_aggregate(aggregate, scale)}"


def _aggregate(aggregate: Aggregate, scale: Scale) -> str:
    left_out = "; ".join(map(_left_out, aggregate.left_out))
    rest = f"; tidak dihitung: {left_out}" if left_out else ""
    if aggregate.capaian is None:
        return f"{_UNMEASURED}{rest}"
    how = "rata-rata berbobot" if aggregate.averaging is Averaging.BERBOBOT else "rata-rata"
    predikat = scale.predikat(aggregate.capaian)
    return f"{format_id(aggregate.capaian)} ({predikat}), {how} {len(aggregate.counted)} indikator{rest}"


def _left_out(left_out: LeftOut) -> str:
    return f"{left_out.name} (tanpa bobot)" if left_out.reason is Omitted.NO_WEIGHT else left_out.name


def _of_budget(totals: PeriodTotals) -> Iterator[str]:
    budget = totals.budget
    if budget.pagu is None or budget.realisasi is None:
        return
    yield f"  Anggaran: {_money(budget)}"
    of = f"{totals.efficiency_of} indikator"
    if found := totals.difference:
        yield f"  Efisiensi (capaian − serapan, {of}): {format_id(found.points)} poin, {found.word.lower()}"
    if totals.saved is not None:
        yield f"  Efisiensi (anggaran yang tidak terpakai, {of}): {format_id(totals.saved)}%"
    if outputs := totals.outputs:
        yield f"  Efisiensi keluaran (PMK 214/2017, {of}): E {format_id(outputs.raw)}, NE {format_id(outputs.value)}"


def _money(budget: Absorption) -> str:
    pagu, spent = (format_id(value) for value in (budget.pagu, budget.realisasi) if value is not None)
    serapan = "tidak dapat dihitung" if budget.serapan is None else f"{format_id(budget.serapan)}%"
    above = "; realisasi melebihi pagu" if budget.is_above_pagu else ""
    return f"pagu Rp{pagu}, realisasi Rp{spent}, serapan {serapan}{above}"
