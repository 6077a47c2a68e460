"""An office file becomes rows, once, whatever how often it is loaded."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.intake.admin import AdminRefused, create_admin
from services.intake.models import (
    HoldingRecord,
    IndicatorRecord,
    IntakeRecord,
    OfficeRecord,
    OwnDayRecord,
    PersonRecord,
)
from services.intake.office_file import read_office_file
from services.intake.office_format.values import OfficeFile
from services.intake.office_loading import load_office, office_id_of
from services.intake.passwords import is_password
from shared.database import Database

PROJECT = Path(__file__).resolve().parents[3]
MENTEBAH = PROJECT / "demo" / "kecamatan-mentebah.yaml"
TODAY = date(2026, 2, 3)


@pytest.fixture
def database(migrated_database: Callable[[str], str]) -> Iterator[Database]:
    database = Database(migrated_database("intake"))
    yield database
    database.dispose()


def load(database: Database, office: OfficeFile) -> None:
    with database.write() as session:
        load_office(session, office, TODAY, is_demo=True)


def changed(tmp_path: Path, old: str, new: str, file: str = MENTEBAH.name) -> OfficeFile:
    folder = shutil.copytree(MENTEBAH.parent, tmp_path / "demo", dirs_exist_ok=True)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return read_office_file(folder / MENTEBAH.name)


def counts(database: Database) -> dict[str, int]:
    with database.read() as session:
        tables = IntakeRecord.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_loading_a_file_twice_changes_nothing(database: Database) -> None:
    office = read_office_file(MENTEBAH)
    load(database, office)
    once = counts(database)
    load(database, office)
    assert counts(database) == once
    assert (once["office"], once["unit"], once["post"], once["holding"]) == (1, 4, 8, 8)


def test_two_offices_live_side_by_side(database: Database) -> None:
    for path in sorted((PROJECT / "demo").glob("*.yaml")):
        load(database, read_office_file(path))
    found = counts(database)
    assert (found["office"], found["sop_version"], found["own_day"], found["hours"]) == (2, 2, 1, 1)


def test_a_new_holder_takes_over_today_and_the_old_one_leaves_the_day_before(
    database: Database, tmp_path: Path
) -> None:
    load(database, read_office_file(MENTEBAH))
    load(
        database,
        changed(tmp_path, "roles: staf, holder: Siti Rahma (contoh)", "roles: staf, holder: Ratna Dewi (contoh)"),
    )
    with database.read() as session:
        holdings = session.execute(
            select(PersonRecord.name, HoldingRecord.first, HoldingRecord.last)
            .join(HoldingRecord, HoldingRecord.person_id == PersonRecord.id)
            .where(PersonRecord.name.in_(["Siti Rahma (contoh)", "Ratna Dewi (contoh)"]))
            .order_by(HoldingRecord.first, PersonRecord.name)
        ).all()
    always = date(2000, 1, 1)
    assert [tuple(row) for row in holdings] == [
        ("Ratna Dewi (contoh)", always, None),
        ("Siti Rahma (contoh)", always, TODAY - timedelta(days=1)),
        ("Ratna Dewi (contoh)", TODAY, None),
    ]


def test_a_changed_target_replaces_the_old_one(database: Database, tmp_path: Path) -> None:
    load(database, read_office_file(MENTEBAH))
    load(database, changed(tmp_path, 'target: "84,75"', 'target: "85,00"', "indicators/kecamatan-mentebah.yaml"))
    with database.read() as session:
        targets = session.scalars(select(IndicatorRecord.target_text).where(IndicatorRecord.code == "IK-01")).all()
    assert targets == ["85,00"]


def test_a_day_that_is_not_in_the_file_stays_for_the_office_may_have_entered_it_on_its_page(
    database: Database, tmp_path: Path
) -> None:
    day = "days: [{day: 2026-12-28, name: Hari jadi}]\n\nunits:"
    load(database, changed(tmp_path, "units:", day))
    load(database, read_office_file(MENTEBAH))
    with database.read() as session:
        assert [row.name for row in session.scalars(select(OwnDayRecord))] == ["Hari jadi"]


def test_what_the_file_does_not_name_stays_as_the_office_set_it(database: Database) -> None:
    office = read_office_file(MENTEBAH)
    load(database, office)
    with database.write() as session:
        row = session.scalars(select(OfficeRecord)).one()
        row.opens_on, row.logo, row.place = "01-05", "a" * 64, "Tempat lain"
    load(database, office)
    with database.read() as session:
        row = session.scalars(select(OfficeRecord)).one()
        assert (row.opens_on, row.logo, row.place) == ("01-05", "a" * 64, office.place)


def test_a_password_somebody_has_is_not_overwritten_by_the_file(database: Database, tmp_path: Path) -> None:
    for password in ("kata sandi pertama", "kata sandi kedua"):
        load(database, changed(tmp_path, "camat@mentebah.contoh.example", f"c@contoh.example, password: {password}"))
    with database.read() as session:
        kept = session.scalars(select(PersonRecord.password_hash).where(PersonRecord.email == "c@contoh.example")).one()
    assert is_password(kept, "kata sandi pertama")
    assert not is_password(kept, "kata sandi kedua")


def test_the_office_id_follows_from_its_code_alone(database: Database) -> None:
    load(database, read_office_file(MENTEBAH))
    with database.read() as session:
        assert session.scalars(select(OfficeRecord.id)).one() == office_id_of("kecamatan-mentebah")


def test_an_admin_is_made_for_an_office_once(database: Database) -> None:
    load(database, read_office_file(MENTEBAH))
    given = {"office": "kecamatan-mentebah", "name": "Admin (contoh)", "password": "cukup panjang"}
    with database.write() as session:
        person = create_admin(session, email="a@contoh.example", **given)
        assert person.is_admin
        with pytest.raises(AdminRefused, match="sudah ada"):
            create_admin(session, email="A@contoh.example", **given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"office": "lain", "password": "cukup panjang"}, "Kode yang ada: kecamatan-mentebah"),
        ({"office": "kecamatan-mentebah", "password": "pendek"}, "paling sedikit 12 huruf"),
    ],
)
def test_an_admin_needs_an_office_and_a_password_of_some_length(
    given: dict[str, str], said: str, database: Database
) -> None:
    load(database, read_office_file(MENTEBAH))
    with database.write() as session, pytest.raises(AdminRefused, match=said):
        create_admin(session, name="Admin (contoh)", email="a@contoh.example", **given)
