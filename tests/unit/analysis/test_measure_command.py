"""What `./kinerja measure` says of a cell, a row, and its options."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.analysis.measure_command.__main__ import main
from tests.measured_tables import HEADER, Measure, one


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


def test_the_command_of_the_project_says_json_and_nothing_else_on_standard_output(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{HEADER},catatan\nA,S,I,%,naik,90,87.5,x\n", encoding="utf-8")
    command = [sys.executable, "-P", "-m", "launcher", "measure", "t.csv", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert [row["reason"] for row in json.loads(ended.stdout)] == ["ambiguous"]
    assert "Kolom yang tidak dibaca: catatan." in ended.stderr.decode()


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
