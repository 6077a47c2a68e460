"""What a rehearsal must know of an SOP before anything starts, read from its file (docs/sop-format.md)."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from launcher.environment import children_environment
from launcher.options import PROJECT
from rehearsal.failure import CannotBegin

_YES = {"ya", "yes", "true"}
_CHECK_LIMIT_S = 60


@dataclass(frozen=True, slots=True)
class SopOutline:
    """`roles`: id → the name people read; `steps` as in the file, by number."""

    file: Path
    head: Mapping[str, Any]
    roles: Mapping[str, str]
    several: frozenset[str]
    steps: Mapping[int, Mapping[str, Any]]

    def filling_roles(self) -> list[str]:
        """Who fills in data: of each such step the roles with several holders, else its first performer."""
        found: dict[str, None] = {}
        for step in self.steps.values():
            if step.get("kind") == "isi_data":
                roles = _performing(step)
                found |= dict.fromkeys([role for role in roles if role in self.several] or roles[:1])
        return list(found)

    def check_late(self, number: int) -> None:
        """Raises CannotBegin when no task of this step can be late."""
        step = self._step(number, "--late")
        if not any(character.isdigit() for character in str(step.get("waktu") or "")):
            raise CannotBegin(f"--late {number}: SOP tidak menyebut waktu baku untuk langkah {number}.")

    def check_return(self, number: int) -> None:
        """Raises CannotBegin when nobody can send the work back at this step."""
        exits = (self._step(number, "--return").get("decision") or {}).get("exits") or []
        exits = exits if isinstance(exits, list) else [exits]
        if not any(_is_yes(exit_.get("returns")) for exit_ in exits):
            raise CannotBegin(f"--return {number}: langkah {number} tidak memutuskan pengembalian.")

    def _step(self, number: int, option: str) -> Mapping[str, Any]:
        if number not in self.steps:
            numbers = ", ".join(map(str, self.steps))
            raise CannotBegin(f"{option} {number}: SOP tidak memiliki langkah {number}; yang ada: {numbers}.")
        return self.steps[number]


def read_outline(file: Path) -> SopOutline:
    """The outline of an SOP that is sound. Raises CannotBegin with what the check says about one that is not."""
    _check(file)
    tree = plain_yaml(file)
    said = tree["roles"]
    return SopOutline(
        file,
        tree["head"],
        {role: about.get("name", role) if isinstance(about, dict) else about for role, about in said.items()},
        frozenset(role for role, about in said.items() if isinstance(about, dict) and _is_yes(about.get("several"))),
        {int(step["number"]): step for step in tree["steps"]},
    )


def plain_yaml(path: Path) -> dict[str, Any]:
    """A YAML file as text, lists and mappings."""
    tree: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return tree


def _check(file: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-P", "-m", "services.intake.sop_check", str(file)],
        cwd=PROJECT,
        env=children_environment({}),
        capture_output=True,
        text=True,
        timeout=_CHECK_LIMIT_S,
        check=False,
    )
    if checked.returncode:
        raise CannotBegin(checked.stderr.strip() or checked.stdout.strip())


def _performing(step: Mapping[str, Any]) -> list[str]:
    said = step.get("performers") or step["performer"]
    listed = said if isinstance(said, list) else [said]
    return [str(one["role"] if isinstance(one, dict) else one) for one in listed]


def _is_yes(value: object) -> bool:
    return str(value).strip().casefold() in _YES
