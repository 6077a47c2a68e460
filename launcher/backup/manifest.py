"""What a backup says of itself."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from launcher.backup.problem import BackupProblem

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a backup: its sha256 in hex and its length in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`taken_at`: the moment of the databases, UTC. `database`: sqlite or postgresql. `heads`: migrations by service.

    `rows` by service. `has_secret_key`: whether the key of mailed links is inside; the key itself is a member.
    """

    taken_at: datetime
    database: str
    heads: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]
    has_secret_key: bool
    members: Mapping[str, Member]

    @property
    def damaged_files(self) -> list[str]:
        """The stored files whose bytes are no longer those they were named after."""
        files = {name: member for name, member in self.members.items() if name.startswith("files/")}
        return sorted(name for name, member in files.items() if not name.endswith(member.sha256))

    def to_json(self) -> bytes:
        """The manifest as it stands in the archive, UTF-8."""
        fields = {**dataclasses.asdict(self), "format": FORMAT, "taken_at": self.taken_at.isoformat()}
        return json.dumps(fields, indent=1, sort_keys=True).encode()


def manifest_from_json(content: bytes) -> Manifest:
    """Read it. Raises BackupProblem for one that is damaged or of a newer kind than this version knows."""
    try:
        fields: dict[str, Any] = json.loads(content)
        if fields["format"] != FORMAT:
            raise BackupProblem(
                f"Cadangan ini berformat {fields['format']}; versi Kinerja ini hanya membaca format {FORMAT}."
                " Pulihkan dengan versi Kinerja yang membuatnya atau yang lebih baru."
            )
        return Manifest(
            taken_at=datetime.fromisoformat(fields["taken_at"]),
            database=fields["database"],
            heads={service: tuple(heads) for service, heads in fields["heads"].items()},
            rows=fields["rows"],
            has_secret_key=fields["has_secret_key"],
            members={name: Member(**member) for name, member in fields["members"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupProblem("Cadangan rusak: daftar isinya tidak dapat dibaca.") from error
