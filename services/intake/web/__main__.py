"""`python -m services.intake.web`: the web of intake on cheroot, one process, a few threads."""

import logging
import signal
import time
from collections.abc import Callable, Iterable
from typing import Any

from prometheus_client import CollectorRegistry

from services.intake.web.app import create_app
from shared.database import Database
from shared.delivery.heartbeat import Heartbeat
from shared.delivery.records import Kind
from shared.http_times import measure
from shared.logs import forget_ids, log_to_stderr
from shared.settings import read_settings
from shared.web_server import LoggingServer

log = logging.getLogger("access")

THREADS = 8
SECRET_PATHS = ("/buka/", "/terima/")


class AccessLog:
    """One line per request: method, path, status, time, and the ids the page named. No query, no person, no secret of a
    link.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.monotonic()
        forget_ids()
        path = str(environ.get("PATH_INFO", ""))
        path = next((f"{secret}…" for secret in SECRET_PATHS if path.startswith(secret)), path)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            milliseconds = round((time.monotonic() - began) * 1000)
            if not path.startswith(("/aset/", "/livez", "/readyz")):
                fields = {"method": environ["REQUEST_METHOD"], "path": path, "status": status[:3], "ms": milliseconds}
                log.info("request", extra=fields)
            return start_response(status, headers, exc_info)

        return self._app(environ, start)


def main() -> None:
    """Serve until told to stop; requests at work are finished."""
    log_to_stderr("intake", Kind.WEB)
    settings = read_settings()
    database = Database(settings.database_urls["intake"])
    app = create_app(settings, database)
    # Nothing is told at the public address: intake's loop answers for this process, too.
    registry = CollectorRegistry()
    measure(app, registry)
    Heartbeat(database, Kind.WEB, settings.heartbeat_s, registry=registry).start()
    server = LoggingServer(
        (settings.bind, settings.port), AccessLog(app), numthreads=THREADS, server_name="kinerja", timeout=30
    )

    def stop(*_signal: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        server.start()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    main()
