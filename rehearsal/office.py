"""The office of a rehearsal: the demo's, or an example office for another SOP; written as an office file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from launcher.options import DEMO_OFFICES, PROJECT
from rehearsal.data_file import DataRow, typed_or_reason
from rehearsal.failure import CannotBegin
from rehearsal.sop_outline import SopOutline, plain_yaml, read_outline

DEMO = DEMO_OFFICES / "kecamatan-mentebah.yaml"
_SHIPPED_SOPS = PROJECT / "services" / "intake" / "sops"
_HOLDERS_OF_SEVERAL = 3
_LONGEST_NAME = 150
_DOMAIN = "gladi.contoh.example"


@dataclass(frozen=True, slots=True)
class Office:
    """An office file, the SOP it follows, and what its units will type: indicator code → row."""

    file: Path
    sop: SopOutline
    rows: Mapping[str, DataRow]


def make_office(folder: Path, data: tuple[DataRow, ...] | None, sop: Path | None) -> Office:
    """Write the office file into `folder`. Raises CannotBegin."""
    demo = plain_yaml(DEMO)
    outline = read_outline(sop or _SHIPPED_SOPS / demo["sop"])
    office = _example_office(outline) if sop else demo
    rows = data or _demo_rows(demo)
    if data:
        office = _with_units_of(data, office, outline)
    elif sop:
        filling = outline.filling_roles()
        rows = _dealt(rows, [post["unit"] for post in office["posts"] if post["roles"] in filling])
    office |= {"sop": str(outline.file), "indicators": [_indicator(row) for row in rows]}
    file = folder / "office.yaml"
    file.write_text(json.dumps(office, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML, too
    return Office(file, outline, {row.code: row for row in rows})


def _demo_rows(demo: Mapping[str, Any]) -> tuple[DataRow, ...]:
    """The demo's published indicators; the published realisasi is what the units type."""
    listed: Any = plain_yaml(DEMO.parent / demo["indicators"])
    said = ("unit", "sasaran", "indikator", "satuan", "arah", "target")
    return tuple(
        DataRow(
            row=number,
            triwulan=(),
            **{name: row.get(name, "") for name in said},
            **typed_or_reason(row["realisasi"], row.get("satuan", ""), row.get("target", "")),
        )
        for number, row in enumerate(listed, start=1)
    )


def _example_office(sop: SopOutline) -> dict[str, Any]:
    """One post and holder for each declared role, three where several hold it; who is several heads a unit."""
    office: dict[str, Any] = {
        "code": "gladi",
        "name": sop.head.get("instansi", "Kantor Contoh"),
        "pemerintah": sop.head.get("pemerintah") or "Pemerintah Daerah (contoh)",
        "zone": "Asia/Jakarta",
        "demo": "ya",
        "units": [],
        "posts": [],
        "people": [{"name": "Admin Gladi (contoh)", "email": f"admin@{_DOMAIN}", "admin": "ya"}],
    }
    heading = {*sop.filling_roles(), *sop.several}
    names = list(sop.roles.values())
    for role, name in sop.roles.items():
        label = name[:_LONGEST_NAME] if names.count(name) == 1 else f"{name[:_LONGEST_NAME]} ({role})"
        count = _HOLDERS_OF_SEVERAL if role in sop.several else 1
        for number in range(1, count + 1):
            jabatan = f"{label} {number}" if count > 1 else label
            _add_post(office, jabatan, role, f"{role}-{number}", unit=f"Unit {jabatan}" if role in heading else None)
    return office


def _add_post(office: dict[str, Any], jabatan: str, role: str, mailbox: str, *, unit: str | None) -> None:
    holder = f"Pemegang {jabatan} (contoh)"
    post = {"jabatan": jabatan, "roles": role, "holder": holder}
    office["posts"].append({**post, "unit": unit} if unit else post)
    office["people"].append({"name": holder, "email": f"{mailbox}@{_DOMAIN}"})
    if unit:
        office["units"].append(unit)


def _with_units_of(data: Sequence[DataRow], office: Mapping[str, Any], sop: SopOutline) -> dict[str, Any]:
    """The office with the units of the data: each is headed by a post of the role that fills in data."""
    units = list(dict.fromkeys(row.unit for row in data))
    roles = sop.filling_roles()
    if not roles:
        raise CannotBegin("--data: SOP ini tidak memiliki langkah isi_data, sehingga angkanya tidak pernah diminta.")
    role = next((role for role in roles if role in sop.several), roles[0])
    if role not in sop.several and len(units) > 1:
        raise CannotBegin(
            f"--data memuat {len(units)} unit, tetapi peran {role} yang mengisi data hanya satu pemegangnya"
            " dalam SOP ini (tanpa several: true)."
        )
    kept = [post for post in office["posts"] if post["roles"] != role]
    holders = {post["holder"] for post in kept}
    people = [one for one in office["people"] if one["name"] in holders or one.get("admin") == "ya"]
    others = [unit for unit in office["units"] if unit in {post.get("unit") for post in kept} and unit not in units]
    made = {**office, "units": others, "posts": kept, "people": people}
    for number, unit in enumerate(units, start=1):
        _add_post(made, f"Kepala {unit}", role, f"unit-{number}", unit=unit)
    return made


def _dealt(rows: Sequence[DataRow], units: Sequence[str]) -> tuple[DataRow, ...]:
    """The demo's indicators given to the units of another office, one after the other."""
    if not units:
        return ()
    return tuple(replace(row, unit=units[at % len(units)]) for at, row in enumerate(rows))


def _indicator(row: DataRow) -> dict[str, str]:
    said = ("unit", "code", "sasaran", "indikator", "satuan", "arah", "target", "pagu", "weight")
    targets = {f"tw{number}": target for number, target, _ in row.triwulan}
    return {name: str(getattr(row, name)) for name in said} | targets
