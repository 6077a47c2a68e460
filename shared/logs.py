"""Log lines by structlog: one JSON object each. They name ids, never people, addresses, codes or figures.

What a library's exception says may quote what it failed on, as an address or a figure; only its type and the places it
passed are written. What it said stands in the dead letter, where those who may see it find it.
"""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from uuid import UUID

import structlog
from structlog.contextvars import bind_contextvars, bound_contextvars, clear_contextvars, merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.tracebacks import Stack, extract
from structlog.types import EventDict, WrappedLogger

from shared.clock import machine_now

Ids = Mapping[str, UUID | str | None]
"""Ids by what they are of; None where there is none."""

_LARGEST_LINE = 1 << 20
_PLACES = 12
# Celery tells of each task twice; what an attempt did is told by shared/delivery/consumer.py, with its ids.
_TALKATIVE = ("celery.worker.strategy", "celery.app.trace")


@contextmanager
def logged_about(ids: Ids) -> Iterator[None]:
    """Name these ids (event, trace, cycle, office) in every log line of what is done inside."""
    with bound_contextvars(**_known(ids)):
        yield


def name_ids(ids: Ids) -> None:
    """Name these ids in every further log line of this thread, until they are forgotten."""
    bind_contextvars(**_known(ids))


def forget_ids() -> None:
    """Begin anew: the next request of this thread is about something else."""
    clear_contextvars()


def _known(ids: Ids) -> dict[str, str]:
    return {name: str(value) for name, value in ids.items() if value}


def log_to_stderr(service: str, process: str, *, level: int = logging.INFO) -> None:
    """Send all log lines to standard error, naming the service and what the process is for (web, loop, worker)."""
    # One write a line, however long: the processes of a pool write into one file.
    stream = open(sys.stderr.fileno(), "w", _LARGEST_LINE, "utf-8", closefd=False)  # noqa: SIM115
    log_to(stream, service=service, process=process, level=level)


def log_to(*streams: TextIO, service: str, process: str, level: int = logging.INFO) -> None:
    """Send all log lines, those of libraries and Python's warnings as well, to these streams."""
    handlers = [logging.StreamHandler(stream) for stream in streams]
    for handler in handlers:
        handler.setFormatter(json_lines(service, process))
    logging.basicConfig(level=level, handlers=handlers, force=True)
    logging.captureWarnings(capture=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def json_lines(service: str, process: str) -> ProcessorFormatter:
    """The form of a line: at, level, service, process, message; then logger, ids bound around it, extras and error."""

    def in_order(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
        # A person reads a line from its left: when, how bad, who, what; then about what, always in the same order.
        level, said = line.pop("level"), line.pop("event")
        head = {"at": machine_now().isoformat(), "level": level, "service": service, "process": process}
        return {**head, "message": said, **dict(sorted(line.items()))}

    return ProcessorFormatter(
        foreign_pre_chain=[
            _without_what_was_worked_on,
            merge_contextvars,
            ExtraAdder(),
            add_log_level,
            add_logger_name,
            _error,
            in_order,
        ],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
    )


def _without_what_was_worked_on(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Celery puts a task's arguments in `data`: envelopes with names and addresses. A failure's text quotes them."""
    record: logging.LogRecord = line["_record"]
    data = vars(record).pop("data", None)
    if record.exc_info:
        is_task = isinstance(data, Mapping) and "name" in data
        line["event"] = f"task {data['name']} failed" if is_task else str(record.msg)
    return line


def _error(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    kind, value, trace = line.pop("exc_info", None) or (None, None, None)
    if kind is not None and value is not None:
        line["error"] = [_raised(stack) for stack in extract(kind, value, trace).stacks]
    return line


def _raised(stack: Stack) -> dict[str, object]:
    """One exception of a chain: its type, and where it passed, outermost first."""
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in stack.frames[-_PLACES:]]
    return {"type": stack.exc_type, "at": places}
