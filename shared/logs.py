"""Log lines as JSON on standard error. Messages name ids, never people, addresses, codes or figures."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from shared.clock import machine_now

# Celery puts a task's arguments in `data`: envelopes with names and addresses.
_LEFT_OUT = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "data"}


_about: ContextVar[Mapping[str, str]] = ContextVar("about", default={})  # noqa: B039 # read only


@contextmanager
def logged_about(ids: Mapping[str, str | None]) -> Iterator[None]:
    """Name these ids (event, trace, cycle, office) in every log line of what is done inside."""
    before = _about.set({**_about.get(), **{name: value for name, value in ids.items() if value}})
    try:
        yield
    finally:
        _about.reset(before)


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": machine_now().isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_about.get(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _LEFT_OUT and not key.startswith("_")}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Send all log lines to standard error, one JSON object each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
