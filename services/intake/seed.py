"""`python -m services.intake.seed FILE...`: loads offices from their files (services/intake/office_file.py)."""

import sys
from collections.abc import Sequence
from pathlib import Path

from services.intake.office_file import OfficeFileInvalid, read_office_file
from services.intake.office_format.values import OfficeFile
from services.intake.office_loading import load_office
from services.intake.terminal import intake_database
from shared.settings import Settings, SettingsInvalid, read_settings

LOADED, REFUSED, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Load every file, or none of them. Returns 1 when a file is refused, 2 when one cannot be read."""
    if not argv or set(argv) & {"-h", "--help"}:
        sys.stderr.write("Pemakaian: ./kinerja office add BERKAS.yaml [BERKAS.yaml ...]\n")
        return LOADED if argv else UNUSABLE
    try:
        offices = [read_office_file(Path(name)) for name in argv]
        load_offices(offices, read_settings())
    except OfficeFileInvalid as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except (OSError, SettingsInvalid) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    for office in offices:
        sys.stdout.write(
            f"{office.name} ({office.code}): {len(office.posts)} jabatan, {len(office.units)} unit,"
            f" {len(office.indicators)} indikator\n"
        )
    return LOADED


def load_offices(offices: Sequence[OfficeFile], settings: Settings) -> None:
    """Load offices in one transaction. In demo and rehearsal mode every office is an example."""
    with intake_database(settings) as (database, clock), database.write() as session:
        for office in offices:
            load_office(session, office, clock.now().date(), is_demo=office.demo or settings.is_demo)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
