"""An uploaded .xlsx, read in a child process that may run out of time or memory without harm to us."""

import json
import subprocess
import sys
from pathlib import Path

from shared.office_files.refusal import FileRefused, Reason
from shared.office_files.workbook import Workbook, from_json

_ROOT = Path(__file__).parents[2]
TIME_LIMIT_S = 20


def read_workbook(content: bytes, *, time_limit_s: int = TIME_LIMIT_S) -> Workbook:
    """Every filled cell of every sheet, the hidden ones included.

    The file passes the gate first; at most 20 sheets of 5,000 rows and 100 columns are read. Numbers are the shortest
    text of the stored float as Decimal, never the result of arithmetic. Raises FileRefused, also when reading takes
    longer than `time_limit_s` seconds or more than 256 MiB of address space.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-m", "shared.office_files.read_once", str(time_limit_s)],
            input=content,
            capture_output=True,
            cwd=_ROOT,
            timeout=time_limit_s + 1,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _unreadable() from None
    if child.returncode:
        raise _unreadable()
    answer = json.loads(child.stdout)
    if "refused" in answer:
        reason, sentence = answer["refused"]
        raise FileRefused(Reason(reason), sentence)
    return from_json(answer["sheets"])


def _unreadable() -> FileRefused:
    return FileRefused(
        Reason.UNREADABLE,
        "Berkas ini tidak selesai terbaca dalam batas waktu dan memori. Salin isiannya ke berkas baru, lalu unggah"
        " berkas baru itu.",
    )
