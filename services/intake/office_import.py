"""`./kinerja office import` and `./kinerja office template`: an office as a workbook."""

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.models import IndicatorRecord, PersonRecord, PostRecord, UnitRecord
from services.intake.office_changes import Changes
from services.intake.office_file import OfficeFileInvalid
from services.intake.office_format.values import OfficeFile
from services.intake.office_loading import load_office, office_id_of
from services.intake.office_sheets.reading import ReadOffice, read_office_workbook
from services.intake.office_sheets.template import write_template
from services.intake.sop_file import SHIPPED, SopFileInvalid, read_sop_file
from services.intake.terminal import intake_database
from shared.office_files.refusal import FileRefused
from shared.settings import Settings, SettingsInvalid, read_settings

DONE, REFUSED, UNUSABLE = 0, 1, 2
USUAL_SOP = "mentebah-067-01-2022.v1.yaml"


def write_office_template(name: str, sop_name: str = USUAL_SOP) -> int:
    """Write the empty workbook; never over a file that is there."""
    sop_file = Path(sop_name) if Path(sop_name).is_file() else SHIPPED / sop_name
    try:
        content = write_template(sop_file.name, read_sop_file(sop_file))
        with Path(name).open("xb") as file:
            file.write(content)
    except FileExistsError:
        sys.stderr.write(f"{name} sudah ada dan tidak ditimpa. Sebutkan nama lain.\n")
        return REFUSED
    except (OSError, SopFileInvalid) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    sys.stdout.write(f"{name} sudah ditulis. Isi, lalu periksa: ./kinerja office import {name}\n")
    return DONE


def import_office(name: str, *, saves: bool) -> int:
    """Check a workbook and tell what it would change; keep it only when `saves`, all or nothing."""
    try:
        read = read_office_workbook(Path(name))
        settings = read_settings()
        told = _load(read, settings, saves=saves)
    except OfficeFileInvalid as error:
        sys.stderr.write(f"{error}\n\n{len(error.problems)} hal perlu diperbaiki. Tidak ada yang disimpan.\n")
        return REFUSED
    except FileRefused as refused:
        sys.stderr.write(f"{name}: {refused.sentence}\n")
        return REFUSED
    except (OSError, SettingsInvalid) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    sys.stdout.write("\n".join(_lines(read, told)) + "\n\n")
    sys.stdout.write(_ending(name, told, saves=saves) + "\n")
    return DONE


def _ending(name: str, told: Changes, *, saves: bool) -> str:
    if not (told.added or told.changed):
        return "Tidak ada yang berubah."
    again = f"Belum ada yang disimpan. Untuk menyimpan: ./kinerja office import {name} --simpan"
    return "Sudah disimpan." if saves else again


class _Told(Changes):
    """With what the office has beside the file."""

    beside: tuple[str, ...] = ()


def _load(read: ReadOffice, settings: Settings, *, saves: bool) -> _Told:
    told = _Told()
    with intake_database(settings) as (database, clock), database.write() as session:
        told.listen(session)
        load_office(session, read.office, clock.now().date(), is_demo=read.office.demo or settings.is_demo)
        told.beside = tuple(_beside(session, read.office))
        if not saves:
            session.rollback()
    return told


def _beside(session: Session, office: OfficeFile) -> Iterator[str]:
    """What the office has and the file does not name."""
    office_id = office_id_of(office.code)
    named = (
        ("Unit", UnitRecord.name, UnitRecord.office_id, {unit.name for unit in office.units}),
        ("Jabatan", PostRecord.jabatan, PostRecord.office_id, {post.jabatan for post in office.posts}),
        ("Orang", PersonRecord.name, PersonRecord.office_id, {person.name for person in office.people}),
        ("Indikator", IndicatorRecord.code, IndicatorRecord.office_id, {row.code for row in office.indicators}),
    )
    for kind, column, owner, names in named:
        known = session.scalars(select(column).where(owner == office_id).order_by(column))
        yield from (f"{kind}: {name}" for name in known if name not in names)


def _lines(read: ReadOffice, told: _Told) -> Iterator[str]:
    office = read.office
    stays = 1 + sum(map(len, (office.units, office.posts, office.people, office.indicators))) - told.touched
    yield f"{office.name} ({office.code})"
    if read.examples:
        yield f"{read.examples} baris contoh tidak dibaca."
    parts = (("Ditambah", told.added), ("Berubah", told.changed), ("Tidak disebut di berkas, tetap ada", told.beside))
    for title, lines in parts:
        if lines:
            yield f"\n{title} ({len(lines)}):"
            yield from (f"  {line}" for line in lines)
    yield f"\nTetap: {stays}"
