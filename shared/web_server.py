"""The WSGI server of every process that answers HTTP (docs/adr/0002)."""

import logging

from cheroot.wsgi import Server

log = logging.getLogger(__name__)


class LoggingServer(Server):
    """cheroot, telling its own troubles as log lines. Its words quote what a request held, so only types are told."""

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:  # noqa: FBT001, FBT002 - cheroot's signature
        """Tell that something went wrong outside the application."""
        log.log(level, "web server failed" if traceback else "web server was interrupted", exc_info=traceback)
