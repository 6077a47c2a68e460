"""Offices, their people and their calendar, as the domain wants them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Holder
from services.intake.domain.rights import Person
from services.intake.domain.sop import Sop
from services.intake.domain.working_time import WorkingCalendar
from services.intake.models import (
    HoldingRecord,
    HoursRecord,
    OfficeRecord,
    OwnDayRecord,
    PersonRecord,
    PostRecord,
    SopVersionRecord,
    UnitRecord,
)
from services.intake.office_calendar import build_calendar
from services.intake.sop_file import read_sop
from shared.events import parts

_KEPT_SOPS = 256
_known_sops: dict[UUID, Sop] = {}
DEFINITIVE = "definitif"


@dataclass(frozen=True, slots=True)
class Post:
    """A post with its present holder."""

    post_id: UUID
    unit_id: UUID | None
    jabatan: str
    roles: frozenset[str]
    holder: parts.Person
    nip: str | None
    pangkat: str | None

    @property
    def official(self) -> parts.Official:
        """The holder as a signature block prints them."""
        return parts.Official(jabatan=self.holder.jabatan, name=self.holder.name, nip=self.nip, pangkat=self.pangkat)


def sop_of(session: Session, sop_version_id: UUID) -> Sop:
    """The SOP of a stored version. A version's id is made from its text, so each is read once per process."""
    known = _known_sops.get(sop_version_id)
    if known is None:
        row = session.get_one(SopVersionRecord, sop_version_id)
        known = read_sop(row.text, f"{row.sop_id} v{row.version}")
        if len(_known_sops) >= _KEPT_SOPS:
            _known_sops.clear()
        _known_sops[sop_version_id] = known
    return known


def calendar_of(session: Session, office: OfficeRecord, now: datetime) -> WorkingCalendar:
    """The office's clock for last year, this year and the next two."""
    own_days = session.scalars(select(OwnDayRecord).where(OwnDayRecord.office_id == office.id))
    hours = session.scalars(
        select(HoursRecord).where(HoursRecord.office_id == office.id).order_by(HoursRecord.position)
    )
    return build_calendar(office.time_zone, range(now.year - 1, now.year + 3), own_days, hours)


def posts_of(session: Session, office_id: UUID, on: date) -> list[Post]:
    """The posts that somebody holds on a day, in the office's order; a stand-in takes the holder's place."""
    rows = session.execute(
        select(PostRecord, HoldingRecord, PersonRecord)
        .join(HoldingRecord, HoldingRecord.post_id == PostRecord.id)
        .join(PersonRecord, PersonRecord.id == HoldingRecord.person_id)
        .where(PostRecord.office_id == office_id, *_holds_on(on))
        .order_by(PostRecord.position, HoldingRecord.standing == DEFINITIVE, HoldingRecord.first.desc())
    )
    first: dict[UUID, Post] = {}
    for post, holding, person in rows:
        first.setdefault(post.id, _post(post, holding, person))
    return list(first.values())


def _post(post: PostRecord, holding: HoldingRecord, person: PersonRecord) -> Post:
    jabatan = standing_jabatan(post.jabatan, holding.standing)
    return Post(
        post_id=post.id,
        unit_id=post.unit_id,
        jabatan=jabatan,
        roles=frozenset(post.roles),
        holder=parts.Person(person_id=person.id, name=person.name, jabatan=jabatan, email=person.email),
        nip=person.nip,
        pangkat=person.pangkat,
    )


def standing_jabatan(jabatan: str, standing: str) -> str:
    """A post as whoever holds it now signs: "Plt. Camat Mentebah" for one that is vacant."""
    return {"plt": "Plt. ", "plh": "Plh. "}.get(standing, "") + jabatan


def holders_of(posts: list[Post]) -> Mapping[str, tuple[Holder, ...]]:
    """Who holds each SOP role."""
    holders: dict[str, tuple[Holder, ...]] = {}
    for post in posts:
        for role in post.roles:
            holder = Holder(post.holder.person_id, post.post_id, post.unit_id)
            holders[role] = (*holders.get(role, ()), holder)
    return holders


def person_of(session: Session, person_id: UUID, on: date) -> Person | None:
    """A person with the posts held on a day; None when there is no such person."""
    row = session.get(PersonRecord, person_id)
    if row is None:
        return None
    office_posts = posts_of(session, row.office_id, on) if row.office_id else []
    posts = [post for post in office_posts if post.holder.person_id == person_id]
    return Person(
        person_id=row.id,
        office_id=row.office_id,
        name=row.name,
        jabatan=" / ".join(post.jabatan for post in posts) or ("Admin" if row.is_admin else ""),
        roles=frozenset(role for post in posts for role in post.roles),
        post_ids=frozenset(post.post_id for post in posts),
        unit_ids=frozenset(post.unit_id for post in posts if post.unit_id),
        is_admin=row.is_admin,
    )


def unit_names(session: Session, office_id: UUID) -> dict[UUID, str]:
    """The office's units, by name."""
    of_office = select(UnitRecord).where(UnitRecord.office_id == office_id)
    return {unit.id: unit.name for unit in session.scalars(of_office.order_by(UnitRecord.name))}


def today_of(office: OfficeRecord, now: datetime) -> date:
    """The calendar date in the office."""
    return now.astimezone(ZoneInfo(office.time_zone)).date()


def _holds_on(on: date) -> tuple[ColumnElement[bool], ...]:
    return (HoldingRecord.first <= on, or_(HoldingRecord.last.is_(None), HoldingRecord.last >= on))


def event_office(office: OfficeRecord) -> parts.Office:
    """The office as events carry it."""
    return parts.Office(
        office_id=office.id,
        name=office.name,
        pemerintah=office.pemerintah,
        time_zone=office.time_zone,
        alamat=office.alamat,
        contact=office.contact,
        place=office.place,
        logo=office.logo,
    )
