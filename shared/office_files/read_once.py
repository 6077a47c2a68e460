"""One reading and out: an .xlsx on stdin, JSON on stdout. Run as `python -m shared.office_files.read_once SECONDS`.

The JSON is {"sheets": …} as to_json makes it, or {"refused": [reason, sentence]}.
"""

import json
import signal
import sys
from typing import Any

from shared.office_files.reading import cells_of
from shared.office_files.refusal import FileRefused
from shared.office_files.workbook import to_json

MAX_ADDRESS_SPACE = 256 * 1024 * 1024


def main() -> int:
    """Read the workbook on stdin within the limits of time and memory; the exit code is 0 for a refusal, too."""
    _limit(int(sys.argv[1]))
    content = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": to_json(cells_of(content))}
    except FileRefused as refused:
        answer = {"refused": [refused.reason_code, refused.sentence]}
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has neither; there the parent's time limit alone holds
        return
    signal.alarm(seconds)  # a child whose parent was killed must not run on for ever
    resource.setrlimit(resource.RLIMIT_AS, (MAX_ADDRESS_SPACE, MAX_ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    sys.exit(main())
