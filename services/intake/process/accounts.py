"""Accounts: invitations, new passwords, and what an admin sees of them. The doors' machine time throughout."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from services.intake.domain.rights import Person
from services.intake.models import ChallengeRecord, OfficeRecord, PersonRecord, SessionRecord
from services.intake.process.four_eyes import HolderUnknown
from services.intake.process.office_settings import managed_office
from services.intake.repository.offices import Post, event_office, posts_of, today_of
from services.intake.sign_in import CODE_LASTS, Challenge, new_challenge
from shared.clock import machine_now
from shared.delivery.work import Work
from shared.events import parts
from shared.events.intake import AccountCodeRequested

INVITATION = "invitation"
PASSWORD = "password"  # noqa: S105 - a purpose, no password
INVITATION_LASTS = timedelta(days=7)
ANY_BROWSER = ""
"""An invitation is opened wherever its mail is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person as the admin sees them. `invited_until` is the end of an invitation that can still be used."""

    person_id: UUID
    name: str
    jabatan: str
    email: str
    has_password: bool
    invitation: UUID | None
    invited_until: datetime | None


def accounts_of(session: Session, office: OfficeRecord, now: datetime) -> list[Account]:
    """Everybody of an office, by name. `now` is office time: it decides who holds which post."""
    of_office = select(PersonRecord).where(PersonRecord.office_id == office.id)
    people = session.scalars(of_office.order_by(PersonRecord.name))
    invitations = _invitations(session, office.id)
    posts = posts_of(session, office.id, today_of(office, now))
    return [
        Account(
            person_id=row.id,
            name=row.name,
            jabatan=_jabatan(posts, row),
            email=row.email,
            has_password=row.password_hash is not None,
            invitation=invitations[row.id].id if row.id in invitations else None,
            invited_until=invitations[row.id].expires_at if row.id in invitations else None,
        )
        for row in people
    ]


def _invitations(session: Session, office_id: UUID) -> Mapping[UUID, ChallengeRecord]:
    """The invitation of each person that can still be used."""
    found = session.execute(
        select(PersonRecord.id, ChallengeRecord)
        .join(ChallengeRecord, ChallengeRecord.person_id == PersonRecord.id)
        .where(PersonRecord.office_id == office_id, *_usable(INVITATION))
    )
    return {row[0]: row[1] for row in found}


def _usable(purpose: str) -> tuple[ColumnElement[bool], ...]:
    return (
        ChallengeRecord.purpose == purpose,
        ChallengeRecord.used_at.is_(None),
        ChallengeRecord.expires_at > machine_now(),
    )


def _jabatan(posts: list[Post], row: PersonRecord) -> str:
    held = [post.jabatan for post in posts if post.holder.person_id == row.id]
    return " / ".join(held) or ("Admin" if row.is_admin else "")


def invite(work: Work, admin: Person, office_id: UUID, person_id: UUID, seen: UUID | None) -> bool:
    """Have an invitation mailed; an earlier one is void from then on. `seen` is the invitation the admin saw.

    False when another was sent since: a form that comes twice invites once. Raises NotAllowed, HolderUnknown.
    """
    office = managed_office(work, admin, office_id)
    row = work.session.get(PersonRecord, person_id)
    if row is None or row.office_id != office_id:
        raise HolderUnknown
    present = _invitations(work.session, office_id).get(person_id)
    if present is not None and present.id != seen:
        return False
    _send_invitation(work, office, row)
    return True


def invite_all(work: Work, admin: Person, office_id: UUID) -> int:
    """Invite everybody who has neither a password nor an invitation; returns how many. Raises NotAllowed."""
    office = managed_office(work, admin, office_id)
    invited = _invitations(work.session, office_id)
    waiting = [
        row
        for row in work.session.scalars(
            select(PersonRecord)
            .where(PersonRecord.office_id == office_id, PersonRecord.password_hash.is_(None))
            .order_by(PersonRecord.name)
        )
        if row.id not in invited
    ]
    for row in waiting:
        _send_invitation(work, office, row)
    return len(waiting)


def _send_invitation(work: Work, office: OfficeRecord, row: PersonRecord) -> None:
    void_challenges(work.session, row.id, INVITATION)
    asked = Challenge(uuid4(), ANY_BROWSER, INVITATION)
    _tell(work, office, row, new_challenge(work.session, row.id, asked, INVITATION_LASTS))


def request_new_password(work: Work, person_id: UUID | None, browser_hash: str) -> Challenge:
    """Have a code for a new password mailed. Without a person the challenge is one that no code ever meets."""
    asked = Challenge(uuid4(), browser_hash, PASSWORD)
    challenge = new_challenge(work.session, person_id, asked, CODE_LASTS)
    row = work.session.get(PersonRecord, person_id) if person_id else None
    office = work.session.get(OfficeRecord, row.office_id) if row and row.office_id else None
    if row and office:
        _tell(work, office, row, challenge)
    return asked


def _tell(work: Work, office: OfficeRecord, row: PersonRecord, challenge: ChallengeRecord) -> None:
    jabatan = _jabatan(posts_of(work.session, office.id, today_of(office, work.now())), row)
    work.publish(
        AccountCodeRequested(
            challenge_id=challenge.id,
            purpose=challenge.purpose,
            person=parts.Person(person_id=row.id, name=row.name, jabatan=jabatan, email=row.email),
            office=event_office(office),
            expires_at=challenge.expires_at,
        )
    )


def invited_person(session: Session, challenge_id: UUID) -> PersonRecord | None:
    """Whose invitation this is; None when it cannot be used, or not any more."""
    usable = select(ChallengeRecord.person_id).where(ChallengeRecord.id == challenge_id, *_usable(INVITATION))
    person_id = session.scalar(usable)
    return session.get(PersonRecord, person_id) if person_id else None


def set_password(session: Session, person_id: UUID, password_hash: str, *, keeps: str | None = None) -> None:
    """Give a person a new password: every code for one is void, and every session of theirs ends but `keeps`."""
    session.get_one(PersonRecord, person_id, with_for_update=True).password_hash = password_hash
    for purpose in (INVITATION, PASSWORD):
        void_challenges(session, person_id, purpose)
    session.execute(
        delete(SessionRecord).where(SessionRecord.person_id == person_id, SessionRecord.id_hash != (keeps or ""))
    )


def void_challenges(session: Session, person_id: UUID, purpose: str) -> None:
    """Let no code of this purpose that is still out open anything."""
    mine = (ChallengeRecord.person_id == person_id, ChallengeRecord.purpose == purpose)
    out = (*mine, ChallengeRecord.used_at.is_(None))
    session.execute(update(ChallengeRecord).where(*out).values(used_at=machine_now()))
