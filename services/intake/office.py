"""`./kinerja office`: add, import, template and list."""

import sys
from collections.abc import Sequence

from sqlalchemy import select

from services.intake import seed
from services.intake.models import OfficeRecord
from services.intake.office_import import import_office, write_office_template
from services.intake.terminal import intake_database
from shared.settings import SettingsInvalid, read_settings

_USAGE = """\
Pemakaian:
  ./kinerja office add BERKAS.yaml [BERKAS.yaml ...]   menambah atau memperbarui kantor dari berkas
  ./kinerja office template BERKAS.xlsx [SOP.yaml]     menulis berkas Excel kosong untuk diisi kantor
  ./kinerja office import BERKAS.xlsx                  memeriksa berkas itu; tidak menyimpan apa pun
  ./kinerja office import BERKAS.xlsx --simpan         memeriksa, lalu menyimpan seluruhnya
  ./kinerja office list                                menampilkan kode dan nama kantor
"""


def main(argv: Sequence[str]) -> int:
    """Do what the first word says; 2 for a word that is no command."""
    match list(argv):
        case ["add", *files]:
            return seed.main(files)
        case ["template" | "import" as word, *rest]:
            return _workbook(word, rest)
        case ["list"]:
            return _list()
        case ["-h" | "--help"]:
            sys.stdout.write(_USAGE)
            return 0
    return _unknown()


def _workbook(word: str, rest: Sequence[str]) -> int:
    names = [each for each in rest if each != "--simpan"]
    match word, names:
        case "template", [name]:
            return write_office_template(name)
        case "template", [name, sop]:
            return write_office_template(name, sop)
        case "import", [name]:
            return import_office(name, saves="--simpan" in rest)
    return _unknown()


def _unknown() -> int:
    sys.stderr.write(_USAGE)
    return 2


def _list() -> int:
    try:
        settings = read_settings()
    except SettingsInvalid as error:
        sys.stderr.write(f"{error}\n")
        return 2
    with intake_database(settings) as (database, _), database.read() as session:
        for code, name in session.execute(select(OfficeRecord.code, OfficeRecord.name).order_by(OfficeRecord.code)):
            sys.stdout.write(f"{code}\t{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
