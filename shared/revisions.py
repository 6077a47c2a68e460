"""Which revisions a migrated database stands at, read from the migration files without loading alembic (12 MB)."""

import re
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_ASSIGNED = re.compile(r'^(revision|down_revision) = "([^"]+)"', re.MULTILINE)


@cache
def newest_revisions(service: str) -> frozenset[str]:
    """The heads of one service's migrations and of delivery's: what `alembic_version` holds after `migrate`."""
    folders = (_ROOT / "shared" / "delivery" / "migrations", _ROOT / "services" / service / "migrations")
    found = [match.groups() for folder in folders for file in folder.glob("*.py") for match in _matches(file)]
    replaced = {value for name, value in found if name == "down_revision"}
    return frozenset(value for name, value in found if name == "revision" and value not in replaced)


def _matches(file: Path) -> list[re.Match[str]]:
    return list(_ASSIGNED.finditer(file.read_text(encoding="utf-8")))
