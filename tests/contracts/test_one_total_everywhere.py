"""The golden file's sasaran, units, instansi and their money: event, page, API, paper and command line agree."""

import io
import json
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from services.analysis.aggregating import aggregates_of
from services.analysis.domain.aggregation import Averaging, OfficeWay
from services.analysis.domain.policies import OFFICE_DEFAULT
from services.analysis.measure_command.__main__ import main
from services.analysis.measuring import measured_indicator, measured_values
from services.analysis.methods import Totals
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from services.documents.domain.lkjip import Figure
from services.documents.papers import lkjip_model
from services.documents.papers.budget import budgets
from services.documents.papers.totals import totals
from services.documents.rendering import render
from services.intake.web.aggregates_shown import aggregates_json, aggregates_shown
from services.intake.web.budgets_shown import budget_rows
from services.intake.web.figures_shown import measured_json
from services.intake.web.reading import Measured
from shared.aggregates import left_out_texts
from shared.events.evaluated import MeasuredAggregate
from shared.events.methods import Reference
from shared.events.parts import IndicatorValue, MeasuredIndicator
from shared.numbers import format_id, parse_id
from tests.paper_builder import lkjip

FILE = Path(__file__).parents[1] / "data" / "measurement_vectors.json"
VECTORS = json.loads(FILE.read_text("utf-8"))["aggregates"]
EACH = pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
# A report takes a second to render: every second vector, so that each way of averaging and each reason is among them.
PRINTED = VECTORS[::2]
SCALE = load_scales()[DEFAULT_SCALE]
COLUMNS = ("unit", "sasaran", "indikator", "satuan", "arah", "target", "realisasi", "bobot", "pagu", "spent")
TITLES = {"sasaran": "Sasaran: ", "unit": "Unit: ", "instansi": "Instansi"}
Told = tuple[tuple[MeasuredIndicator, ...], tuple[MeasuredAggregate, ...]]


def number(text: str) -> Decimal | None:
    return parse_id(text).value if text else None


def told_by_events(vector: dict[str, Any]) -> Told:
    """The rows as a unit sends them, measured and taken together."""
    values = [
        IndicatorValue(
            code=f"IK-{at:02}",
            row=at,
            target=number(row["target"]),
            target_text=row["target"],
            realisasi=number(row["realisasi"]),
            provisional=False,
            reason=None,
            explanation="",
            pagu=number(row["pagu"]),
            spent=number(row["spent"]),
            direction=row["arah"],
            **{name: row[name] for name in ("sasaran", "indikator", "satuan")},
        )
        for at, row in enumerate(vector["rows"], start=1)
    ]
    measured = measured_values(values, SCALE)
    units = [row["unit"] for row in vector["rows"]]
    rows = tuple(map(measured_indicator, units, values, measured))
    weights = [Reference(code=f"IK-{at:02}", weight=number(row["bobot"])) for at, row in enumerate(vector["rows"], 1)]
    way = Totals(Averaging(vector["averaging"]), OfficeWay(vector["way"]), SCALE, OFFICE_DEFAULT.rounding)
    return rows, tuple(aggregates_of(rows, measured, weights, way))


def read(figure: str | None) -> str | None:
    """A decimal of the API as people read it."""
    return None if figure is None else format_id(Decimal(figure))


@EACH
def test_event_and_api_come_to_what_the_file_says(vector: dict[str, Any]) -> None:
    rows, aggregates = told_by_events(vector)
    told = aggregates_json(aggregates)
    names = ("kind", "name", "capaian", "exact", "predikat")
    assert [[each[name] for name in names] for each in told] == [
        [found[name] for name in names] for found in vector["found"]
    ]
    assert [each["steps"][0] if each["steps"] else None for each in told] == [each["line"] for each in vector["found"]]
    counted = [f"{len(each['counted'])} dari {len(each['counted']) + len(each['left_out'])}" for each in told]
    assert counted == [found["counted"] for found in vector["found"]]
    assert left_out_texts(aggregates) == vector["left_out"]
    for budget, expected in zip([row["budget"] for row in measured_json(rows, [])], vector["budget"], strict=True):
        assert_same_money(budget, expected)
    assert_same_money(told[-1]["budget"], vector["budget_together"])


def assert_same_money(told: dict[str, Any] | None, expected: dict[str, Any] | None) -> None:
    """An indicator without what was spent has its pagu in the API and nothing that follows from it."""
    if expected is None:
        assert not told or told["serapan"] is told["points"] is told["value"] is None
        return
    assert told is not None
    assert told["word"] == expected.get("word")
    for name in ("pagu", "spent", "serapan", "sisa", "points", "saved", "value"):
        assert read(told[name]) == expected.get(name), name


@EACH
def test_page_and_paper_s_tables_say_the_same(vector: dict[str, Any]) -> None:
    _, aggregates = told_by_events(vector)
    shown, paper = aggregates_shown(aggregates), totals(aggregates)
    *parts, instansi = [_row(found) for found in vector["found"]]
    assert shown.rows == [instansi, *parts]
    of_paper = [*paper["sasaran"].values(), *(row[1:] for row in paper["units"]), paper["instansi"]]
    assert of_paper == [[counted, printed, predikat] for _, printed, predikat, counted in (*parts, instansi)]
    assert shown.left_out == paper["left_out"] == vector["left_out"]
    assert shown.way == paper["way"]
    assert shown.way.startswith("Capaian gabungan adalah rata-rata")
    assert ("rata-rata capaian sasaran" in shown.way) == (vector["way"] == "rata_rata_sasaran")


def _row(found: dict[str, Any]) -> list[str]:
    return [f"{TITLES[found['kind']]}{found['name']}", found["printed"], found["predikat"] or "–", found["counted"]]


@EACH
def test_page_and_paper_say_the_same_of_the_money(vector: dict[str, Any]) -> None:
    rows, aggregates = told_by_events(vector)
    of_page = [cells[1:] for cells in budget_rows(page(rows, aggregates))]
    of_paper = budgets(figures(rows), aggregates)
    assert of_page == [*(row[2:] for row in of_paper["rows"]), of_paper["total"]]
    together = vector["budget_together"]
    known = [budget_words(each) for each in (*vector["budget"], together) if each]
    assert [cells for cells in of_page if cells[1] != "belum ada"] == known
    for part in ("points", "saved", "value"):
        assert (together.get(part) or "") in of_paper["said"]


def budget_words(expected: dict[str, Any]) -> list[str]:
    points = expected.get("points", "")
    sign = "" if points.startswith("-") else "+"
    how = f"{expected['word']} ({sign}{points} poin)" if points else "–"
    return [f"Rp{expected['pagu']}", f"Rp{expected['spent']}", expected["serapan"], f"Rp{expected['sisa']}", how]


def figures(rows: tuple[MeasuredIndicator, ...]) -> tuple[Figure, ...]:
    """The rows as documents keeps them."""
    names = {each.name for each in fields(Figure)} & {each.name for each in fields(MeasuredIndicator)}
    return tuple(Figure(**{name: getattr(row, name) for name in names}) for row in rows)


def page(rows: tuple[MeasuredIndicator, ...], aggregates: tuple[MeasuredAggregate, ...]) -> Measured:
    """The figures as the page reads them."""
    return Measured(rows, (), SCALE.id, (), (), (), aggregates, {}, ())


def pdf_text(vector: dict[str, Any]) -> str:
    rows, aggregates = told_by_events(vector)
    report = lkjip(*figures(rows), aggregates=aggregates)
    pdf = render("lkjip.typ", lkjip_model(report), datetime(2026, 2, 3, 3, 15, tzinfo=UTC))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("vector", PRINTED, ids=[vector["name"] for vector in PRINTED])
def test_the_pdf_prints_the_same(vector: dict[str, Any]) -> None:
    text = pdf_text(vector)
    for found in vector["found"]:
        if found["kind"] != "unit":
            assert f"{found['counted']} {found['printed']} {found['predikat'] or '–'}" in text
    for line in (*vector["left_out"], *(found["line"] for found in vector["found"] if found["line"])):
        assert line in text
    money = vector["budget_together"]
    assert f"Dari pagu Rp{money['pagu']} terpakai Rp{money['spent']}, serapan {money['serapan']} persen." in text
    assert (money.get("points") or "") in text


@EACH
def test_the_command_line_says_the_same(
    vector: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has one way to an instansi, that of all indicators."""
    file = tmp_path / "kantor.csv"
    lines = [";".join((*COLUMNS[:-1], "anggaran_realisasi"))]
    lines += [";".join(row[name] for name in COLUMNS) for row in vector["rows"]]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert main([str(file)]) == 0
    told = capsys.readouterr().out
    for found in vector["found"]:
        title = f"  {TITLES[found['kind']].strip(' :')} {found['name']}".rstrip()
        result = f"{found['printed']} ({found['predikat']})" if found["capaian"] else "tidak dapat diukur"
        if found["kind"] != "instansi" or vector["way"] == "semua_indikator":
            assert f"{title}: {result}" in told
    money = vector["budget_together"]
    assert f"pagu Rp{money['pagu']}, realisasi Rp{money['spent']}, serapan {money['serapan']}%" in told
    assert ("poin, " in told) == ("points" in money)
    if "points" in money:
        assert f"{money['points']} poin, {money['word'].lower()}" in told
        assert f"E {money['raw']}, NE {money['value']}" in told
    assert ("tidak terpakai" in told) == bool(money.get("saved"))
    assert main([str(file), "--json"]) == 0
    for row, expected in zip(json.loads(capsys.readouterr().out), vector["budget"], strict=True):
        assert read(row["serapan"]) == (expected or {}).get("serapan")
        efficiency = row["efisiensi"] or {}
        names = {"selisih": "points", "sisa": "saved", "keluaran": "value"}
        assert {ours: read(efficiency.get(theirs)) for theirs, ours in names.items()} == {
            ours: (expected or {}).get(ours) for ours in names.values()
        }
