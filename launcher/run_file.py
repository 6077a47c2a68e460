"""`<data>/run/system.json`: what runs for a data folder, for `./kinerja status` and for people."""

import dataclasses
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from launcher.child import Child
from launcher.ports import Ports


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One process; `pid` is None while it waits for its next start."""

    name: str
    kind: str
    pid: int | None
    started_at: datetime | None
    restarts: int


@dataclasses.dataclass(frozen=True, slots=True)
class RunRecord:
    """One running system; `pid` is the launcher's."""

    pid: int
    started_at: datetime
    address: str
    mailbox_url: str | None
    ports: Ports
    rows: tuple[Row, ...]


def write(data: Path, record: RunRecord) -> None:
    """Replaces the file in one move, so that nobody reads half of it."""
    path = _path(data)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(dataclasses.asdict(record), default=_as_text, indent=1))
    draft.replace(path)


def read(data: Path) -> RunRecord | None:
    """Read what was written last; None when no system runs or none ended by itself."""
    path = _path(data)
    if not path.exists():
        return None
    fields = json.loads(path.read_text())
    return RunRecord(
        pid=fields["pid"],
        started_at=datetime.fromisoformat(fields["started_at"]),
        address=fields["address"],
        mailbox_url=fields["mailbox_url"],
        ports=Ports(**fields["ports"]),
        rows=tuple(_row(row) for row in fields["rows"]),
    )


def remove(data: Path) -> None:
    """Forget the system that ended."""
    _path(data).unlink(missing_ok=True)


def record_of(
    address: str, mailbox_url: str | None, ports: Ports, started_at: datetime, children: Sequence[Child]
) -> RunRecord:
    """Collect what this launcher runs now."""
    rows = tuple(
        Row(child.process.name, child.process.kind, child.pid, child.started_at, child.restarts) for child in children
    )
    return RunRecord(os.getpid(), started_at, address, mailbox_url, ports, rows)


def now() -> datetime:
    """Machine time, aware, UTC."""
    return datetime.now(UTC)


def _row(fields: dict[str, Any]) -> Row:
    started_at = fields["started_at"]
    return Row(**{**fields, "started_at": None if started_at is None else datetime.fromisoformat(started_at)})


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in system.json")


def _path(data: Path) -> Path:
    return data / "run" / "system.json"
