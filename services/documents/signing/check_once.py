"""One look at a PDF and out: an order (a line of JSON) and the file on stdin, what was found as JSON on stdout.

Run as `python -m services.documents.signing.check_once` by checking.py.
"""

import json
import signal
import sys
from base64 import b64decode

from services.documents.signing.checking import EXIT_OUT_OF_MEMORY


def main() -> int:
    """The exit code is 0, EXIT_OUT_OF_MEMORY, or another where the file can't be read."""
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["time_limit_s"], order["memory_limit_bytes"])
    from services.documents.signing.validation import validated

    try:
        found = validated(sys.stdin.buffer.read(), b64decode(order["authority"]))
    except MemoryError:
        return EXIT_OUT_OF_MEMORY
    json.dump(found.to_json(), sys.stdout)
    return 0


def _limit(time_limit_s: int, memory_limit_bytes: int) -> None:
    if hasattr(signal, "alarm"):  # not on Windows; a child whose parent was killed must not run on for ever
        signal.alarm(time_limit_s)
    try:
        import resource
    except ImportError:  # not on Windows, where only the time and pyHanko's own limits hold
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit_bytes, memory_limit_bytes))


if __name__ == "__main__":
    sys.exit(main())
