"""What the contracts of docker-compose.yml are read from."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.composition import PROJECT, Services, compose


@pytest.fixture(scope="session")
def composed() -> dict[str, Any]:
    """The file with everything filled in; not to be changed by a test."""
    result = compose("config", "--format", "json")
    assert result.returncode == 0, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read


@pytest.fixture(scope="session")
def services(composed: dict[str, Any]) -> Services:
    read: Services = composed["services"]
    return read


@pytest.fixture(scope="session")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The secrets of an installation, as its own script writes them."""
    folder = tmp_path_factory.mktemp("installation") / "secrets"
    subprocess.run([PROJECT / "deploy" / "make-secrets.sh", folder], check=True, capture_output=True)
    return folder
