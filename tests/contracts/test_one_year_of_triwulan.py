"""The golden file's years of triwulan: form, measurement, trace, page and paper say the same of each."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.analysis.measuring import measured_indicator, measured_values
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from services.documents.papers.quarters import quarters
from services.intake.figures_form import read_figures
from services.intake.models import CycleIndicatorRecord
from services.intake.web.figures_shown import table_row
from services.intake.web.triwulan_shown import triwulan_rows
from shared.events.parts import MeasuredIndicator
from shared.numbers import parse_id
from shared.trace_steps import steps_of
from tests.paper_builder import figure

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


def test_every_way_to_a_year_is_in_the_file() -> None:
    assert [vector["name"] for vector in VECTORS] == ["jumlah", "rata_rata", "nilai_terakhir", "kumulatif"]
    assert all(isinstance(measured(vector).realisasi, Decimal) for vector in VECTORS)
