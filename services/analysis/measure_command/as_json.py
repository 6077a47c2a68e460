"""The rows of a measured table for machines: decimals are strings, and what is not known is null."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from services.analysis.domain.budget import by_difference, by_outputs, by_rest
from services.analysis.domain.findings import Finding
from services.analysis.domain.targets import Components, Limit, Missing, OfTriwulan, Realisasi, Target, YesNo, Zone
from services.analysis.measure_command.measuring import MeasuredLine, MeasuredTable
from services.analysis.measure_command.reading import Refused
from shared.choices.ordinals import Level


def json_rows(table: MeasuredTable) -> Iterator[dict[str, Any]]:
    """One object a row, in the order of the file; docs/measure.md names its fields."""
    for line in table.lines:
        yield {**_of_row(line), **_of_result(line), **_of_budget(line), **_of_doubts(line)}


def _of_row(line: MeasuredLine) -> dict[str, Any]:
    row = line.row
    return {
        "unit": row.text("unit"),
        "row": row.row,
        "line": row.line,
        "sheet": row.sheet or None,
        "sasaran": row.text("sasaran"),
        "indikator": row.text("indikator"),
        "satuan": row.text("satuan"),
        "arah": line.figures.direction,
        "periode": row.text("periode") or None,
        "target_text": row.text("target"),
        "realisasi_text": row.text("realisasi"),
    }


def _of_result(line: MeasuredLine) -> dict[str, Any]:
    result = line.result
    return {
        "target": value_text(line.figures.target),
        "realisasi": value_text(line.figures.realisasi),
        "capaian": _figure(result.capaian),
        "capaian_exact": _figure(result.uncapped),
        "predikat": result.predikat,
        "formula": result.formula.id if result.formula else None,
        "formula_text": result.formula.text if result.formula else None,
        "formula_source": result.formula.source if result.formula else None,
        "scale": result.method.scale.id,
        "cap": _figure(result.method.policy.cap),
        "reason": result.reason,
        "reason_text": result.reason_sentence,
    }


def _of_budget(line: MeasuredLine) -> dict[str, Any]:
    return {
        "bobot": _figure(line.figures.weight),
        "pagu": _figure(line.figures.pagu),
        "anggaran_realisasi": _figure(line.figures.spent),
        "serapan": _figure(line.budget.serapan),
        "efisiensi": _efficiency(line),
    }


def _efficiency(line: MeasuredLine) -> dict[str, Any] | None:
    found = by_difference(line.result.capaian, line.budget.serapan)
    if found is None:
        return None
    rest = by_rest(line.result.counted, line.budget.serapan)
    outputs = by_outputs([line.output] if line.output else [])
    return {
        "selisih": _figure(found.points),
        "sebutan": found.word,
        "sisa": _figure(rest),
        "keluaran": _figure(outputs.value if outputs else None),
    }


def _of_doubts(line: MeasuredLine) -> dict[str, Any]:
    return {
        "findings": [_finding(found) for found in line.findings],
        "refused": [_refused(line, refused) for refused in line.figures.refused],
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity,
        "row": found.cell.row,
        "column": found.cell.column,
        "sentence": found.sentence,
    }


def _refused(line: MeasuredLine, refused: Refused) -> dict[str, Any]:
    return {
        "row": line.row.row,
        "line": line.row.line,
        "column": refused.column,
        "text": refused.text,
        "readings": [_figure(reading) for reading in refused.readings],
        "sentence": refused.sentence,
    }


def value_text(value: Target | Realisasi) -> str | None:
    """A target or a realisasi with its decimals as JSON has them; None where there is none."""
    match value:
        case Decimal():
            return _figure(value)
        case Zone(lower, upper):
            return f"{_figure(lower)}–{_figure(upper)}"
        case Limit(comparison, bound):
            return f"{comparison} {_figure(bound)}"
        case Level(word=word) | YesNo(word=word):
            return word
        case Components() | OfTriwulan():
            return _figure(value.value)
        case Missing():
            return None


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
