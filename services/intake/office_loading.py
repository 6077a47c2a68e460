"""Puts an office file into the rows. Loading the same file twice changes nothing; a changed file changes the rest.

Ids are derived from the office's code and each thing's own name, so that two fresh systems that loaded the same
file know everything by the same ids. What is not in the file stays: cycles may point to it, and an admin may have
entered it on a page. What the file names wins over what a page said.
"""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.models import (
    HoldingRecord,
    HoursRecord,
    IndicatorRecord,
    OfficeRecord,
    OwnDayRecord,
    PersonRecord,
    PostRecord,
    SopVersionRecord,
    UnitRecord,
)
from services.intake.office_format.values import IndicatorEntry, OfficeFile, PersonEntry, PostEntry
from services.intake.passwords import hash_password
from services.intake.sop_file import read_sop

_OURS = UUID("6f1c7a52-0670-5a01-9022-3b0f5d9e4c11")
"""The name space of derived ids; it must never change."""


def office_id_of(code: str) -> UUID:
    """The id of the office with this code."""
    return uuid5(_OURS, f"office/{code}")


def load_office(session: Session, office: OfficeFile, today: date, *, is_demo: bool) -> UUID:
    """Add the office, or bring it up to its file; returns its id. `today` is when a holder who changed takes over."""
    office_id = office_id_of(office.code)
    session.merge(
        OfficeRecord(
            id=office_id,
            code=office.code,
            name=office.name,
            pemerintah=office.pemerintah,
            alamat=office.alamat,
            time_zone=office.zone,
            sop_version_id=_load_sop(session, office),
            is_demo=is_demo,
            **_settings(office),
        )
    )
    session.flush()
    _load_calendar(session, office_id, office)
    for unit in office.units:
        session.merge(UnitRecord(id=_id(office_id, "unit", unit.name), office_id=office_id, name=unit.name))
    for person in office.people:
        _load_person(session, office_id, person)
    session.flush()
    for position, post in enumerate(office.posts):
        _load_post(session, office_id, post, position, today)
    _load_indicators(session, office_id, office)
    session.flush()
    return office_id


def _settings(office: OfficeFile) -> dict[str, Any]:
    """What an office may also set on its page: only what the file names."""
    named = {
        "place": office.place,
        "contact": office.contact,
        "dispatch_name": office.dispatch_name,
        "dispatch_email": office.dispatch_email,
        "opens_on": office.opens_on,
        "due_on": office.due_on,
        "letters": office.letters,
        "archive": office.archive,
    }
    return {key: value for key, value in named.items() if value is not None}


def _id(office_id: UUID, what: str, name: str) -> UUID:
    return uuid5(office_id, f"{what}/{name}")


def _load_sop(session: Session, office: OfficeFile) -> UUID:
    text = office.sop.read_text(encoding="utf-8-sig")
    sop = read_sop(text, office.sop.name)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    version_id = uuid5(_OURS, f"sop/{sop.id}/{sop.version}/{sha256}")
    session.merge(SopVersionRecord(id=version_id, sop_id=sop.id, version=sop.version, sha256=sha256, text=text))
    session.flush()
    return version_id


def _load_calendar(session: Session, office_id: UUID, office: OfficeFile) -> None:
    for entry in office.days:
        session.merge(OwnDayRecord(office_id=office_id, day=entry.day, is_working=entry.working, name=entry.name))
    for position, row in enumerate(office.hours):
        session.merge(
            HoursRecord(
                id=_id(office_id, "hours", str(position)),
                office_id=office_id,
                position=position,
                name=row.name,
                first=row.first,
                last=row.last,
                hours=dict(row.hours),
            )
        )


def _load_person(session: Session, office_id: UUID, person: PersonEntry) -> None:
    """A password that somebody already has is left alone: it may be their own by now."""
    person_id = _id(office_id, "person", person.name)
    known = session.get(PersonRecord, person_id)
    kept = known.password_hash if known else None
    session.merge(
        PersonRecord(
            id=person_id,
            office_id=office_id,
            name=person.name,
            nip=person.nip,
            pangkat=person.pangkat,
            email=person.email,
            phone=person.phone,
            password_hash=kept or (hash_password(person.password) if person.password else None),
            is_admin=person.admin,
        )
    )


def _load_post(session: Session, office_id: UUID, post: PostEntry, position: int, today: date) -> None:
    post_id = _id(office_id, "post", post.jabatan)
    session.merge(
        PostRecord(
            id=post_id,
            office_id=office_id,
            unit_id=_id(office_id, "unit", post.unit) if post.unit else None,
            jabatan=post.jabatan,
            roles=list(post.roles),
            position=position,
        )
    )
    session.flush()
    _load_holder(session, office_id, post_id, post, today)


def _load_holder(session: Session, office_id: UUID, post_id: UUID, post: PostEntry, today: date) -> None:
    holder_id = _id(office_id, "person", post.holder) if post.holder else None
    present = session.scalars(
        select(HoldingRecord).where(HoldingRecord.post_id == post_id, HoldingRecord.last.is_(None))
    ).first()
    if present and present.person_id == holder_id:
        return
    since = post.since
    if present:
        since = max(since, today)
        present.last = since - timedelta(days=1)
    if holder_id:
        holding_id = _id(office_id, "holding", f"{post_id}/{holder_id}/{since}")
        session.merge(HoldingRecord(id=holding_id, post_id=post_id, person_id=holder_id, first=since, last=None))


def _load_indicators(session: Session, office_id: UUID, office: OfficeFile) -> None:
    for entry in office.indicators:
        session.merge(
            IndicatorRecord(
                id=_id(office_id, "indicator", entry.code),
                office_id=office_id,
                unit_id=_id(office_id, "unit", entry.unit),
                code=entry.code,
                row=entry.row,
                sasaran=entry.sasaran,
                indikator=entry.indikator,
                satuan=entry.satuan,
                direction=entry.arah,
                target=entry.target,
                target_text=entry.target_text,
                last_value=entry.last_value,
                source=entry.source,
                **_details(entry),
            )
        )


def _details(entry: IndicatorEntry) -> dict[str, Any]:
    """What a file may leave to the format page: what is empty in it changes nothing."""
    details = {
        "definition": entry.definition,
        "formula": entry.formula,
        "numerator": entry.numerator,
        "denominator": entry.denominator,
        "data_source": entry.data_source,
        "details": dict(entry.details),
        "policies": dict(entry.policies),
    }
    return {name: known for name, known in details.items() if known}
