"""What the figures of an LKjIP come to together: each sasaran, each unit, the instansi."""

from collections.abc import Sequence
from typing import Any

from shared.aggregates import capaian_text, counted_text, left_out_texts, predikat_text, way_text
from shared.events.evaluated import MeasuredAggregate


def totals(aggregates: Sequence[MeasuredAggregate]) -> dict[str, Any]:
    """`sasaran` by name, `units` as rows, and `instansi`, which is None for figures of before it was told."""
    of_kind = {kind: [each for each in aggregates if each.kind == kind] for kind in ("sasaran", "unit", "instansi")}
    return {
        "sasaran": {each.name: _cells(each) for each in of_kind["sasaran"]},
        "units": [[each.name, *_cells(each)] for each in of_kind["unit"]],
        "instansi": next((_cells(each) for each in of_kind["instansi"]), None),
        "way": way_text(aggregates),
        "left_out": left_out_texts(aggregates),
    }


def in_a_sentence(aggregates: Sequence[MeasuredAggregate]) -> str:
    """The figure of the instansi for the executive summary; empty where there is none."""
    found = next((each for each in aggregates if each.kind == "instansi" and each.capaian is not None), None)
    return f" Capaian kinerja instansi {capaian_text(found)} persen ({predikat_text(found)})." if found else ""


def _cells(each: MeasuredAggregate) -> list[str]:
    return [counted_text(each), capaian_text(each), predikat_text(each)]
