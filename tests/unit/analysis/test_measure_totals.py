"""What the indicators of a table come to together, and that no cell stops it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.policies import OFFICE_DEFAULT
from services.analysis.measure_command.__main__ import main
from services.analysis.measure_command.as_json import json_rows
from services.analysis.measure_command.as_text import refused_lines, text_lines, total_lines
from services.analysis.measure_command.lines import Line, Sheet, Written
from services.analysis.measure_command.measuring import measure_table
from services.analysis.measure_command.rows import table_rows
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.choices.ordinal_files import load_ordinals
from tests.measured_tables import Measure

ORDINALS, SCALE = load_ordinals(), load_scales()[DEFAULT_SCALE]


def test_weights_count_and_who_has_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.csv"
    file.write_text("indikator;arah;target;realisasi;bobot\nA;naik;100;80;75%\nB;naik;100;100;25\nC;naik;100;10;\n")
    assert main([str(file)]) == 0
    assert "Instansi: 85,00 (Tinggi), rata-rata berbobot 2 indikator; tidak dihitung: C (tanpa bobot)" in (
        capsys.readouterr().out
    )


def test_money_is_held_against_performance(
    measure: Measure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "indikator;arah;target;realisasi;pagu;anggaran_realisasi\nA;naik;80;88;Rp 100;Rp 99,-\nB;naik;80;60;100;-\n"
    known, unknown = measure(table)
    assert known["efisiensi"] == {"selisih": "11.00", "sebutan": "Efisien", "sisa": "1.00", "keluaran": "75.00"}
    assert (unknown["serapan"], unknown["efisiensi"]) == (None, None)
    (tmp_path / "t.csv").write_text(table)
    assert main([str(tmp_path / "t.csv")]) == 0
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "  Anggaran: pagu Rp100, realisasi Rp99, serapan 99,00%",
        "  Efisiensi (capaian − serapan, 1 indikator): 11,00 poin, efisien",
        "  Efisiensi (anggaran yang tidak terpakai, 1 indikator): 1,00%",
        "  Efisiensi keluaran (PMK 214/2017, 1 indikator): E 10,00, NE 75,00",
    ]


def test_every_periode_has_its_own_aggregates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.csv"
    file.write_text(
        "indikator;periode;arah;target;realisasi\nA;TW I;naik;10;5\nA;TW II;naik;10;10\nB;tw i;naik;10;10\n"
    )
    assert main([str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    totals = [line.strip() for line in lines if line.startswith(("Rekapitulasi", "  Instansi"))]
    assert [line.split(" (")[0] for line in totals] == [
        "Rekapitulasi periode TW I",
        "Instansi: 75,00",
        "Rekapitulasi periode TW II",
        "Instansi: 100,00",
    ]


CELLS = st.one_of(
    st.text(max_size=60),
    st.text("0123456789.,-−%RpTWBA <>≥–*()\xa0", max_size=45),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda value: f"{value:f}".replace(".", ",")),
)
TYPED = ("indikator", "satuan", "arah", "target", "realisasi", "pagu", "anggaran_realisasi", "batas_bawah", "bobot")


FILLED = st.tuples(
    *map(st.sampled_from, (["A", "B"], ["S", "T"], ["naik", "turun"], ["3", "7", "80-90"], ["1", "9", "-"]))
)


@given(st.lists(FILLED, min_size=1, max_size=8).flatmap(lambda rows: st.permutations(list(enumerate(rows)))))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[int, tuple[str, ...]]]) -> None:
    told = []
    for ordered in (rows, sorted(rows)):
        lines: list[tuple[str, ...]] = [("indikator", "unit", "sasaran", "arah", "target", "realisasi")]
        lines += [(f"Indikator {name}", *cells) for name, cells in ordered]
        sheet = Sheet("", tuple(Line(n, tuple(map(Written, line))) for n, line in enumerate(lines, start=1)))
        table = measure_table(table_rows([sheet]), ORDINALS, SCALE, OFFICE_DEFAULT)
        groups = [*table.totals[0].office.unit.items(), *table.totals[0].office.sasaran.items()]
        results = {line.row.text("indikator"): (line.result.exact, line.result.reason) for line in table.lines}
        told.append((results, {name: group.exact for name, group in groups}, table.totals[0].office.instansi.exact))
    assert told[0] == told[1]


@given(st.lists(st.lists(CELLS, min_size=len(TYPED), max_size=len(TYPED)), min_size=1, max_size=4))
def test_whatever_is_typed_gives_a_figure_or_a_reason_and_never_stops_the_table(rows: list[list[str]]) -> None:
    lines = (TYPED, *(["Indikator", row[1], *row[2:]] for row in rows))
    sheet = Sheet("", tuple(Line(n, tuple(map(Written, line))) for n, line in enumerate(lines, start=1)))
    table = measure_table(table_rows([sheet]), ORDINALS, SCALE, OFFICE_DEFAULT)
    for line in table.lines:
        assert (line.result.capaian is None) == (line.result.reason is not None)
        assert line.result.capaian is None or line.result.capaian.is_finite()
    assert json.dumps(list(json_rows(table)))
    assert len(list(text_lines(table))) == len(table.lines)
    assert bool(list(total_lines(table))) == bool(table.lines)
    assert len(list(refused_lines(table))) == sum(len(line.figures.refused) for line in table.lines)
