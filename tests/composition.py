"""docker-compose.yml read as Compose itself reads it, without an engine and without the settings of this machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from launcher.system_map import PROCESSES, Process

PROJECT = Path(__file__).resolve().parents[1]
FILE = PROJECT / "docker-compose.yml"
COMPOSE = Path(sys.executable).with_name("docker-compose")
# Where Compose's usual word differs from the map's.
NAMES = {"broker": "redis", "migrations": "migrate"}
SERVERS = {"redis", "postgres"}
OURS = [process for process in PROCESSES if process.kind != "broker"]
OF_A_SERVICE = [process for process in OURS if process.service is not None]
SECRETS = "/run/secrets"
WEB = "intake-web"

Services = dict[str, dict[str, Any]]


def compose(*arguments: str, file: Path = FILE) -> "subprocess.CompletedProcess[str]":
    """What `docker compose` says of the file, with all its profiles."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("KINERJA_", "COMPOSE_"))}
    command = [str(COMPOSE), "--project-directory", str(PROJECT), "--file", str(file), "--profile", "*", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)


def name_of(process: Process) -> str:
    return NAMES.get(process.name, process.name)


def leaves(value: Any) -> Iterator[str]:
    """Every value of a nested structure, as text."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)
