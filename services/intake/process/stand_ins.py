"""Plt. and Plh.: a person stands in for another by decree with dates, and four eyes are kept.

Plt. where the post is vacant, Plh. where its holder is away (UU 30/2014, article 34).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import or_, select

from services.intake.domain.cycle import Cycle, CycleState
from services.intake.domain.errors import CommandRefused, NotAllowed
from services.intake.domain.rights import Act, Person, Subject, managing_roles, may
from services.intake.models import (
    CycleRecord,
    HoldingRecord,
    OfficeRecord,
    PersonRecord,
    PostRecord,
)
from services.intake.process.four_eyes import HolderUnknown, steps_without_anyone
from services.intake.process.history import Actor, write_line
from services.intake.repository.cycles import read_cycle, waived_in
from services.intake.repository.offices import posts_of, sop_of
from shared.delivery.work import Work

STANDINGS = {"plt": "Plt. (pelaksana tugas; jabatan lowong)", "plh": "Plh. (pelaksana harian; pejabat berhalangan)"}


class DatesUnclear(CommandRefused):
    """The last day lies before the first, or there is none for a Plh."""


class DecreeMissing(CommandRefused):
    """A stand-in needs the decree's number and date."""


class StandsInAlready(CommandRefused):
    """Somebody stands in for this post on some of these days."""


@dataclass
class FourEyesLost(CommandRefused):
    """With this stand-in a step of a running cycle would have nobody who may do it; `needs` names step and posts."""

    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A decree. `last` may be open for a Plt. `file` is the key of its scan."""

    post_id: UUID
    person_id: UUID
    standing: str
    decree_number: str
    decree_date: date | None
    first: date
    last: date | None
    file: str | None = None


def record_stand_in(work: Work, person: Person, office_id: UUID, decree: StandIn) -> UUID:
    """Record a decree; open tasks of the post pass to the stand-in on its first day.

    Raises NotAllowed, DatesUnclear, DecreeMissing, StandsInAlready, HolderUnknown, FourEyesLost.
    """
    office = work.session.get_one(OfficeRecord, office_id, with_for_update=True)
    _require(work, person, office)
    _check(work, office_id, decree)
    holding = HoldingRecord(
        id=uuid4(),
        post_id=decree.post_id,
        person_id=decree.person_id,
        first=decree.first,
        last=decree.last,
        standing=decree.standing,
        decree_number=decree.decree_number.strip(),
        decree_date=decree.decree_date,
        decree_file=decree.file,
    )
    work.session.add(holding)
    work.session.flush()
    for cycle in _open_cycles(work, office_id):
        posts = posts_of(work.session, office_id, decree.first)
        if needs := tuple(steps_without_anyone(cycle, posts, waived_in(work.session, cycle.id))):
            raise FourEyesLost(needs)
        jabatan = next(post.jabatan for post in posts if post.post_id == decree.post_id)
        name = work.session.get_one(PersonRecord, decree.person_id).name
        text = f"{name} ditunjuk sebagai {jabatan} berdasarkan {decree.decree_number.strip()}."
        write_line(work, cycle.id, Actor.of(person), "stand_in_recorded", text)
    return holding.id


def _require(work: Work, person: Person, office: OfficeRecord) -> None:
    roles = managing_roles(sop_of(work.session, office.sop_version_id))
    answer = may(person, Act.RECORD_STAND_IN, Subject(office_id=office.id, opening_roles=roles))
    if not answer:
        raise NotAllowed(getattr(answer, "reason", ""))


def _check(work: Work, office_id: UUID, decree: StandIn) -> None:
    post = work.session.get(PostRecord, decree.post_id)
    person = work.session.get(PersonRecord, decree.person_id)
    if post is None or person is None or {post.office_id, person.office_id} != {office_id}:
        raise HolderUnknown
    if not decree.decree_number.strip() or decree.decree_date is None:
        raise DecreeMissing
    if decree.standing not in STANDINGS or (decree.last is None and decree.standing == "plh"):
        raise DatesUnclear
    if decree.last is not None and decree.last < decree.first:
        raise DatesUnclear
    overlapping = select(HoldingRecord.id).where(
        HoldingRecord.post_id == decree.post_id,
        HoldingRecord.standing != "definitif",
        HoldingRecord.first <= (decree.last or date.max),
        or_(HoldingRecord.last.is_(None), HoldingRecord.last >= decree.first),
    )
    if work.session.scalar(overlapping.limit(1)) is not None:
        raise StandsInAlready


def _open_cycles(work: Work, office_id: UUID) -> list[Cycle]:
    mine = (CycleRecord.office_id == office_id, CycleRecord.state == CycleState.OPEN)
    ids = work.session.scalars(select(CycleRecord.id).where(*mine).order_by(CycleRecord.id).with_for_update())
    return [read_cycle(work.session, cycle_id) for cycle_id in ids.all()]


def end_stand_in(work: Work, person: Person, office_id: UUID, holding_id: UUID, last: date) -> None:
    """End a stand-in on a day. Raises NotAllowed, HolderUnknown, DatesUnclear."""
    office = work.session.get_one(OfficeRecord, office_id, with_for_update=True)
    _require(work, person, office)
    holding = work.session.get(HoldingRecord, holding_id)
    post = work.session.get(PostRecord, holding.post_id) if holding else None
    if holding is None or post is None or post.office_id != office_id or holding.standing == "definitif":
        raise HolderUnknown
    if last < holding.first:
        raise DatesUnclear
    holding.last = last
