"""What a cycle's figures come to together, as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shared.aggregates import capaian_text, counted_text, left_out_texts, predikat_text, way_text
from shared.events.evaluated import MeasuredAggregate
from shared.events.wire import schema_of

_KINDS = {"sasaran": "Sasaran: ", "unit": "Unit: ", "instansi": "Instansi"}


@dataclass(frozen=True, slots=True)
class AggregatesShown:
    """Rows of name, capaian, predikat and how many count; how it was done; what does not count and why."""

    rows: list[list[str]]
    way: str
    left_out: list[str]


def aggregates_shown(aggregates: Iterable[MeasuredAggregate]) -> AggregatesShown:
    """The instansi first, then sasaran and units; no rows for figures that were measured before it was told."""
    told = tuple(aggregates)
    rows = [_row(each) for each in sorted(told, key=lambda each: each.kind != "instansi")]
    return AggregatesShown(rows, way_text(told), left_out_texts(told))


def aggregates_json(aggregates: Iterable[MeasuredAggregate]) -> Any:
    """The same for machines, decimals as strings."""
    return schema_of(MeasuredAggregate).dump(aggregates, many=True)


def _row(each: MeasuredAggregate) -> list[str]:
    return [f"{_KINDS[each.kind]}{each.name}", capaian_text(each), predikat_text(each), counted_text(each)]
