"""The golden file's years of triwulan: form, measurement, trace, page, API, paper and command line say the same."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from services.analysis.measure_command.__main__ import main
from services.analysis.measuring import measured_indicator, measured_values
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from services.documents.domain.lkjip import Figure
from services.documents.papers import lkjip_model
from services.documents.papers.quarters import quarters
from services.documents.rendering import render
from services.intake.figures_form import read_figures
from services.intake.models import CycleIndicatorRecord
from services.intake.web.figures_shown import measured_json, table_row
from services.intake.web.triwulan_shown import triwulan_rows
from shared.events.parts import MeasuredIndicator
from shared.numbers import format_id, parse_id
from shared.trace_steps import steps_of
from tests.paper_builder import figure, lkjip

FILE = Path(__file__).parents[1] / "data" / "measurement_vectors.json"
VECTORS = json.loads(FILE.read_text("utf-8"))["triwulan"]
SCALE = load_scales()[DEFAULT_SCALE]


def asked(vector: dict[str, Any]) -> CycleIndicatorRecord:
    targets = {f"tw{at}": text for at, text in enumerate(vector["targets"], start=1) if text}
    return CycleIndicatorRecord(
        id=uuid4(),
        cycle_id=uuid4(),
        unit_id=uuid4(),
        code="IK-01",
        row=1,
        sasaran="Sasaran",
        indikator="Indikator",
        satuan="Nilai",
        direction="naik",
        target=parse_id(vector["target"]).value,
        target_text=vector["target"],
        last_value="",
        source="",
        details={**targets, "tw_summary": vector["name"]},
    )


def measured(vector: dict[str, Any]) -> MeasuredIndicator:
    """The row as it is typed, read, measured and told."""
    typed = {f"tw{at}-IK-01": text or "" for at, text in enumerate(vector["realisasi"], start=1)}
    (value,) = read_figures([asked(vector)], typed).values
    (found,) = measured_values([value], SCALE)
    return measured_indicator("Seksi A", value, found)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_a_year_of_triwulan_is_the_same_everywhere(vector: dict[str, Any]) -> None:
    row = measured(vector)
    assert list(table_row(row)[3:5]) == vector["printed"]
    assert row.trace is not None
    assert steps_of(row.trace)[0] == vector["line"]
    assert [cells[-1] for cells in triwulan_rows([row])] == vector["each"]
    (printed,) = quarters([figure(triwulan=row.triwulan)])
    asked_for = [at for at, text in enumerate(vector["targets"]) if text]
    assert [printed["capaian"][at] for at in asked_for] == vector["each"]
    assert [printed["target"][at] for at in asked_for] == [vector["targets"][at] for at in asked_for]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_api_says_the_same(vector: dict[str, Any]) -> None:
    (told,) = measured_json([measured(vector)], [])
    realisasi, capaian = vector["printed"]
    assert (parse_id(realisasi).value, parse_id(capaian).value) == (
        Decimal(told["realisasi"]),
        Decimal(told["capaian"]),
    )
    each = ["–" if at["capaian"] is None else format_id(Decimal(at["capaian"])) for at in told["triwulan"]]
    assert each == vector["each"]
    assert told["trace"]["steps"][0] == vector["line"]


def test_the_pdf_prints_the_same() -> None:
    rows = [replace(measured(vector), indikator=vector["name"]) for vector in VECTORS]
    report = lkjip(*(printed_figure(row) for row in rows))
    pdf = render("lkjip.typ", lkjip_model(report), datetime(2026, 2, 3, 3, 15, tzinfo=UTC))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for vector in VECTORS:
        assert all(part in text for part in (*vector["printed"], *vector["each"]))


def printed_figure(row: MeasuredIndicator) -> Figure:
    """The row as documents keeps it."""
    names = ("indikator", "target", "target_text", "realisasi", "capaian", "predikat", "triwulan")
    return figure(**{name: getattr(row, name) for name in names})


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_command_line_says_the_same(
    vector: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has a row for every periode; triwulan without a target have none."""
    known = [
        (f"TW {at}", target, realisasi or "")
        for at, (target, realisasi) in enumerate(zip(vector["targets"], vector["realisasi"], strict=True), start=1)
        if target
    ]
    rows = ["indikator;satuan;arah;periode;target;realisasi"]
    rows += [
        f"Indikator;Nilai;naik;{periode};{target};{realisasi}"
        for periode, target, realisasi in (*known, ("Tahun", vector["target"], vector["printed"][0]))
    ]
    file = tmp_path / "triwulan.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    assert main([str(file), "--json"]) == 0
    *each, year = [row["capaian"] for row in json.loads(capsys.readouterr().out)]
    assert ["–" if capaian is None else format_id(Decimal(capaian)) for capaian in each] == vector["each"]
    assert format_id(Decimal(year)) == vector["printed"][1]


def test_every_way_to_a_year_is_in_the_file() -> None:
    assert [vector["name"] for vector in VECTORS] == ["jumlah", "rata_rata", "nilai_terakhir", "kumulatif"]
    assert all(isinstance(measured(vector).realisasi, Decimal) for vector in VECTORS)
