"""Brings the databases of all four services to the present schema, one after the other, in one process."""

import sys

from launcher.system_map import SERVICES
from shared.database import migrate
from shared.settings import SettingsInvalid, read_database_url


def main() -> int:
    """Migrate all four; 2 when the address of one is missing or wrong."""
    try:
        urls = {service: read_database_url(service) for service in SERVICES}
    except SettingsInvalid as error:
        print(error, file=sys.stderr)
        return 2
    for service, url in urls.items():
        migrate(service, url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
