"""The tables that `./kinerja measure` reads: files, titles, and what stands around the figures."""

from pathlib import Path

import pytest

from services.analysis.measure_command.__main__ import main
from tests.measured_tables import HEADER, Measure, workbook


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
    titles = "No;Unit;Sasaran;Indikator;Satuan;Arah;Target;Realisasi"
    rows = measure(
        f"{titles}\n1;U;S;A;;;;\n2;;;Rata-rata capaian;%;naik;80;60\n;;;Rata-rata capaian;;;80;60\nJumlah;;;;;;80;60\n"
        ";;;;;;;Camat,\nTembusan:;;;;;;NIP 1970\n"
    )
    assert [(row["unit"], row["indikator"], row["reason"]) for row in rows] == [
        ("U", "A", "empty"),
        ("U", "Rata-rata capaian", None),
    ]


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


def test_a_workbook_is_read_as_it_shows_its_figures(measure: Measure) -> None:
    content = workbook(
        ("Laporan Kinerja Kecamatan Contoh",),
        ("Unit", "Sasaran", "Indikator Kinerja", "Satuan", "Arah", "Target", "Realisasi"),
        ("A", "S", "Indeks", "Nilai", "naik", 84.75, 88.95),
        ("", "", "Berkas", "%", "naik", 98.5, ""),
        ("", "", "Teks", "%", "naik", "98.01", "98,01"),
        ("", "", "Rumus gagal", "%", "naik", 90, "#DIV/0!"),
        ("", "", "Tanggal", "%", "naik", 90, ""),
        percent="G4",
        day="G7",
    )
    rows = measure(content, name="tabel.xlsx")
    assert [(row["line"], row["unit"], row["capaian"], row["reason"]) for row in rows] == [
        (3, "A", "104.96", None),
        (4, "A", "100.00", None),
        (5, "A", None, "ambiguous"),
        (6, "A", None, "cell_error"),
        (7, "A", None, "date"),
    ]
    assert rows[0]["sheet"] == "Data"
    assert [row["realisasi_text"] for row in rows[3:]] == ["#DIV/0!", "1 Maret 2025"]


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
