import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import strategies as st

from services.analysis.domain.policies import OFFICE_DEFAULT
from services.analysis.measure_command.__main__ import main
from services.analysis.measure_command.as_json import json_rows
from services.analysis.measure_command.as_text import refused_lines, text_lines, total_lines
from services.analysis.measure_command.lines import Line, Sheet, Written
from services.analysis.measure_command.measuring import measure_table
from services.analysis.measure_command.rows import table_rows
from services.analysis.ordinal_files import load_ordinals
from services.analysis.scale_files import DEFAULT_SCALE, load_scales

HEADER = "unit,sasaran,indikator,satuan,arah,target,realisasi"
ORDINALS, SCALE = load_ordinals(), load_scales()[DEFAULT_SCALE]
Measure = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Measure:
    """The rows of a file by `--json`, and nothing but JSON on standard output."""

    def rows(content: str | bytes, *options: str, name: str = "tabel.csv") -> list[dict[str, Any]]:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        assert main([str(file), "--json", *options]) == 0
        told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return told

    return rows


def one(target: str, realisasi: str, *, arah: str = "naik", satuan: str = "") -> str:
    return f'{HEADER}\nSeksi A,Sasaran,Indikator,{satuan},"{arah}","{target}","{realisasi}"\n'


def workbook(*rows: tuple[Any, ...], percent: str = "") -> bytes:
    """The rows in one sheet; the cell `percent` has a percent format."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if percent:
        sheet.write_number(percent, 0.985, book.add_format({"num_format": "0.00%"}))
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("target", "realisasi", "satuan", "capaian"),
    [
        ("84,75", "88,95", "Nilai", "104.96"),
        ("98,01", "98,01", "%", "100.00"),
        ("98,01 %", "98,01%", "", "100.00"),
        ("1.403.419.201", "1.403.419.201", "Rp", "100.00"),
        ("Rp 1.000", "Rp 500,00", "", "50.00"),
        ("Rp1.000,-", "Rp. 250", "", "25.00"),
        ("73 orang", "61 orang", "orang", "83.56"),
        ("1.000 orang", "640", "", "64.00"),
        ("100", "0", "%", "0.00"),
        ("19,14", "-7,20", "%", "-37.62"),
        ("100 % (Hijau)", "100% (Hijau)", "%", "100.00"),
        ("768.495", "992.770 *", "Ton", "129.18"),
    ],
)
def test_numbers_are_read_as_offices_type_them(
    measure: Measure, target: str, realisasi: str, satuan: str, capaian: str
) -> None:
    (row,) = measure(one(target, realisasi, satuan=satuan))
    assert (row["capaian"], row["formula"], row["reason"], row["refused"]) == (capaian, "R/T", None, [])


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "found"),
    [
        ("10", "12", "turun", ("80.00", "(2T-R)/T")),
        ("6,0", "5,5", "turun_rasio", ("109.09", "T/R")),
        (">= 80", "82", "naik", ("100.00", "batas")),
        ("< 5%", "6%", "turun", ("0.00", "batas")),
        ("80-90", "85", "naik", ("100.00", "zona")),
        ("80–90 %", "72", "naik", ("90.00", "zona")),
        ("Ya", "Tidak", "naik", ("0.00", "ya/tidak")),
        ("WTP", "WTP", "naik", ("100.00", "predikat")),
        ("WTP", "WDP", "", ("75.00", "predikat")),
        ("A", "BB", "naik", ("83.33", "predikat")),
    ],
)
def test_each_kind_of_target_has_its_formula(
    measure: Measure, target: str, realisasi: str, arah: str, found: tuple[str, str]
) -> None:
    (row,) = measure(one(target, realisasi, arah=arah))
    assert (row["capaian"], row["formula"]) == found


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "reason"),
    [
        ("90", "", "naik", "empty"),
        ("", "90", "naik", "empty"),
        ("90", "-", "naik", "not_available"),
        ("90", "n/a", "naik", "not_available"),
        ("90", "belum ada", "naik", "not_available"),
        ("90", "tidak berlaku", "naik", "not_applicable"),
        ("90", "WTP", "naik", "text"),
        ("1% dr jumlah pddk", "464.971,75", "naik", "text"),
        ("90", "87.5", "naik", "ambiguous"),
        ("98.00", "98,01", "naik", "ambiguous"),
        ("0", "5", "naik", "zero_target"),
        ("5", "0", "turun_rasio", "zero_realisasi"),
        ("90-80", "85", "naik", "invalid_range"),
        ("90", "85", "", "no_direction"),
        ("90", "85", "menyamping", "no_direction"),
    ],
)
def test_what_cannot_be_measured_is_null_with_its_reason(
    measure: Measure, target: str, realisasi: str, arah: str, reason: str
) -> None:
    (row,) = measure(one(target, realisasi, arah=arah))
    assert (row["capaian"], row["predikat"], row["reason"]) == (None, None, reason)
    assert row["reason_text"].endswith((".", ")"))


def test_an_ambiguous_cell_is_named_by_row_and_column_with_both_readings(measure: Measure) -> None:
    (_, row) = measure(f'{HEADER}\nA,S,I,%,naik,90,95\nA,S,J,%,naik,90,"87.5"\n')
    (refused,) = row["refused"]
    assert (refused["row"], refused["line"], refused["column"], refused["text"]) == (2, 3, "realisasi", "87.5")
    assert refused["readings"] == ["87.5", "875"]
    assert "87,5 (delapan puluh tujuh koma lima) atau 875" in refused["sentence"]
    assert (row["target"], row["realisasi"]) == ("90", None)


def test_people_read_one_line_an_indicator_and_then_what_they_come_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(f'{HEADER}\nA,S,Indeks,Nilai,naik,"84,75","88,95"\nB,S,Kasus,%,naik,90,87.5\n', encoding="utf-8")
    assert main([str(file)]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[0].startswith("1. Indeks (A): capaian 104,96 (Sangat Tinggi), rumus R/T")
    assert "tidak dapat diukur" in lines[1]
    assert "Baris data 2 (baris 3 berkas), kolom realisasi" in lines[1]
    assert "  Instansi: 104,96 (Sangat Tinggi), rata-rata 1 indikator; tidak dihitung: Kasus" in lines
    assert told.err == ""


def test_scale_and_cap_are_chosen_and_the_uncapped_figure_is_kept(measure: Measure) -> None:
    (row,) = measure(one("50", "80"), "--scale", "jabar_2016", "--cap", "120")
    assert (row["capaian"], row["capaian_exact"], row["predikat"]) == ("120.00", "160", "Sangat Baik")
    (row,) = measure(one("50", "80"), "--cap", "none")
    assert row["capaian"] == "160.00"


@pytest.mark.parametrize("options", [["--scale", "tidak_ada"], ["--cap", "110"], []])
def test_an_option_or_a_file_that_is_unknown_ends_with_two(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main([str(tmp_path / "tidak ada.csv"), "--json", *options])
    except SystemExit as ended:
        code = int(str(ended.code))
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert told.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_encoding_of_office_programs_is_read(measure: Measure, encoding: str, delimiter: str) -> None:
    cells = ["unit", "sasaran", "indikator", "satuan", "arah", "target", "realisasi"], [
        "Kelurahan “Contoh”", "S", "Deviasi – 0", "%", "naik", '"84,75"', '"88,95"',
    ]  # fmt: skip
    text = "\r\n".join(delimiter.join(row) for row in cells)
    (row,) = measure(text.encode(encoding))
    assert (row["unit"], row["indikator"], row["capaian"]) == ("Kelurahan “Contoh”", "Deviasi – 0", "104.96")


OFFICIAL = """\
TABEL 3.1 PENGUKURAN KINERJA;;;;;;;;;;
Kecamatan Contoh;;;;;;;;;;
;;;;;;;;;;
No;UNIT KERJA;Sasaran  Strategis;Indikator Kinerja Utama (IKU);Satuan;Arah;Target Tahun 2025;Realisasi 2024;\
Realisasi 2025;Pagu Anggaran (Rp);Realisasi Anggaran (Rp);Capaian (%)
1;2;3;4;5;6;7;8;9;10;11;12
1;Seksi Pelayanan;Layanan membaik;Indeks Kepuasan;Nilai;Naik;84,75;83,10;88,95;Rp 1.000;Rp1.200,-;104,96
2;;;Berkas selesai;%;semakin tinggi semakin baik;98,01;;98,01;;;
;;;;;;;;;;
3;Seksi Umum;;Nilai SAKIP;;naik;BB;;A;;;
Jumlah;;;;;;;;;;;
;;;;;;;Mengetahui, Camat Contoh (contoh);;;
"""


def test_an_official_table_is_read_with_its_titles_merged_cells_and_signature(measure: Measure) -> None:
    rows = measure(OFFICIAL)
    assert [(row["row"], row["line"], row["indikator"]) for row in rows] == [
        (1, 6, "Indeks Kepuasan"),
        (2, 7, "Berkas selesai"),
        (3, 9, "Nilai SAKIP"),
    ]
    assert [row["unit"] for row in rows] == ["Seksi Pelayanan", "Seksi Pelayanan", "Seksi Umum"]
    assert [row["sasaran"] for row in rows] == ["Layanan membaik", "Layanan membaik", ""]
    assert [row["capaian"] for row in rows] == ["104.96", "100.00", "120.00"]
    assert [found["code"] for found in rows[0]["findings"]] == ["above_pagu"]
    assert (rows[0]["pagu"], rows[0]["anggaran_realisasi"], rows[0]["serapan"]) == ("1000", "1200", "120.00")


TWO_LINES = """\
No;Indikator;Arah;Kinerja;;;Anggaran (Rp);;
;;;Target;Realisasi;Capaian;Pagu;Realisasi;%
1;Indeks;naik;80;88;110;1.000;900;90
"""


def test_titles_over_two_lines_are_read_together(measure: Measure) -> None:
    (row,) = measure(TWO_LINES)
    assert (row["row"], row["line"], row["capaian"], row["serapan"]) == (1, 3, "110.00", "90.00")


def test_triwulan_columns_are_not_taken_for_the_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.csv"
    file.write_text("Indikator;Arah;Target;;Realisasi;\n;;TW I;TW II;TW I;TW II\nA;naik;10;20;5;15\n")
    assert main([str(file)]) == 2
    assert "judul kolom pada baris 1 tidak memuat Target atau Realisasi" in capsys.readouterr().err


def test_a_row_for_each_periode_has_the_indicator_above_it(measure: Measure) -> None:
    rows = measure("Indikator;Satuan;Arah;Periode;Target;Realisasi\nA;%;turun;TW I;10;5\n;;;TW II;10;20\nB;;;TW I;;\n")
    assert [(row["indikator"], row["arah"], row["periode"], row["capaian"]) for row in rows] == [
        ("A", "turun", "TW I", "150.00"),
        ("A", "turun", "TW II", "0.00"),
        ("B", None, "TW I", None),
    ]


def test_what_stands_below_a_table_is_no_indicator_but_a_numbered_one_without_figures_is(measure: Measure) -> None:
    rows = measure("No;Sasaran;Indikator;Arah;Target;Realisasi\n1;;A;;;\n;;Mengetahui,;;Camat;\n;;;;NIP 1970;\n")
    assert [(row["indikator"], row["reason"]) for row in rows] == [("A", "empty"), ("Mengetahui,", "text")]


def test_the_command_of_the_project_says_json_and_nothing_else_on_standard_output(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{HEADER},catatan\nA,S,I,%,naik,90,87.5,x\n", encoding="utf-8")
    command = [sys.executable, "-P", "-m", "launcher", "measure", "t.csv", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert [row["reason"] for row in json.loads(ended.stdout)] == ["ambiguous"]
    assert "Kolom yang tidak dibaca: catatan." in ended.stderr.decode()


def test_the_realisasi_of_an_earlier_year_is_held_against_this_one(measure: Measure) -> None:
    (row,) = measure("Indikator;Arah;Target 2025;Realisasi 2024;Realisasi 2025\nIndeks;naik;80;83,10;831\n")
    assert [(found["code"], found["column"]) for found in row["findings"]] == [("scale_slip", "realisasi")]


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ("Target;Realisasi;Realisasi", "lebih dari satu kolom realisasi (“Realisasi” dan “Realisasi”)"),
        ("Target;Target 2025;Realisasi 2025", "lebih dari satu kolom target"),
        ("Target 2025;Target 2026;Realisasi", "lebih dari satu kolom target"),
        ("Target 2025;Realisasi 2024", "dari tahun yang sama tidak ada (“Target 2025” dan “Realisasi 2024”)"),
    ],
)
def test_between_two_columns_of_figures_nothing_is_chosen(
    titles: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(f"Indikator;Arah;{titles}\nI;naik;1;2;3\n", encoding="utf-8")
    assert main([str(file)]) == 2
    assert words in capsys.readouterr().err


def test_of_several_years_the_newest_with_both_figures_counts(measure: Measure) -> None:
    titles = "Indikator;Arah;Target 2024;Target 2025;Target 2026;Realisasi 2024;Realisasi 2025"
    (row,) = measure(f"{titles}\nI;naik;70;80;90;35;60\n")
    assert (row["target"], row["realisasi"], row["capaian"]) == ("80", "60", "75.00")


def test_of_two_names_for_a_unit_the_clearer_one_is_taken(measure: Measure) -> None:
    (row,) = measure("Penanggung Jawab;Unit Kerja;Indikator;Arah;Target;Realisasi\nKasi;Seksi A;I;naik;80;60\n")
    assert row["unit"] == "Seksi A"


def test_a_note_beside_a_table_in_a_workbook_changes_nothing(measure: Measure) -> None:
    table = workbook(("Indikator", "Arah", "Target", "Realisasi"), ("I", "naik", 80, 60, "", "catatan"))
    (row,) = measure(table, name="t.xlsx")
    assert (row["capaian"], row["refused"]) == ("75.00", [])


def test_a_figure_that_fell_apart_at_its_comma_is_refused_as_a_whole(measure: Measure) -> None:
    broken, sound = measure(f"{HEADER}\nA,S,I,%,naik,84,75,88,95\nA,S,J,%,naik,80,80,,\n")
    assert (broken["capaian"], broken["reason"]) == (None, "columns")
    assert "diapit tanda kutip" in broken["refused"][0]["sentence"]
    assert sound["capaian"] == "100.00"


def test_a_quotation_mark_that_is_not_closed_swallows_no_rows(
    measure: Measure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (row,) = measure(f'{HEADER}\nA,S,"Program "Desa" maju",%,naik,80,80\n')
    assert (row["indikator"], row["capaian"]) == ('Program Desa" maju"', "100.00")
    file = tmp_path / "t.csv"
    file.write_text(f'{HEADER}\nA,S,I,%,naik,80,80\nA,S,"J,%,naik,80,80\nA,S,K,%,naik,80,80\n', encoding="utf-8")
    assert main([str(file)]) == 2
    assert "tanda kutip pada baris 3 tidak ditutup" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arah", "formula"),
    [
        ("NAIK", "R/T"),
        ("Semakin tinggi, semakin baik", "R/T"),
        ("naik (higher is better)", "R/T"),
        ("Makin kecil makin baik", "(2T-R)/T"),
        ("Minimize", "(2T-R)/T"),
        ("Turun Rasio", "T/R"),
        ("turun-rasio", "T/R"),
        ("turun (rasio)", "T/R"),
        ("-", None),
    ],
)
def test_a_direction_is_read_in_the_words_of_offices(measure: Measure, arah: str, formula: str | None) -> None:
    (row,) = measure(one("80", "85", arah=arah))
    assert (row["formula"], row["capaian"] is None) == (formula, formula is None)


def test_bounds_in_columns_of_their_own_make_a_range_or_a_limit(measure: Measure) -> None:
    header = "indikator;arah;target;realisasi;batas_bawah;Batas Atas"
    rows = measure(f"{header}\nA;naik;85;92;80;90\nB;naik;;79;80;\nC;turun;;5,99;;5,99\nD;naik;85;85;80.5;90\n")
    assert [(row["target"], row["capaian"]) for row in rows] == [
        ("80–90", "102.22"),
        ("≥ 80", "0.00"),
        ("≤ 5.99", "100.00"),
        (None, None),
    ]
    assert (rows[3]["reason"], rows[3]["refused"][0]["column"]) == ("ambiguous", "batas_bawah")


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
    assert known["efisiensi"] == {"selisih": "11.00", "sebutan": "Efisien", "sisa": "1.00"}
    assert (unknown["serapan"], unknown["efisiensi"]) == (None, None)
    (tmp_path / "t.csv").write_text(table)
    assert main([str(tmp_path / "t.csv")]) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "  Anggaran: pagu Rp100, realisasi Rp99, serapan 99,00%",
        "  Efisiensi (capaian − serapan, 1 indikator): 11,00 poin, efisien",
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


def test_a_workbook_is_read_as_it_shows_its_figures(measure: Measure) -> None:
    content = workbook(
        ("Laporan Kinerja Kecamatan Contoh",),
        ("Unit", "Sasaran", "Indikator Kinerja", "Satuan", "Arah", "Target", "Realisasi"),
        ("A", "S", "Indeks", "Nilai", "naik", 84.75, 88.95),
        ("", "", "Berkas", "%", "naik", 98.5, ""),
        ("", "", "Teks", "%", "naik", "98.01", "98,01"),
        ("", "", "Rumus gagal", "%", "naik", 90, "#DIV/0!"),
        percent="G4",
    )
    rows = measure(content, name="tabel.xlsx")
    assert [(row["line"], row["unit"], row["capaian"], row["reason"]) for row in rows] == [
        (3, "A", "104.96", None),
        (4, "A", "100.00", None),
        (5, "A", None, "ambiguous"),
        (6, "A", None, "cell_error"),
    ]
    assert rows[0]["sheet"] == "Data"


@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"bukan tabel\nsama sekali\n", f"{HEADER}\n".encode(), b"PK\x03\x04rusak"]
)
def test_a_file_that_is_no_table_is_refused_in_words(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(content)
    assert main([str(file), "--json"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.startswith("t.csv: ")) == ("", True)


CELLS = st.one_of(
    st.text(max_size=60),
    st.text("0123456789.,-−%RpTWBA <>≥–*()\xa0", max_size=45),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda value: f"{value:f}".replace(".", ",")),
)
TYPED = ("indikator", "satuan", "arah", "target", "realisasi", "pagu", "anggaran_realisasi", "batas_bawah", "bobot")


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
