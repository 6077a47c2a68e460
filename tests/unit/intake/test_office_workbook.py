"""An office in a workbook: the same values as in its YAML file, and every slip named by sheet and cell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.intake.office_file import OfficeFileInvalid, read_office_file
from services.intake.office_sheets.layout import TABLES
from services.intake.office_sheets.reading import ReadOffice, read_office_workbook
from services.intake.office_sheets.template import write_template
from services.intake.sop_file import SHIPPED, read_sop_file
from shared.office_files.sheets import read_workbook
from tests.office_workbooks import DEMO, Content, demo_content, written

SOP = "mentebah-067-01-2022.v1.yaml"


def read(tmp_path: Path, content: Content) -> ReadOffice:
    path = tmp_path / "kantor.xlsx"
    path.write_bytes(written(content))
    return read_office_workbook(path)


def problems(tmp_path: Path, content: Content) -> list[str]:
    with pytest.raises(OfficeFileInvalid) as refused:
        read(tmp_path, content)
    return [problem.removeprefix("Lembar ") for problem in refused.value.problems]


def test_a_workbook_says_the_same_of_an_office_as_its_yaml_file(tmp_path: Path) -> None:
    of_file = read_office_file(DEMO / "kecamatan-mentebah.yaml")
    assert read(tmp_path, demo_content()).office == of_file


def test_numbers_dates_and_role_names_are_taken_as_people_type_them_in_excel(tmp_path: Path) -> None:
    content = demo_content()
    content["Jabatan"][1][1] = "Camat; STAF"
    content["Indikator"][1][6:8] = [84.75, 1234.5]
    content["Kantor"][11][1] = "01-05"
    office = read(tmp_path, content).office
    assert office.posts[0].roles == ("camat", "staf")
    assert (office.indicators[0].target_text, office.indicators[0].last_value) == ("84,75", "1.234,5")
    assert office.opens_on == "01-05"


def test_an_example_row_and_an_empty_one_are_left_out(tmp_path: Path) -> None:
    content = demo_content()
    content["Orang"].insert(1, ["CONTOH: Budi", 12345, "", "bukan alamat"])
    content["Unit"].insert(2, [""])
    found = read(tmp_path, content)
    assert found.examples == 1
    assert found.office == read(tmp_path, demo_content()).office


def test_every_slip_is_named_at_once_by_its_cell(tmp_path: Path) -> None:
    content = demo_content()
    content["Kantor"][11][1] = "31-01"
    content["Orang"][1][3] = "bukan alamat"
    content["Orang"][2][1] = 198001012006041001
    content["Jabatan"][4][2] = "Seksi Lain"
    content["Jabatan"][4][1] = "bupati"
    content["Indikator"][3][5] = "atas"
    content["Indikator"][2][6] = "=1/3"
    content["Unit"].append(["Seksi Pemerintahan"])
    found = problems(tmp_path, content)
    assert [line.partition(":")[0] for line in found] == [
        "Orang, sel B3",
        "Indikator, sel G3",
        "Orang, sel D2",
        "Indikator, sel F4",
        "Kantor, sel B12",
    ]
    content["Kantor"][11][1] = ""
    assert problems(tmp_path, content)[-3:] == [
        "Unit, sel A6: “Seksi Pemerintahan” tertulis dua kali; bedakan namanya",
        "Jabatan, sel C5: unit “Seksi Lain” tidak ada pada daftar unit",
        "Jabatan, sel B5: SOP tidak mengenal peran “bupati”",
    ]


def without_a_sheet(content: Content) -> None:
    del content["Orang"]


def with_an_unknown_column(content: Content) -> None:
    content["Orang"][0][1] = "Nomor induk"


def with_an_unknown_line(content: Content) -> None:
    content["Kantor"].append(["Warna", "biru"])


def without_a_sop(content: Content) -> None:
    content["Kantor"][8][1] = "tidak-ada.yaml"


def with_nobody_for_a_role(content: Content) -> None:
    del content["Jabatan"][1]


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (without_a_sheet, "Orang: lembar ini tidak ada"),
        (with_an_unknown_column, "Orang, sel B1: kolom “Nomor induk” tidak dikenal"),
        (with_an_unknown_line, "Kantor, sel A15: butir “Warna” tidak dikenal"),
        (without_a_sop, "Kantor, sel B9: berkas SOP tidak-ada.yaml tidak ditemukan"),
        (with_nobody_for_a_role, "Jabatan: peran “camat” belum ada pemegangnya"),
    ],
)
def test_what_is_missing_or_unknown_is_said(slip: Callable[[Content], Any], said: str, tmp_path: Path) -> None:
    content = demo_content()
    slip(content)
    assert said in problems(tmp_path, content)


def test_the_template_passes_the_gate_and_only_asks_for_what_the_office_must_say(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(write_template(SOP, read_sop_file(SHIPPED / SOP)))
    sheets = read_workbook(path.read_bytes()).sheets
    assert list(sheets) == ["Petunjuk", "Kantor", *(table.name for table in TABLES)]
    assert sheets["Orang"].cells[2, 1].text == "CONTOH: Budi Santoso (contoh)"
    with pytest.raises(OfficeFileInvalid) as refused:
        read_office_workbook(path)
    assert [problem.rpartition(" sel ")[2] for problem in refused.value.problems] == [
        "B2: Kode: wajib diisi",
        "B3: Nama: wajib diisi",
        "B4: Pemerintah: wajib diisi",
    ]
