"""An office file says who an office is; what leads nowhere in it is named."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.intake.office_file import OfficeFileInvalid, read_office_file
from services.intake.office_format.values import Direction

PROJECT = Path(__file__).resolve().parents[3]
DEMOS = sorted((PROJECT / "demo").glob("*.yaml"))


def small() -> dict[str, Any]:
    roles = ["camat", "sekcam", "kasubbag", "kasi_lurah", "staf"]
    return {
        "code": "kecil",
        "name": "Kecamatan Kecil (contoh)",
        "pemerintah": "Pemerintah Kabupaten Contoh",
        "sop": "mentebah-067-01-2022.v1.yaml",
        "units": ["Seksi A"],
        "posts": [{"jabatan": "Serba bisa", "roles": roles, "unit": "Seksi A", "holder": "Ani (contoh)"}],
        "people": [{"name": "Ani (contoh)", "email": "ani@contoh.example"}],
        "indicators": [{"unit": "Seksi A", "sasaran": "S", "indikator": "I", "satuan": "Ton", "target": "1.234,50"}],
    }


def written(tmp_path: Path, office: dict[str, Any]) -> Path:
    path = tmp_path / "kantor.yaml"
    path.write_text(yaml.safe_dump(office, allow_unicode=True), encoding="utf-8")
    return path


def problems(tmp_path: Path, **changed: Any) -> str:
    with pytest.raises(OfficeFileInvalid) as refused:
        read_office_file(written(tmp_path, small() | changed))
    return str(refused.value)


@pytest.mark.parametrize("path", DEMOS, ids=lambda path: path.stem)
def test_every_demo_office_can_be_read_and_says_that_its_people_are_made_up(path: Path) -> None:
    office = read_office_file(path)
    assert office.demo
    assert len(office.units) == 4
    assert {indicator.unit for indicator in office.indicators} == {unit.name for unit in office.units}
    for person in office.people:
        assert person.name.endswith("(contoh)")
        assert person.email.endswith("contoh.example")


def test_there_are_two_demo_offices_with_different_sops_and_clocks() -> None:
    offices = [read_office_file(path) for path in DEMOS]
    assert len({office.code for office in offices}) == 2
    assert len({office.sop for office in offices}) == 2
    assert len({office.zone for office in offices}) == 2


def test_a_target_is_read_as_an_indonesian_number(tmp_path: Path) -> None:
    (indicator,) = read_office_file(written(tmp_path, small())).indicators
    assert (indicator.code, indicator.row, indicator.arah) == ("IK-01", 1, Direction.NAIK)
    assert indicator.target == Decimal("1234.50")


@pytest.mark.parametrize("text", ["WTP", "0–5,99%", "98.00", "> 100"])
def test_a_target_that_is_no_certain_number_stays_the_text_it_was(text: str, tmp_path: Path) -> None:
    office = small()
    office["indicators"][0]["target"] = text
    (indicator,) = read_office_file(written(tmp_path, office)).indicators
    assert (indicator.target, indicator.target_text) == (None, text)


def test_indicators_may_stand_in_a_table_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "isi.csv").write_text(
        'unit,sasaran,indikator,satuan,arah,target,realisasi\nSeksi A,S,I,Ton,turun_rasio,"8.726,67","1,5"\n',
        encoding="utf-8",
    )
    (indicator,) = read_office_file(written(tmp_path, small() | {"indicators": "isi.csv"})).indicators
    assert (indicator.target, indicator.arah, indicator.last_value) == (
        Decimal("8726.67"),
        Direction.TURUN_RASIO,
        "1,5",
    )


def test_hours_and_own_days_are_read_as_the_calendar_keeps_them(tmp_path: Path) -> None:
    office = small() | {
        "days": [{"day": "2026-12-28", "name": "Hari jadi"}],
        "hours": [{"name": "Ramadan", "first": "2027-02-08", "hours": {"jumat": "08.00-11.30, 12.30-15.30"}}],
    }
    read = read_office_file(written(tmp_path, office))
    assert [(day.day.isoformat(), day.working) for day in read.days] == [("2026-12-28", False)]
    assert read.hours[0].hours == {"4": ["08:00-11:30", "12:30-15:30"]}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "Kecamatan Kecil"}, "code: hanya huruf kecil"),
        ({"name": ""}, "name: wajib diisi"),
        ({"nama": "x"}, "nama: kunci ini tidak dikenal"),
        ({"zone": "Asia/Mentebah"}, "zone: zona waktu tidak dikenal"),
        ({"sop": "tidak-ada.yaml"}, "berkas tidak-ada.yaml tidak ditemukan"),
        ({"people": [{"name": "Ani (contoh)", "email": "ani"}]}, "people butir 1 email: bukan alamat e-mail"),
        ({"days": [{"day": "28/12/2026", "name": "x"}]}, "days butir 1 day: harus tanggal"),
        ({"hours": [{"name": "x", "hours": {"senin": "16.00-08.00"}}]}, "bukan jam kerja"),
        ({"indicators": "tidak-ada.csv"}, "berkas tidak-ada.csv tidak dapat dibaca"),
        (
            {"indicators": [{"unit": "Seksi B", "sasaran": "S", "indikator": "I"}]},
            "unit “Seksi B” tidak ada pada daftar unit",
        ),
        ({"indicators": [{"unit": "A", "sasaran": "S", "indikator": "I", "arah": "atas"}]}, "yang boleh: naik, turun"),
        ({"posts": [{"jabatan": "Camat", "roles": "camat", "holder": "Budi"}]}, "“Budi” tidak ada pada daftar orang"),
        ({"posts": [{"jabatan": "Camat", "roles": "bupati"}]}, "SOP tidak mengenal peran “bupati”"),
        ({"units": ["Seksi A", "Seksi A"]}, "units butir 2: “Seksi A” tertulis dua kali"),
        ({"opens_on": "31-01"}, "opens_on: harus bulan dan tanggal"),
        ({"due_on": "03-31"}, "due_on: paling lambat akhir Februari"),
        ({"letters": {"surat_cinta": {}}}, "letters surat_cinta: kunci ini tidak dikenal"),
        ({"letters": {"surat_pengantar": {"scheme": "{urut}"}}}, "pola nomor memuat {urut} dan {tahun}"),
        ({"letters": {"surat_pengantar": {"scheme": "{urut}/{tahun}/{0}"}}}, "pola nomor memuat"),
        ({"letters": {"surat_pengantar": {"signer": "bupati"}}}, "SOP tidak mengenal peran “bupati”"),
        ({"archive": {"fate": "dibakar"}}, "archive fate: yang boleh: Permanen"),
        (
            {"people": [{"name": "Ani (contoh)", "email": "a@b.example", "password": "pendek"}]},
            "paling sedikit 12 huruf",
        ),
    ],
)
def test_what_is_wrong_is_said_by_its_place(changed: dict[str, Any], said: str, tmp_path: Path) -> None:
    assert said in problems(tmp_path, **changed)


def test_a_role_without_a_holder_is_named(tmp_path: Path) -> None:
    told = problems(tmp_path, posts=[{"jabatan": "Camat", "roles": ["camat"], "holder": "Ani (contoh)"}])
    assert "peran “sekcam” belum ada pemegangnya" in told
    assert "staf" not in told  # staf only helps


def test_what_an_office_may_set_itself_is_left_alone_unless_its_file_names_it(tmp_path: Path) -> None:
    silent = read_office_file(written(tmp_path, small()))
    assert (silent.place, silent.opens_on, silent.letters) == (None, None, None)
    letters = {"surat_pengantar": {"signer": "sekcam", "numbering": "register", "carbon_copies": ["Arsip"]}}
    named = read_office_file(written(tmp_path, small() | {"place": "Kota", "opens_on": "01-05", "letters": letters}))
    assert (named.place, named.opens_on, named.letters) == ("Kota", "01-05", letters)


def test_an_indicator_may_say_how_its_figure_is_made(tmp_path: Path) -> None:
    office = small()
    office["indicators"][0] |= {"formula": "a / b", "numerator": "a", "denominator": "b", "data_source": "Buku"}
    (indicator,) = read_office_file(written(tmp_path, office)).indicators
    assert (indicator.numerator, indicator.denominator, indicator.data_source) == ("a", "b", "Buku")
    del office["indicators"][0]["denominator"]
    assert "pembilang dan penyebut diisi keduanya" in problems(tmp_path, indicators=office["indicators"])
