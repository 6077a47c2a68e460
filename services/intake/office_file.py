"""Reads an office file: who the office is, its calendar, units, posts, people and indicators.

YAML (or JSON, which is YAML). Every scalar is read as text, so that `no`, dates and "1.234,56" stay as written.

    code: kecamatan-mentebah         # never changes: everything of the office is derived from it
    name: Kecamatan Mentebah
    pemerintah: Pemerintah Kabupaten Kapuas Hulu
    alamat: Jalan ...                # optional, as are all keys from here to `sop`
    place: Putussibau                # where its letters are dated
    contact: Telepon ..., e-mail ...
    dispatch_name: Bagian Organisasi Setda ...    # where the report is sent in the end
    dispatch_email: organisasi@...
    opens_on: "01-05"                # month and day on which the cycle for the year before opens by itself
    due_on: "02-15"                  # the office's own final date, not after the end of February
    letters:                         # surat_permintaan, surat_pengantar; what is left out is the usual
      surat_pengantar: {signer: sekcam, numbering: agenda, scheme: "{klasifikasi}/{urut}/{tahun}"}
    archive: {klasifikasi: "000.8.3", active_years: "2", inactive_years: "4", fate: Permanen}
    zone: Asia/Pontianak             # IANA name
    demo: ya                         # an example: its papers and mails say so; optional, tidak
    sop: mentebah-067-01-2022.v1.yaml    # beside this file, or one that comes with the product
    days:                            # the office's own days, optional; they win over the national calendar
      - {day: 2026-12-28, working: tidak, name: Cuti bersama daerah}
    hours:                           # office hours of a range of dates, or without dates the usual ones; optional
      - {name: Ramadan, first: 2027-02-08, last: 2027-03-09, hours: {senin: "08.00-12.00, 12.30-15.00"}}
    units: [Seksi Pemerintahan, Kelurahan Contoh]
    posts:
      - {jabatan: Camat, roles: camat, holder: Budi (contoh)}
      - {jabatan: Kasi Pemerintahan, roles: [kasi_lurah], unit: Seksi Pemerintahan, holder: Ani (contoh)}
    people:
      - {name: Budi (contoh), email: camat@contoh.example, nip: ..., pangkat: ..., phone: ..., password: ..., admin: ya}
    indicators: indicators.yaml      # rows, or a YAML, JSON or CSV file of rows beside this file:
      - {unit: Seksi Pemerintahan, sasaran: ..., indikator: ..., satuan: Persen, arah: naik, target: "84,75"}

A row of indicators may also have `code` (else IK-01, IK-02 …), `last_value` (or `realisasi`), `source`, `definition`,
`formula`, `numerator` and `denominator` (what the figure is computed from) and `data_source` (where it is taken from).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from services.intake.domain.sop import Sop
from services.intake.office_format.checks import loose_ends
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
    data["sop"] = find_sop(data["sop"], path)
    for name in ("units", "posts", "people", "days", "hours"):
        data[name] = tuple(data[name])
    office = OfficeFile(**data)
    if problems := list(map(str, loose_ends(office, read_sop_of(office, path.name)))):
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


def find_sop(name: str, path: Path) -> Path:
    """The SOP file of this name beside the office's file or among those that come with the product.

    Raises OfficeFileInvalid.
    """
    for folder in (path.parent, SHIPPED):
        if (folder / name).is_file():
            return folder / name
    raise OfficeFileInvalid(path.name, [f"sop: berkas {name} tidak ditemukan"])


def _lines(messages: Any, place: str = "") -> Iterator[str]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            name = "" if key == "_schema" else f"butir {key + 1}" if isinstance(key, int) else str(key)
            yield from _lines(inner, f"{place} {name}".strip())
    else:
        yield from (f"{place}: {text}" for text in messages)
