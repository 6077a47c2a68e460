"""`./kinerja stop`: ends the launcher of a data folder as Ctrl-C would."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence

from launcher.data_folder import data_argument
from launcher.lock import holder

_LIMIT_SECONDS = 90.0
_LOOK_SECONDS = 0.1


def main(arguments: Sequence[str]) -> int:
    """Send SIGTERM and wait; 3 when nothing runs."""
    parser = argparse.ArgumentParser(prog="kinerja stop", description="Menghentikan Kinerja yang sedang berjalan.")
    data_argument(parser)
    data = parser.parse_args(arguments).data
    pid = holder(data)
    if pid is None:
        print(f"Kinerja tidak sedang berjalan untuk folder data {data}.", file=sys.stderr)
        return 3
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + _LIMIT_SECONDS
    while holder(data) == pid:
        if time.monotonic() > until:
            print(f"Kinerja (pid {pid}) belum berhenti setelah {_LIMIT_SECONDS:.0f} detik.", file=sys.stderr)
            return 1
        time.sleep(_LOOK_SECONDS)
    print("Kinerja sudah berhenti.")
    return 0
