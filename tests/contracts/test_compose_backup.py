"""deploy/backup.yml: what a backup and a restore are given, and that they are no part of what runs."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from launcher.__main__ import _OWN as COMMANDS
from launcher.backup.place import place_of
from tests.composition import PROJECT, SECRETS, compose


@pytest.fixture(scope="module")
def keepers() -> dict[str, Any]:
    result = compose("--file", str(PROJECT / "deploy" / "backup.yml"), "config", "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    services: dict[str, Any] = json.loads(result.stdout)["services"]
    return {name: service for name, service in services.items() if name in ("backup", "restore")}


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_it_can_open_all_four_databases_and_redis_and_finds_the_files(
    name: str, keepers: dict[str, Any], secrets: Path
) -> None:
    service = keepers[name]
    settings = {key: value.replace(SECRETS, str(secrets)) for key, value in service["environment"].items()}
    place = place_of(Path(settings["KINERJA_DATA"]), settings)
    assert place.database == "postgresql"
    assert all(make_url(url).password for url in place.database_urls.values())
    assert place.redis_url
    mounted = {volume["target"] for volume in service["volumes"]}
    assert {str(place.files), str(place.data), settings["TMPDIR"]} <= mounted


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_it_runs_the_command_it_is_named_after_and_only_when_asked(name: str, keepers: dict[str, Any]) -> None:
    assert keepers[name]["command"] == ["python", "-m", "launcher", name, "-"]
    assert name in COMMANDS
    assert keepers[name]["profiles"] == ["backup"]
    assert "ports" not in keepers[name]
