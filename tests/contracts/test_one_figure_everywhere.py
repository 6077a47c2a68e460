"""One golden file for every place a capaian is shown: command line, event, page, API and paper. A figure that differs
between two of them differs from the file in one.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Method, measure
from services.analysis.domain.policies import Policy
from services.analysis.domain.targets import Missing, Realisasi
from services.analysis.domain.trace import trace_of
from services.analysis.domain.written import read_realisasi, read_target
from services.analysis.measure_command.__main__ import main
from services.analysis.measuring import measured_indicator, measured_values
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from services.documents.domain.lkjip import Figure
from services.documents.papers import lkjip_model
from services.documents.papers.figures import row as printed_row
from services.documents.rendering import render
from services.intake.figures_form import read_figures
from services.intake.models import CycleIndicatorRecord
from services.intake.web.figures_shown import measured_json, table_row
from shared.choices.ordinal_files import load_ordinals
from shared.events.parts import IndicatorValue, MeasuredIndicator
from tests.paper_builder import lkjip

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "measurement_vectors.json").read_text("utf-8"))["vectors"]
EACH = pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
SCALES, ORDINALS = load_scales(), load_ordinals()
FIGURE = (
    *("sasaran", "unit", "indikator", "satuan", "direction", "target", "target_text", "realisasi", "provisional"),
    *("realisasi_text", "capaian", "predikat", "reason_text", "explanation"),
)
OUTCOME = ("formula", "capaian", "predikat", "reason")


@EACH
def test_the_domain_measures_what_the_file_says(vector: dict[str, Any]) -> None:
    policy = Policy(cap=Decimal(vector["cap"]) if vector["cap"] else None)
    found = measure(
        read_target(vector["target"], vector["satuan"], ORDINALS),
        read_realisasi(vector["realisasi"], vector["satuan"], ORDINALS),
        Method(Direction(vector["arah"]), SCALES[vector["scale"]], policy),
    )
    told = trace_of(found)
    assert (None if told.exact is None else format(told.exact, "f")) == vector["exact"]
    assert (told.formula.id if told.formula else None) == vector["formula"]
    assert (None if told.capaian is None else format(told.capaian, "f")) == vector["capaian"]
    assert (told.predikat, told.reason) == (vector["predikat"], vector["reason"])


def command_line(tmp_path: Path, vectors: Iterable[dict[str, Any]], *options: str) -> int:
    """The vectors as a table of an office, measured."""
    lines = ["unit;sasaran;indikator;satuan;arah;target;realisasi"]
    lines += [
        ";".join(("Seksi A", "Sasaran", *(vector[name] for name in ("name", "satuan", "arah", "target", "realisasi"))))
        for vector in vectors
    ]
    file = tmp_path / "vektor.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return main([str(file), *options])


@pytest.mark.parametrize("cap", [None, "100", "120", "150"])
@pytest.mark.parametrize("scale", [DEFAULT_SCALE, "jabar_2016"])
def test_the_command_line_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cap: str | None, scale: str
) -> None:
    asked = [vector for vector in VECTORS if (vector["cap"], vector["scale"]) == (cap, scale)]
    if not asked:
        return
    options = ("--scale", scale, "--cap", cap or "none")
    assert command_line(tmp_path, asked, *options, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [[row[name] for name in OUTCOME] for row in told] == [[vector[name] for name in OUTCOME] for vector in asked]
    assert command_line(tmp_path, asked, *options) == 0
    lines = capsys.readouterr().out.splitlines()
    for vector, line in zip(asked, lines, strict=False):
        shown = f"capaian {vector['printed']} ({vector['predikat']})" if vector["printed"] else "tidak dapat diukur"
        assert shown in line


@dataclass(frozen=True)
class Told:
    """A vector as the event tells it."""

    vector: dict[str, Any]
    row: MeasuredIndicator


def told_by_events() -> list[Told]:
    """What a unit's form takes (a number, an answer to a target in words, or none), by the office's default policy."""
    found = []
    for number, vector in enumerate(VECTORS, start=1):
        realisasi = read_realisasi(vector["realisasi"], vector["satuan"], ORDINALS)
        is_doubtful = isinstance(realisasi, Missing) and realisasi.reason in {"ambiguous", "text"}
        if vector["cap"] or vector["scale"] != DEFAULT_SCALE or is_doubtful:
            continue
        value = typed_in_the_form(number, vector, realisasi)
        (measured,) = measured_values([value], SCALES[DEFAULT_SCALE])
        found.append(Told(vector, measured_indicator("Seksi A", value, measured)))
    return found


def typed_in_the_form(number: int, vector: dict[str, Any], realisasi: Realisasi) -> IndicatorValue:
    target = read_target(vector["target"], vector["satuan"], ORDINALS)
    asked = CycleIndicatorRecord(
        code=f"IK-{number:02}",
        row=number,
        sasaran="Sasaran",
        indikator=vector["name"],
        satuan=vector["satuan"],
        direction=vector["arah"],
        target=target if isinstance(target, Decimal) else None,
        target_text=vector["target"],
        last_value="",
    )
    part, text = (
        ("alasan", _absence(realisasi)) if isinstance(realisasi, Missing) else ("realisasi", vector["realisasi"])
    )
    figures = read_figures([asked], {f"{part}-{asked.code}": text})
    assert not figures.errors
    return figures.values[0]


def _absence(realisasi: Missing) -> str:
    return "tidak_berlaku" if realisasi.reason == "not_applicable" else "belum_ada"


TOLD = told_by_events()
EACH_TOLD = pytest.mark.parametrize("told", TOLD, ids=[told.vector["name"] for told in TOLD])


def test_most_vectors_can_come_from_a_unit_s_form_also_those_in_words() -> None:
    assert len(TOLD) > len(VECTORS) * 3 / 4
    assert {told.row.realisasi_text for told in TOLD} == {"", "WDP", "BB", "Ya", "Tidak", "> 125"}


@EACH_TOLD
def test_the_event_and_the_api_say_the_same(told: Told) -> None:
    (row,) = measured_json([told.row], [])
    assert [row[name] for name in OUTCOME[1:]] == [told.vector[name] for name in OUTCOME[1:]]
    assert row["capaian_exact"] == told.vector["exact"]
    assert row["realisasi_text"] == (told.vector["realisasi"] if row["realisasi"] is None and not row["reason"] else "")


@EACH_TOLD
def test_the_page_and_the_paper_s_table_say_the_same(told: Told) -> None:
    *_, realisasi, capaian, words = table_row(told.row)
    paper = printed_row(1, figure(told.row))
    assert realisasi == paper["realisasi"]
    assert told.row.realisasi_text in realisasi
    assert (paper["capaian"] or None) == told.vector["printed"]
    assert (capaian if told.vector["printed"] else None) == told.vector["printed"]
    assert words == (told.vector["predikat"] or f"Tidak dapat diukur: {told.row.reason_text}")
    assert paper["predikat"] == (told.vector["predikat"] or "")
    assert bool(paper["reason"]) == (told.vector["printed"] is None)


def figure(row: MeasuredIndicator) -> Figure:
    """The row as documents keeps it."""
    return Figure(**{name: getattr(row, name) for name in FIGURE})


@cache
def pdf_text() -> str:
    report = lkjip(*(figure(told.row) for told in TOLD))
    pdf = render("lkjip.typ", lkjip_model(report), datetime(2026, 2, 3, 3, 15, tzinfo=UTC))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@EACH_TOLD
def test_the_pdf_prints_the_same(told: Told) -> None:
    if told.vector["printed"]:
        assert told.vector["printed"] in pdf_text()
    assert told.row.realisasi_text in pdf_text()
