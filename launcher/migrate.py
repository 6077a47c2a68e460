"""Brings the databases of all four services to the present schema, one after the other, in one process."""

import os
import sys

from launcher.system_map import SERVICES
from shared.database import migrate


def main() -> int:
    """Migrate all four; 2 when the address of one is not set."""
    for service in SERVICES:
        name = f"KINERJA_DATABASE_URL_{service.upper()}"
        url = os.environ.get(name)
        if not url:
            print(f"{name} is not set", file=sys.stderr)
            return 2
        migrate(service, url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
