"""`--data`: what is read, and what is named before anything starts."""

from pathlib import Path

import pytest

from rehearsal.data_file import DataRow, read_data_file
from rehearsal.failure import CannotBegin

HEAD = "unit,sasaran,indikator,satuan,arah,target,realisasi"


def written(folder: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    file = folder / "data.csv"
    file.write_text("\n".join([head, *lines]) + "\n", encoding=encoding)
    return file


def one(folder: Path, line: str) -> DataRow:
    (row,) = read_data_file(written(folder, line))
    return row


def problems(file: Path) -> str:
    with pytest.raises(CannotBegin) as refused:
        read_data_file(file)
    return str(refused.value)


def test_indonesian_numbers_in_quotes_are_kept_as_typed(tmp_path: Path) -> None:
    row = one(tmp_path, 'Seksi A,Layanan,Pendapatan,Rp juta,naik,"8.726,67","-1.234,5*"')
    assert (row.row, row.code, row.target, row.realisasi, row.reason) == (1, "IK-01", "8.726,67", "-1.234,5*", "")


def test_a_semicolon_separates_as_spreadsheets_in_indonesia_write_it(tmp_path: Path) -> None:
    file = written(tmp_path, "Seksi A;Layanan;Indeks;Nilai;naik;84,75;88,95", head=HEAD.replace(",", ";"))
    assert [(row.target, row.realisasi) for row in read_data_file(file)] == [("84,75", "88,95")]


def test_a_file_in_the_encoding_of_windows_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, "Seksi “A”,S,I,%,naik,1,2", encoding="cp1252")
    assert read_data_file(file)[0].unit == "Seksi “A”"


@pytest.mark.parametrize("text", ["", "-", "n/a", "N/A", "belum ada"])
def test_an_absent_realisasi_is_the_reason_belum_ada(tmp_path: Path, text: str) -> None:
    row = one(tmp_path, f"A,S,I,%,naik,90,{text}")
    assert (row.realisasi, row.reason, row.explanation) == ("", "belum_ada", "")


def test_words_in_place_of_a_realisasi_are_told_in_the_explanation(tmp_path: Path) -> None:
    row = one(tmp_path, "A,S,I,predikat,naik,A,baik sekali")
    assert (row.reason, row.explanation, row.target) == ("belum_ada", "Tertulis: baik sekali", "A")


@pytest.mark.parametrize(
    ("target", "written", "typed"),
    [("A", "bb", "BB"), ("III", "Level 2", "II"), ("Tercapai", "tidak", "Tidak tercapai"), ("A", "72", "")],
)
def test_an_answer_to_a_target_that_is_no_number_is_typed_as_the_form_has_it(
    tmp_path: Path, target: str, written: str, typed: str
) -> None:
    assert one(tmp_path, f"A,S,I,predikat,naik,{target},{written}").realisasi == typed


def test_a_level_with_its_satuan_is_a_number_for_the_form_too(tmp_path: Path) -> None:
    assert one(tmp_path, "A,S,I,level,naik,Level 3,Level 2").realisasi == "Level 2"
    assert one(tmp_path, "A,S,I,level,naik,Level 3,II").reason == "belum_ada"
    assert one(tmp_path, "A,S,I,%,naik,≥ 100,> 125").realisasi == "> 125"


def test_tidak_berlaku_is_a_reason_of_its_own(tmp_path: Path) -> None:
    assert one(tmp_path, "A,S,I,%,naik,90,Tidak berlaku").reason == "tidak_berlaku"


def test_an_ambiguous_number_is_named_with_row_column_and_readings(tmp_path: Path) -> None:
    text = problems(written(tmp_path, "A,S,I,%,naik,90,90", "A,S,I,%,naik,87.5,90"))
    assert "baris data 2 (baris 3 berkas), kolom target" in text
    assert "87,5 (delapan puluh tujuh koma lima) atau 875" in text


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    text = problems(written(tmp_path, ",S,I,%,naik,90,90", "A,S,I,%,datar,90,90", "A,S,I,%,naik,90,1.2"))
    assert [line.partition("kolom ")[2].split(":")[0] for line in text.splitlines()] == ["unit", "arah", "realisasi"]


def test_a_realisasi_with_another_unit_behind_it_is_not_silently_dropped(tmp_path: Path) -> None:
    assert "kolom realisasi" in problems(written(tmp_path, "A,S,I,%,naik,90,12 kg"))


def test_an_unquoted_comma_is_told_as_one_cell_too_many(tmp_path: Path) -> None:
    assert "ada 8 kolom, seharusnya 7" in problems(written(tmp_path, "A,S,I,%,naik,90,88,95"))


def test_the_row_of_the_file_counts_cells_that_run_over_lines(tmp_path: Path) -> None:
    text = problems(written(tmp_path, 'A,"dua\nbaris",I,%,naik,90,90', "A,S,I,%,naik,90,1.2"))
    assert "baris data 2 (baris 4 berkas)" in text


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    text = problems(written(tmp_path, "A,S,I,naik,1,2", head=HEAD.replace("satuan,", "")))
    assert "kolom tidak ada: satuan" in text


@pytest.mark.parametrize("content", ["", HEAD + "\n"])
def test_a_file_without_data_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "data.csv"
    file.write_text(content)
    assert problems(file)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    assert "tidak dapat dibaca" in problems(tmp_path / "none.csv")


QUARTERLY = HEAD.replace("target", "periode,target")


def test_triwulan_are_rows_of_their_own_and_belong_to_their_year(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "A,S,I,orang,naik,TW1,10,9",
        "A,S,I,orang,naik,Triwulan II,20 orang,-",
        "A,S,I,orang,naik,Tahun,30,25",
        "A,S,J,%,naik,,90,91",
        head=QUARTERLY,
    )
    first, second = read_data_file(file)
    assert (first.row, first.realisasi, first.triwulan) == (1, "25", ((1, "10", "9"), (2, "20", "")))
    assert (second.code, second.triwulan) == ("IK-02", ())


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["A,S,I,%,naik,Semester 1,1,1"], "baris data 1 (baris 2 berkas), kolom periode: “Semester 1” tidak dikenal"),
        (["A,S,I,%,naik,TW1,1,1", "A,S,J,%,naik,,1,1"], "triwulan I (A) tidak mempunyai baris setahun"),
        (["A,S,I,%,naik,,1,1", "A,S,I,%,naik,TW1,A,1"], "baris data 2 (baris 3 berkas), kolom target"),
        (["A,S,I,%,naik,,1,1", "A,S,I,%,naik,TW 4,1,87.5"], "kolom realisasi"),
        (["A,S,I,%,naik,,1,1", *["A,S,I,%,naik,TW1,1,1"] * 2], "satu triwulan tertulis lebih dari sekali"),
    ],
)
def test_a_triwulan_that_cannot_be_placed_or_typed_is_named(tmp_path: Path, lines: list[str], words: str) -> None:
    assert words in problems(written(tmp_path, *lines, head=QUARTERLY))


WITH_MONEY = f"{HEAD},pagu,anggaran_realisasi,bobot"


def test_the_money_behind_a_figure_and_its_weight_may_stand_beside_it(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        'A,S,I,%,naik,90,91,"Rp 150.000.000",149.500.000,"2,5"',
        "A,S,J,%,naik,90,91,2.000,-,",
        "A,S,K,%,naik,90,91,,,",
        head=WITH_MONEY,
    )
    amounts = [(each.pagu, each.spent, each.weight) for each in read_data_file(file)]
    assert amounts == [("150.000.000", "149.500.000", "2,5"), ("2.000", "", ""), ("", "", "")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["A,S,I,%,naik,,1,1,seratus,,"], "baris data 1 (baris 2 berkas), kolom pagu"),
        (["A,S,I,%,naik,,1,1,1000.5,,"], "kolom pagu"),
        (["A,S,I,%,naik,,1,1,,1.000,"], "kolom anggaran_realisasi: pagunya belum disebut"),
        (["A,S,I,%,naik,,1,1,,,berat"], "kolom bobot"),
        (["A,S,I,%,naik,,1,1,,,", "A,S,I,%,naik,TW1,1,1,1.000,,"], "kolom pagu: ditulis pada baris setahun"),
    ],
)
def test_money_that_cannot_be_typed_is_named(tmp_path: Path, lines: list[str], words: str) -> None:
    head = WITH_MONEY.replace("target", "periode,target")
    assert words in problems(written(tmp_path, *lines, head=head))
