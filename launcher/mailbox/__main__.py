"""`python -m launcher.mailbox`: SMTP and pages in one process, by the KINERJA_* settings."""

import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from cheroot import wsgi

from launcher.mailbox.faults import Faults
from launcher.mailbox.pages import make_app
from launcher.mailbox.receive import controller
from launcher.mailbox.store import MailStore
from shared.logs import log_to_stderr

_THREADS = 4


def main() -> int:
    """Serve until SIGTERM; 2 when a setting is missing."""
    settings = {name: os.environ.get(name, "") for name in _NEEDED}
    missing = [name for name, value in settings.items() if not value]
    if missing:
        print(f"not set: {', '.join(missing)}", file=sys.stderr)
        return 2
    log_to_stderr("mailbox", "mailbox")
    logging.getLogger("mail").setLevel(logging.ERROR)  # it tells of every address
    smtp = urlsplit(settings["KINERJA_SMTP_URL"])
    store = MailStore(Path(settings["KINERJA_DATA"]) / "mailbox")
    faults = Faults()
    receiver = controller(store, faults, smtp.hostname or "127.0.0.1", smtp.port or 25)
    receiver.start()
    app = make_app(store, faults if os.environ.get("KINERJA_MAILBOX_FAULTS") == "1" else None)
    server = wsgi.Server((settings["KINERJA_BIND"], int(settings["KINERJA_MAILBOX_PORT"])), app, numthreads=_THREADS)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.start()
    except KeyboardInterrupt:
        server.stop()
    receiver.stop()
    return 0


_NEEDED = ("KINERJA_DATA", "KINERJA_BIND", "KINERJA_SMTP_URL", "KINERJA_MAILBOX_PORT")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
