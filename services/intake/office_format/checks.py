"""What no single value of an office shows: names that lead nowhere, things named twice, roles that nobody holds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.intake.domain.sop import Sop
from services.intake.office_format.values import OfficeFile


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """Something wrong at an entry of a part of the file (`index` from 0; None for the part as a whole)."""

    part: str
    index: int | None
    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.part}: {self.text}" if self.index is None else f"{self.part} butir {self.index + 1}: {self.text}"


def loose_ends(office: OfficeFile, sop: Sop) -> Iterator[LooseEnd]:
    """Everything of the kind, in the order of the file."""
    yield from _twice("units", "name", (unit.name for unit in office.units))
    yield from _twice("posts", "jabatan", (post.jabatan for post in office.posts))
    yield from _posts(office, sop)
    yield from _twice("people", "name", (person.name for person in office.people))
    yield from _indicators(office)
    yield from _signers(office, sop)


def _twice(part: str, key: str, names: Iterable[str]) -> Iterator[LooseEnd]:
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            yield LooseEnd(part, index, key, f"“{name}” tertulis dua kali; bedakan namanya")


def _posts(office: OfficeFile, sop: Sop) -> Iterator[LooseEnd]:
    units = {unit.name for unit in office.units}
    people = {person.name for person in office.people}
    for index, post in enumerate(office.posts):
        if post.unit and post.unit not in units:
            yield LooseEnd("posts", index, "unit", f"unit “{post.unit}” tidak ada pada daftar unit")
        if post.holder and post.holder not in people:
            yield LooseEnd("posts", index, "holder", f"“{post.holder}” tidak ada pada daftar orang")
        for role in post.roles:
            if role not in sop.roles:
                yield LooseEnd("posts", index, "roles", f"SOP tidak mengenal peran “{role}”")
    held = {role for post in office.posts if post.holder for role in post.roles}
    performing = {performer.role for step in sop.steps for performer in step.performers}
    for role in sop.roles:
        if role in performing - held:
            yield LooseEnd("posts", None, "roles", f"peran “{role}” belum ada pemegangnya")


def _indicators(office: OfficeFile) -> Iterator[LooseEnd]:
    units = {unit.name for unit in office.units}
    yield from _twice("indicators", "code", (row.code for row in office.indicators))
    for index, row in enumerate(office.indicators):
        if row.unit not in units:
            yield LooseEnd("indicators", index, "unit", f"unit “{row.unit}” tidak ada pada daftar unit")
        if bool(row.numerator) != bool(row.denominator):
            missing = "denominator" if row.numerator else "numerator"
            yield LooseEnd("indicators", index, missing, "pembilang dan penyebut diisi keduanya atau tidak sama sekali")


def _signers(office: OfficeFile, sop: Sop) -> Iterator[LooseEnd]:
    for kind, setting in (office.letters or {}).items():
        if setting.get("signer", next(iter(sop.roles))) not in sop.roles:
            yield LooseEnd("letters", None, kind, f"{kind}: SOP tidak mengenal peran “{setting['signer']}”")
