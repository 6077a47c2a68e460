"""Secrets of one data folder: made once, readable by their owner only."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Keys:
    """What the processes of one system share and nobody else may know."""

    secret_key: str = field(repr=False)
    redis_password: str = field(repr=False)


def keys_of(data: Path) -> Keys:
    """Make the secrets at the first call, read them at every later one."""
    folder = data / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Keys(
        secret_key=_made_once(folder / "secret-key"),
        redis_password=_made_once(folder / "redis-password"),
    )


def _made_once(path: Path) -> str:
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    return path.read_text().strip()
