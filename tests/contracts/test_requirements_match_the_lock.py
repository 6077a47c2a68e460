"""pip installs from requirements*.txt, developers from uv.lock: both must name the same versions and hashes."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FILES = {"requirements.txt": [], "requirements-test.txt": ["test"]}
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
HASHED = re.compile(r"--hash=(sha256:[0-9a-f]{64})")

LOCK: dict[str, Any] = tomllib.loads((PROJECT / "uv.lock").read_text())
PACKAGES: dict[str, dict[str, Any]] = {package["name"]: package for package in LOCK["package"]}
AGAIN = (
    "uv export --no-default-groups --no-emit-project --no-header -o requirements.txt; "
    "uv export --group test --no-emit-project --no-header -o requirements-test.txt"
)


def needed(groups: list[str]) -> set[str]:
    """Names of all packages that the project's dependencies and the groups lead to."""
    project = PACKAGES["kinerja"]
    waiting = [*project["dependencies"], *(entry for group in groups for entry in project["dev-dependencies"][group])]
    found: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    while waiting:
        entry = waiting.pop()
        key = (entry["name"], *sorted(entry.get("extra", ())))
        if key in seen:
            continue
        seen.add(key)
        found.add(entry["name"])
        package = PACKAGES[entry["name"]]
        waiting += package.get("dependencies", [])
        for extra in entry.get("extra", ()):
            waiting += package["optional-dependencies"].get(extra, [])
    return found


@pytest.mark.parametrize(("name", "groups"), FILES.items())
def test_the_requirements_name_the_versions_of_the_lock(name: str, groups: list[str]) -> None:
    pinned = dict(PINNED.findall((PROJECT / name).read_text()))
    assert pinned == {package: PACKAGES[package]["version"] for package in needed(groups)}, AGAIN


@pytest.mark.parametrize("name", FILES)
def test_the_requirements_carry_the_hashes_of_the_lock(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (PROJECT / name).read_text())
    for block in blocks:
        package = PINNED.match(block)
        assert package is not None
        locked = PACKAGES[package.group(1)]
        files = [*locked.get("wheels", ()), *([locked["sdist"]] if "sdist" in locked else [])]
        assert set(HASHED.findall(block)) == {file["hash"] for file in files}, AGAIN
