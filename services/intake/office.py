"""`./kinerja office add FILE...` and `./kinerja office list`."""

import sys
from collections.abc import Sequence

from sqlalchemy import select

from services.intake import seed
from services.intake.models import OfficeRecord
from services.intake.terminal import intake_database
from shared.settings import SettingsInvalid, read_settings

_USAGE = """\
Pemakaian:
  ./kinerja office add BERKAS.yaml [BERKAS.yaml ...]   menambah atau memperbarui kantor dari berkas
  ./kinerja office list                                menampilkan kode dan nama kantor
"""


def main(argv: Sequence[str]) -> int:
    """Do what the first word says; 2 for a word that is no command."""
    match list(argv):
        case ["add", *files]:
            return seed.main(files)
        case ["list"]:
            return _list()
        case ["-h" | "--help"]:
            sys.stdout.write(_USAGE)
            return 0
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
