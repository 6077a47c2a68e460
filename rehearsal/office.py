"""The office of a rehearsal: the demo's, or an example office for another SOP; written as an office file."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rehearsal.data_file import DataRow

PROJECT = Path(__file__).resolve().parent.parent
DEMO = PROJECT / "demo" / "kecamatan-mentebah.yaml"
HOLDERS_OF_SEVERAL = 3
ADMIN = "admin@gladi.contoh.example"
ADMIN_OF_DEMO = "admin@mentebah.contoh.example"


class OfficeRefused(Exception):
    """No office can be made for this SOP or data; the message says why."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office file, and what its units will type: indicator code → row."""

    file: Path
    rows: Mapping[str, DataRow]
    admin: str


def make_office(folder: Path, data: tuple[DataRow, ...] | None, sop: Path | None) -> Office:
    """Write the office file into `folder`. Raises OfficeRefused."""
    office = _example_office(sop) if sop else _plain(DEMO)
    rows = data or _demo_rows()
    if data or sop:
        heading, several = _heading_roles(office, sop)
        office = _with_rows(office, rows, heading, fit=data is not None and several)
    else:
        office["indicators"] = [_indicator(row) for row in rows]
        office["sop"] = str(DEMO.parent.parent / "services" / "intake" / "sops" / office["sop"])
    file = folder / "office.yaml"
    file.write_text(json.dumps(office, ensure_ascii=False, indent=1), encoding="utf-8")
    return Office(file, {row.code: row for row in rows}, _admin_of(office))


def _plain(path: Path) -> dict[str, Any]:
    tree: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return tree


def _admin_of(office: Mapping[str, Any]) -> str:
    return next(str(person["email"]) for person in office["people"] if person.get("admin") == "ya")


def _demo_rows() -> tuple[DataRow, ...]:
    """The demo's published indicators; the published realisasi is what the units type."""
    office = _plain(DEMO)
    listed = yaml.load((DEMO.parent / office["indicators"]).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return tuple(
        DataRow(
            row=number,
            unit=row["unit"],
            sasaran=row["sasaran"],
            indikator=row["indikator"],
            satuan=row.get("satuan", ""),
            arah=row["arah"],
            target=row["target"],
            typed=row["realisasi"] if re.search(r"\d", row["realisasi"]) else "",
            reason="" if re.search(r"\d", row["realisasi"]) else "belum_ada",
            explanation="" if re.search(r"\d", row["realisasi"]) else row["realisasi"],
        )
        for number, row in enumerate(listed, start=1)
    )


def _example_office(sop: Path) -> dict[str, Any]:
    """One post and holder for each declared role, three where the role is held by several."""
    _check(sop)
    tree = _plain(sop)
    _refuse_steps_without_performer(tree)
    people = [{"name": "Admin Gladi (contoh)", "email": ADMIN, "admin": "ya"}]
    posts: list[dict[str, Any]] = []
    for role, about in tree["roles"].items():
        name = about if isinstance(about, str) else about.get("name", role)
        count = HOLDERS_OF_SEVERAL if _is_several(about) else 1
        for number in range(1, count + 1):
            holder = f"Pemegang {name} {number} (contoh)"
            people.append({"name": holder, "email": f"{role}-{number}@gladi.contoh.example".lower()})
            posts.append({"jabatan": f"{name} {number}" if count > 1 else name, "roles": role, "holder": holder})
    return {
        "code": "gladi",
        "name": tree["head"].get("instansi", "Kantor Contoh"),
        "pemerintah": tree["head"].get("pemerintah") or "Pemerintah Daerah (contoh)",
        "zone": "Asia/Pontianak",
        "demo": "ya",
        "sop": str(sop.resolve()),
        "posts": posts,
        "people": people,
    }


def _check(sop: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-P", "-m", "services.intake.sop_check", str(sop.resolve())],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if checked.returncode:
        raise OfficeRefused(checked.stderr.strip() or checked.stdout.strip())


def _refuse_steps_without_performer(tree: Mapping[str, Any]) -> None:
    for step in tree["steps"]:
        if not (step.get("performer") or step.get("performers")):
            raise OfficeRefused(f"step {step.get('number')} has no performer")


def _heading_roles(office: Mapping[str, Any], sop: Path | None) -> tuple[list[str], bool]:
    """The roles whose posts head units (who fills in data, else who is several), and whether they are several."""
    tree = _plain(sop) if sop else _plain(PROJECT / "services" / "intake" / "sops" / office["sop"])
    several = [role for role, about in tree["roles"].items() if _is_several(about)]
    filling = [_first_role(step) for step in tree["steps"] if step.get("kind") == "isi_data"]
    heading = filling[:1] or several[:1] or [next(iter(tree["roles"]))]
    return heading, heading[0] in several


def _is_several(about: Any) -> bool:
    return isinstance(about, Mapping) and str(about.get("several", "")).lower() in {"true", "ya", "yes"}


def _first_role(step: Mapping[str, Any]) -> str:
    first: Any = step.get("performers") or step["performer"]
    first = first[0] if isinstance(first, list) else first
    return str(first["role"] if isinstance(first, Mapping) else first)


def _with_rows(office: dict[str, Any], rows: tuple[DataRow, ...], heading: list[str], *, fit: bool) -> dict[str, Any]:
    """The office with a unit for each post of the heading roles, and the rows dealt out to the units.

    With `fit` there are as many such posts as the rows name units, otherwise as many as the office has.
    """
    heads = [post for post in office["posts"] if post["roles"] in heading]
    others = [post for post in office["posts"] if post["roles"] not in heading]
    people = {person["name"]: person for person in office["people"]}
    named = list(dict.fromkeys(row.unit for row in rows))
    if fit:
        heads = _fitted(heads, len(named), heading[0], people)
    units = [named[at] if at < len(named) else f"Unit {at + 1} (contoh)" for at in range(len(heads))]
    for post, unit in zip(heads, units, strict=True):
        post["unit"] = unit
    used = {post["holder"] for post in (*others, *heads)}
    home = {unit: units[at % len(units)] for at, unit in enumerate(named)}
    return office | {
        "units": units,
        "posts": [*others, *heads],
        "people": [person for person in people.values() if person["name"] in used or person.get("admin") == "ya"],
        "indicators": [_indicator(row) | {"unit": home[row.unit]} for row in rows],
    }


def _fitted(
    heads: list[dict[str, Any]], count: int, role: str, people: dict[str, dict[str, str]]
) -> list[dict[str, Any]]:
    for number in range(len(heads) + 1, count + 1):
        holder = f"Kepala Unit {number} (contoh)"
        people[holder] = {"name": holder, "email": f"unit-{number}@gladi.contoh.example"}
        heads = [*heads, {"jabatan": f"Kepala Unit {number}", "roles": role, "holder": holder}]
    return heads[:count]


def _indicator(row: DataRow) -> dict[str, str]:
    return {
        "unit": row.unit,
        "code": row.code,
        "sasaran": row.sasaran,
        "indikator": row.indikator,
        "satuan": row.satuan,
        "arah": row.arah,
        "target": row.target,
    }
