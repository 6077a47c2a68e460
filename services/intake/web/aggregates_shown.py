"""What a cycle's figures come to together, as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from shared.aggregate_steps import aggregate_steps, method_sentence
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


def aggregates_shown(aggregates: Iterable[MeasuredAggregate], cycle_id: UUID | None = None) -> AggregatesShown:
    """The instansi first, then sasaran and units; no rows for figures that were measured before it was told.

    With the cycle each capaian leads to its trace.
    """
    told = tuple(aggregates)
    rows = [_row(each, cycle_id) for each in sorted(told, key=lambda each: each.kind != "instansi")]
    return AggregatesShown(rows, way_text(told), left_out_texts(told))


def aggregates_json(aggregates: Iterable[MeasuredAggregate]) -> list[dict[str, Any]]:
    """The same for machines, decimals as strings, each with its method in words and its calculation written out."""
    return [_json(each) for each in aggregates]


def _json(each: MeasuredAggregate) -> dict[str, Any]:
    told = {"method": method_sentence(each), "steps": list(aggregate_steps(each))}
    return {**schema_of(MeasuredAggregate).dump(each), **told}


def instansi_line(aggregates: Iterable[MeasuredAggregate], cycle_id: UUID) -> Markup:
    """What the instansi came to, in a sentence that leads to its trace; empty for figures of before it was told."""
    found = next((each for each in aggregates if each.kind == "instansi"), None)
    if found is None:
        return Markup("")
    of = "sasaran" if found.way == "rata_rata_sasaran" else "indikator"
    told = (
        f"Capaian instansi {capaian_text(found)} persen ({predikat_text(found)}), {counted_text(found)} {of} dihitung."
    )
    link = Markup('{} <a class="govuk-link" href="{}">{}</a>')
    return link.format(
        told if found.capaian is not None else "Capaian instansi tidak dapat dihitung.",
        address_of(cycle_id, found.kind, found.name),
        aggregate_question(found),
    )


def title_of(each: MeasuredAggregate) -> str:
    """What it is the figure of."""
    return f"{_KINDS[each.kind]}{each.name}"


def aggregate_question(each: MeasuredAggregate) -> str:
    """What the page of the figure answers."""
    return "Mengapa tidak dapat diukur?" if each.capaian is None else f"Mengapa {capaian_text(each)}?"


def address_of(cycle_id: UUID, kind: str, name: str, revision: int | None = None) -> str:
    """The page of a figure, as it was measured last or in a measurement."""
    return url_for("aggregate_traces.page", cycle_id=cycle_id, kind=kind, nama=name or None, revisi=revision)


def _row(each: MeasuredAggregate, cycle_id: UUID | None) -> list[str]:
    capaian = _with_trace(each, cycle_id) if cycle_id else capaian_text(each)
    return [title_of(each), capaian, predikat_text(each), counted_text(each)]


def _with_trace(each: MeasuredAggregate, cycle_id: UUID) -> Markup:
    link = Markup(
        '{}<br><a class="govuk-link kinerja-why" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
    )
    address = address_of(cycle_id, each.kind, each.name)
    return link.format(capaian_text(each), address, aggregate_question(each), title_of(each))
