"""`python -m faults.worker SERVICE POOL`: the worker of a service as ever, and the tally of what it did."""

import os
import sys

from faults.tally import with_tally
from shared.delivery.records import Kind
from shared.delivery.worker import run
from shared.logs import log_to_stderr
from shared.service import load_service
from shared.settings import read_settings

CHILDREN = 2


def main(arguments: list[str]) -> None:
    """Run the worker until it is told to stop. A `prefork` pool has two children."""
    name, pool = arguments
    os.environ["KINERJA_POOL"] = pool
    os.environ["KINERJA_CONCURRENCY"] = str(CHILDREN if pool == "prefork" else 1)
    log_to_stderr(name, Kind.WORKER)
    settings = read_settings()
    run(with_tally(load_service(name, settings)), settings)


if __name__ == "__main__":
    main(sys.argv[1:])
