"""What `./kinerja measure` says where a file, an option or a row is not as it should be: plain Indonesian."""

import datetime as dt
import io
import os
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from services.analysis.measure_command.__main__ import main
from tests.measured_tables import HEADER, Measure

_TITLES = HEADER.split(",")
Told = pytest.CaptureFixture[str]


def test_a_file_that_is_not_there_or_is_a_folder_is_told_in_words(tmp_path: Path, capsys: Told) -> None:
    for file, words in ((tmp_path / "tidak-ada.csv", "berkas ini tidak ditemukan"), (tmp_path, "ini sebuah folder")):
        assert main([str(file)]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err == f"{file}: {words}.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_may_not_be_read_is_told_in_words(tmp_path: Path, capsys: Told) -> None:
    file = tmp_path / "tertutup.csv"
    file.touch(mode=0o000)
    assert main([str(file)]) == 2
    assert "Anda tidak berhak membaca berkas ini." in capsys.readouterr().err


def test_an_unknown_scale_is_refused_with_those_to_choose_from(tmp_path: Path, capsys: Told) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "t.csv"), "--scale", "nasional"])
    told = capsys.readouterr().err
    assert "“nasional” tidak dikenal; pilih banjarnegara, " in told
    assert "pringsewu" in told


def test_an_indicator_written_twice_is_named_for_it_counts_twice(tmp_path: Path, capsys: Told) -> None:
    file = tmp_path / "t.csv"
    rows = ("A,S,Indeks,,naik,80,80", "B,S,Indeks,,naik,80,80", "a,S,indeks ,,naik,80,90", "A,S,Berkas,,naik,1,1")
    file.write_text("\n".join((HEADER, *rows)))
    assert main([str(file), "--json"]) == 0
    told = capsys.readouterr().err
    assert "Tertulis lebih dari sekali dan dihitung setiap kali: Indeks (A) pada baris data 1, 3.\n" in told
    assert told.count("baris data") == 1


def test_each_periode_of_an_indicator_is_no_repetition(tmp_path: Path, capsys: Told) -> None:
    file = tmp_path / "t.csv"
    file.write_text("indikator,arah,periode,target,realisasi\nIndeks,naik,TW I,80,80\n,,TW II,80,90\n")
    assert main([str(file)]) == 0
    assert capsys.readouterr().err == ""


def test_a_pagu_below_zero_is_refused(measure: Measure) -> None:
    (row,) = measure("indikator,arah,target,realisasi,pagu,anggaran_realisasi\nIndeks,naik,80,80,-5,10\n")
    assert (row["capaian"], row["pagu"], row["serapan"], row["findings"]) == ("100.00", None, None, [])
    assert [(each["column"], each["sentence"]) for each in row["refused"]] == [("pagu", "Pagu tidak boleh negatif.")]


def test_a_formula_without_a_result_is_not_called_empty_and_its_place_is_told(tmp_path: Path, capsys: Told) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Tabel 3.1")
    sheet.write_row(0, 0, _TITLES)
    sheet.write_row(1, 0, ["A", "S", "Waktu", "hari", "turun"])
    sheet.write_datetime(1, 5, dt.datetime(2025, 6, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_formula(1, 6, "=1+1", None, "")
    book.close()
    file = tmp_path / "t.xlsx"
    file.write_bytes(stream.getvalue())
    assert main([str(file)]) == 0
    line = capsys.readouterr().out.splitlines()[0]
    assert "target 5 Juni 2025, realisasi rumus tanpa hasil" in line
    assert "Baris data 1 (baris 2 berkas, lembar Tabel 3.1), kolom target: Excel membaca" in line
