"""The office a rehearsal makes: read back by the door every office comes in by."""

from pathlib import Path

import pytest

from rehearsal.data_file import DataRow
from rehearsal.failure import CannotBegin
from rehearsal.office import make_office
from rehearsal.sop_outline import read_outline
from services.intake.office_file import read_office_file

SOPS = Path(__file__).parent.parent.parent / "data" / "sops"
SEED = Path(__file__).parents[3] / "services" / "intake" / "sops" / "mentebah-067-01-2022.v1.yaml"


def data_row(number: int, unit: str) -> DataRow:
    return DataRow(
        row=number, unit=unit, sasaran="S", indikator=f"I{number}", satuan="%", arah="naik", target="90", realisasi="80"
    )


def test_without_options_it_is_the_demo_s_office_with_its_published_figures(tmp_path: Path) -> None:
    office = make_office(tmp_path, None, None)
    read = read_office_file(office.file)
    assert read.name == "Kecamatan Mentebah"
    assert [entry.code for entry in read.indicators] == list(office.rows)
    assert office.rows["IK-01"].realisasi == "88,95"


def test_units_of_the_data_take_the_place_of_the_demo_s_each_with_a_head(tmp_path: Path) -> None:
    rows = (data_row(1, "Seksi B"), data_row(2, "Seksi A"), data_row(3, "Seksi B"))
    read = read_office_file(make_office(tmp_path, rows, None).file)
    heads = [post for post in read.posts if "kasi_lurah" in post.roles]
    assert [post.unit for post in heads] == [unit.name for unit in read.units] == ["Seksi B", "Seksi A"]
    assert all((post.holder or "").endswith("(contoh)") for post in heads)
    assert [(entry.row, entry.unit) for entry in read.indicators] == [(row.row, row.unit) for row in rows]


@pytest.mark.parametrize("file", sorted(SOPS.glob("*.yaml")), ids=lambda file: file.stem)
def test_another_sop_gets_one_holder_a_role_and_three_where_it_is_held_by_several(tmp_path: Path, file: Path) -> None:
    office = make_office(tmp_path, None, file)
    posts = read_office_file(office.file).posts
    for role in office.sop.roles:
        assert sum(role in post.roles for post in posts) == (3 if role in office.sop.several else 1)


def test_the_seed_s_sop_as_a_file_gets_its_indicators_dealt_to_three_units(tmp_path: Path) -> None:
    read = read_office_file(make_office(tmp_path, None, SEED).file)
    assert len({entry.unit for entry in read.indicators}) == 3


def test_figures_for_an_sop_that_never_asks_for_them_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotBegin, match="isi_data"):
        make_office(tmp_path, (data_row(1, "A"),), SOPS / "dishub-jabar-2016.yaml")


def test_a_step_without_performer_is_named(tmp_path: Path) -> None:
    text = SEED.read_text(encoding="utf-8").replace("    performer: {role: camat, act: Berikan disposisi}\n", "")
    file = tmp_path / "sop.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CannotBegin, match=r"(?s)langkah 1.*performer"):
        make_office(tmp_path, None, file)


def test_a_late_step_must_exist_and_have_a_time() -> None:
    outline = read_outline(SOPS / "inspektorat-jabar-3.6.2013.yaml")
    outline.check_late(3)
    with pytest.raises(CannotBegin, match="langkah 9; yang ada: 1, 2"):
        outline.check_late(9)
    with pytest.raises(CannotBegin, match="waktu baku untuk langkah 7"):
        outline.check_late(7)


def test_a_step_returns_only_where_its_decision_has_such_an_exit() -> None:
    outline = read_outline(SEED)
    outline.check_return(6)
    with pytest.raises(CannotBegin, match="langkah 4"):
        outline.check_return(4)
