"""What loading an office would do to the rows: what is added, what changes and how, how much stays.

It listens to the very load that is then kept or rolled back, so that a dry run cannot tell anything else.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from services.intake.models import (
    HoldingRecord,
    IndicatorRecord,
    IntakeRecord,
    OfficeRecord,
    PersonRecord,
    PostRecord,
    SopVersionRecord,
    UnitRecord,
)
from shared.dates import format_date

_KINDS: dict[type[IntakeRecord], tuple[str, str]] = {
    OfficeRecord: ("Kantor", "name"),
    SopVersionRecord: ("SOP", "sop_id"),
    UnitRecord: ("Unit", "name"),
    PersonRecord: ("Orang", "name"),
    PostRecord: ("Jabatan", "jabatan"),
    IndicatorRecord: ("Indikator", "code"),
}
_WORDS = {
    "name": "nama",
    "time_zone": "zona waktu",
    "place": "tempat",
    "contact": "kontak",
    "dispatch_name": "tujuan pengiriman",
    "dispatch_email": "alamat tujuan pengiriman",
    "opens_on": "dibuka pada",
    "due_on": "batas akhir",
    "sop_version_id": "versi SOP",
    "is_demo": "kantor contoh",
    "nip": "NIP",
    "email": "e-mail",
    "phone": "telepon",
    "is_admin": "admin",
    "unit_id": "unit",
    "roles": "peran",
    "position": "urutan",
    "row": "urutan",
    "direction": "arah",
    "target_text": "target",
    "last_value": "nilai terakhir",
    "source": "dokumen asal",
    "definition": "definisi",
    "numerator": "pembilang",
    "denominator": "penyebut",
    "data_source": "sumber data",
}
_SILENT = {"target", "password_hash", "letters", "archive"}
_COUNTED = frozenset({OfficeRecord, UnitRecord, PersonRecord, PostRecord, IndicatorRecord})
_ALWAYS = date(2000, 1, 1)


@dataclass(slots=True)
class Changes:
    """Lines for people, and how many of the things that a file names were touched."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    touched: int = 0

    def listen(self, session: Session) -> None:
        """Note everything this session writes from now on."""
        event.listen(session, "before_flush", self._note)

    def _note(self, session: Session, *_flush: Any) -> None:
        for row in session.new:
            self._keep(row, self.added, _holding(session, row) or _name_of(row))
        for row in session.dirty:
            if isinstance(row, IntakeRecord) and session.is_modified(row):
                self._keep(row, self.changed, _holding(session, row) or _difference(session, row))

    def _keep(self, row: Any, lines: list[str], line: str | None) -> None:
        if line:
            lines.append(line)
            self.touched += type(row) in _COUNTED


def _name_of(row: Any) -> str | None:
    kind, key = _KINDS.get(type(row), ("", ""))
    return f"{kind}: {getattr(row, key)}" if kind else None


def _holding(session: Session, row: Any) -> str | None:
    if not isinstance(row, HoldingRecord):
        return None
    jabatan = session.get_one(PostRecord, row.post_id).jabatan
    name = session.get_one(PersonRecord, row.person_id).name
    until = f" sampai {format_date(row.last)}" if row.last else ""
    since = f" sejak {format_date(row.first)}" if row.first > _ALWAYS and not until else ""
    return f"{jabatan}: dipegang {name}{since}{until}"


def _difference(session: Session, row: Any) -> str | None:
    told = [
        f"{_WORDS.get(attribute.key, attribute.key)} {_shown(session, attribute.key, before)}"
        f" menjadi {_shown(session, attribute.key, after)}"
        for attribute in inspect(row).attrs
        if attribute.key not in _SILENT
        for before, after in zip(attribute.history.deleted or (), attribute.history.added or (), strict=False)
    ]
    return f"{_name_of(row)}: {'; '.join(told)}" if told else None


def _shown(session: Session, key: str, value: Any) -> str:
    if key == "unit_id" and value:
        value = session.get_one(UnitRecord, value).name
    if key == "sop_version_id":
        version = session.get_one(SopVersionRecord, value)
        value = f"{version.sop_id} versi {version.version} ({version.sha256[:8]})"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        value = ", ".join(value)
    return f"“{value}”" if value not in (None, "", {}) else "kosong"
