"""Reads an office file: who the office is, its calendar, units, posts, people and indicators.

YAML (or JSON, which is YAML). Every scalar is read as text, so that `no`, dates and "1.234,56" stay as written.

    code: kecamatan-mentebah         # never changes: everything of the office is derived from it
    name: Kecamatan Mentebah
    pemerintah: Pemerintah Kabupaten Kapuas Hulu
    alamat: Jalan ...                # optional
    zone: Asia/Pontianak             # IANA name
    demo: ya                         # an example: its papers and mails say so; optional, tidak
    sop: mentebah-067-01-2022.v1.yaml    # beside this file, or one that comes with the product
    days:                            # the office's own days, optional; they win over the national calendar
      - {day: 2026-12-28, working: tidak, name: Cuti bersama daerah}
    hours:                           # office hours of a range of dates, optional; later ones win
      - {name: Ramadan, first: 2027-02-08, last: 2027-03-09, hours: {senin: "08.00-12.00, 12.30-15.00"}}
    units: [Seksi Pemerintahan, Kelurahan Contoh]
    posts:
      - {jabatan: Camat, roles: camat, holder: Budi (contoh)}
      - {jabatan: Kasi Pemerintahan, roles: [kasi_lurah], unit: Seksi Pemerintahan, holder: Ani (contoh)}
    people:
      - {name: Budi (contoh), email: camat@contoh.example, password: ..., nip: ..., phone: ..., admin: tidak}
    indicators: indicators.yaml      # rows, or a YAML, JSON or CSV file of rows beside this file:
      - {unit: Seksi Pemerintahan, sasaran: ..., indikator: ..., satuan: Persen, arah: naik, target: "84,75"}

A row of indicators may also have `code` (else IK-01, IK-02 …), `last_value` (or `realisasi`) and `source`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from services.intake.domain.sop import Sop
from services.intake.office_format.indicators import read_indicators
from services.intake.office_format.schema import OfficeSchema
from services.intake.office_format.values import OfficeFile
from services.intake.sop_file import SHIPPED, SopFileInvalid, read_sop_file


class OfficeFileInvalid(Exception):
    """The file is no office that Kinerja can run; the message names each thing that is wrong, in Indonesian."""

    def __init__(self, file: str, problems: list[str]) -> None:
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems))
        self.problems = tuple(problems)


def read_office_file(path: Path) -> OfficeFile:
    """The office in a file. Raises OfficeFileInvalid, and OSError when the file cannot be read."""
    try:
        tree = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
        data = OfficeSchema().load(tree)
        data["indicators"] = _indicators(data["indicators"], path.parent)
    except yaml.YAMLError as error:
        raise OfficeFileInvalid(path.name, [f"bukan YAML yang sah: {error}"]) from error
    except ValidationError as error:
        raise OfficeFileInvalid(path.name, list(_lines(error.messages))) from error
    data["sop"] = _sop_path(data["sop"], path)
    for name in ("units", "posts", "people", "days", "hours"):
        data[name] = tuple(data[name])
    office = OfficeFile(**data)
    if problems := list(_loose_ends(office, read_sop_of(office, path.name))):
        raise OfficeFileInvalid(path.name, problems)
    return office


def read_sop_of(office: OfficeFile, file: str) -> Sop:
    """The SOP the office follows. Raises OfficeFileInvalid with what is wrong in the SOP's file."""
    try:
        return read_sop_file(office.sop)
    except SopFileInvalid as error:
        raise OfficeFileInvalid(file, [str(problem) for problem in error.problems]) from error


def _indicators(given: Any, folder: Path) -> Any:
    try:
        return read_indicators(given, folder)
    except ValidationError as error:
        raise ValidationError({"indicators": error.messages}) from error


def _sop_path(name: str, path: Path) -> Path:
    for folder in (path.parent, SHIPPED):
        if (folder / name).is_file():
            return folder / name
    raise OfficeFileInvalid(path.name, [f"sop: berkas {name} tidak ditemukan"])


def _loose_ends(office: OfficeFile, sop: Sop) -> Iterator[str]:
    """Names that lead nowhere, and roles of the SOP that nobody holds."""
    units = {unit.name for unit in office.units}
    people = {person.name for person in office.people}
    for post in office.posts:
        if post.unit and post.unit not in units:
            yield f"posts: unit “{post.unit}” tidak ada pada units"
        if post.holder and post.holder not in people:
            yield f"posts: “{post.holder}” tidak ada pada people"
        yield from (f"posts: SOP tidak mengenal peran “{role}”" for role in post.roles if role not in sop.roles)
    for row in office.indicators:
        if row.unit not in units:
            yield f"indicators baris {row.row}: unit “{row.unit}” tidak ada pada units"
    held = {role for post in office.posts if post.holder for role in post.roles}
    performing = {performer.role for step in sop.steps for performer in step.performers}
    yield from (f"posts: peran “{role}” belum ada pemegangnya" for role in sop.roles if role in performing - held)


def _lines(messages: Any, place: str = "") -> Iterator[str]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            name = "" if key == "_schema" else f"butir {key + 1}" if isinstance(key, int) else str(key)
            yield from _lines(inner, f"{place} {name}".strip())
    else:
        yield from (f"{place}: {text}" for text in messages)
