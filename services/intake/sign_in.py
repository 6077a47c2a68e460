"""Signing in: by password, or by a one-time code mailed to the registered address. Machine time throughout."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.back_off import SignInRefused
from services.intake.models import ChallengeRecord, OfficeRecord, PersonRecord
from services.intake.passwords import is_password
from shared.clock import machine_now
from shared.delivery.work import Work
from shared.events.intake import SignInCodeRequested
from shared.events.parts import Person
from shared.keys import one_time_code

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A code that was asked for, as the browser that asked remembers it, and what it is good for."""

    id: UUID
    browser_hash: str
    purpose: str = SIGN_IN


def people_at(session: Session, email: str) -> Sequence[PersonRecord]:
    """Everybody registered under an address."""
    return session.scalars(select(PersonRecord).where(func.lower(PersonRecord.email) == email.strip().lower())).all()


def whose_password(people: Sequence[PersonRecord], password: str) -> PersonRecord | None:
    """Who of these has this password; None when nobody has, or more than one.

    Slow on purpose, so call it outside every unit of work; as slow when there is nobody.
    """
    if not people:
        is_password(None, password)
    found = [person for person in people if is_password(person.password_hash, password)]
    return found[0] if len(found) == 1 else None


def whose_code(people: Sequence[PersonRecord], password: str) -> PersonRecord | None:
    """Who gets a code asked for at an address. People who share one must have typed their password as well.

    A typed password is looked at in every case: the time it takes must not tell how many people there are.
    """
    by_password = whose_password(people, password) if password else None
    return people[0] if len(people) == 1 else by_password


def request_code(work: Work, person_id: UUID | None, browser_hash: str) -> Challenge:
    """Have a code for signing in mailed. Without a person the challenge is one that no code ever meets."""
    challenge = new_challenge(work.session, person_id, Challenge(uuid4(), browser_hash), CODE_LASTS)
    if person_id:
        _tell(work, challenge, work.session.get_one(PersonRecord, person_id))
    return Challenge(challenge.id, browser_hash)


def new_challenge(session: Session, person_id: UUID | None, asked: Challenge, lasts: timedelta) -> ChallengeRecord:
    """The row of a code; whoever makes it has it mailed."""
    challenge = ChallengeRecord(
        id=asked.id,
        person_id=person_id,
        browser_hash=asked.browser_hash,
        purpose=asked.purpose,
        expires_at=machine_now() + lasts,
        tries=0,
        used_at=None,
    )
    session.add(challenge)
    session.flush()
    return challenge


def _tell(work: Work, challenge: ChallengeRecord, person: PersonRecord) -> None:
    office = work.session.get(OfficeRecord, person.office_id) if person.office_id else None
    work.publish(
        SignInCodeRequested(
            challenge_id=challenge.id,
            person=Person(person_id=person.id, name=person.name, jabatan="", email=person.email),
            office_name=office.name if office else "Kinerja",
            expires_at=challenge.expires_at,
        )
    )


def by_code(session: Session, challenge: Challenge, code: str, secret: str) -> UUID:
    """The person a code was mailed to, if it is the right one, in time, from the browser that asked.

    Every try counts, also a right one: commit also when this raises SignInRefused.
    """
    row = session.get(ChallengeRecord, challenge.id, with_for_update=True)
    if row is None or row.purpose != challenge.purpose or row.used_at is not None or row.expires_at < machine_now():
        raise SignInRefused("Kode ini sudah tidak berlaku. Minta kode baru.")
    if not hmac.compare_digest(row.browser_hash, challenge.browser_hash):
        raise SignInRefused("Kode ini diminta dari peramban lain. Minta kode baru di sini.")
    if row.tries >= CODE_TRIES:
        raise SignInRefused("Kode ini sudah dicoba terlalu sering. Minta kode baru.")
    row.tries += 1
    wanted = one_time_code(secret, row.person_id, row.id) if row.person_id else ""
    typed = "".join(code.split())
    if row.person_id is None or not hmac.compare_digest(wanted.encode(), typed.encode()):
        left = CODE_TRIES - row.tries
        raise SignInRefused(f"Kode itu tidak cocok. Anda masih dapat mencoba {left} kali.")
    row.used_at = machine_now()
    return row.person_id
