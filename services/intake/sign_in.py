"""Signing in: by password, or by a one-time code mailed to the registered address. Machine time throughout."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.intake.models import ChallengeRecord, FailureRecord, OfficeRecord, PersonRecord
from services.intake.passwords import is_password
from shared.clock import machine_now
from shared.delivery.work import Work
from shared.events.intake import SignInCodeRequested
from shared.events.parts import Person
from shared.keys import one_time_code

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
_FREE_FAILURES = 5
_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 10


class SignInRefused(Exception):
    """The try did not succeed; the message is the sentence for the person."""


class TooManyTries(SignInRefused):
    """The next try must wait."""

    def __init__(self, wait: timedelta) -> None:
        seconds = max(1, round(wait.total_seconds()))
        amount = f"{seconds} detik" if seconds < 60 else f"{-(-seconds // 60)} menit"  # noqa: PLR2004 - seconds a minute
        super().__init__(f"Terlalu banyak percobaan. Coba lagi {amount} lagi.")


@dataclass(frozen=True, slots=True)
class Challenge:
    """A code that was asked for, as the browser that asked remembers it."""

    id: UUID
    browser_hash: str


def people_at(session: Session, email: str) -> list[PersonRecord]:
    """Everybody registered under an address."""
    return list(session.scalars(select(PersonRecord).where(func.lower(PersonRecord.email) == email.strip().lower())))


def by_password(session: Session, email: str, password: str, client: str) -> UUID:
    """The person whose address and password these are.

    Raises TooManyTries before looking, SignInRefused when they do not fit. Takes as long for an unknown address.
    """
    keys = (f"a:{email.strip().lower()[:70]}", f"c:{client[:70]}")
    _check_wait(session, keys)
    people = people_at(session, email)
    found = [person for person in people if is_password(person.password_hash, password)]
    if not people:
        is_password(None, password)
    if len(found) != 1:
        _count_failure(session, keys)
        raise SignInRefused("E-mail dan kata sandi tidak cocok.")
    _forget_failures(session, keys[:1])
    return found[0].id


def request_code(work: Work, email: str, password: str, browser_hash: str, client: str) -> Challenge:
    """Ask for a code to be mailed; the answer is the same whether the address is known or not.

    An address of more than one person needs the password as well, to know whose code it is.
    """
    keys = (f"c:{client[:70]}",)
    _check_wait(work.session, keys)
    people = people_at(work.session, email)
    if len(people) > 1:
        people = [person for person in people if is_password(person.password_hash, password)]
    person = people[0] if len(people) == 1 else None
    if person is None:
        _count_failure(work.session, keys)
    challenge = ChallengeRecord(
        id=uuid4(),
        person_id=person.id if person else None,
        browser_hash=browser_hash,
        expires_at=machine_now() + CODE_LASTS,
        tries=0,
        used_at=None,
    )
    work.session.add(challenge)
    work.session.flush()
    if person:
        _tell(work, challenge, person)
    return Challenge(challenge.id, browser_hash)


def needs_password(session: Session, email: str) -> bool:
    """Whether several people share an address."""
    return len(people_at(session, email)) > 1


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

    Every try counts, also a right one. Raises SignInRefused.
    """
    row = session.get(ChallengeRecord, challenge.id, with_for_update=True)
    if row is None or row.used_at is not None or row.expires_at < machine_now():
        raise SignInRefused("Kode ini sudah tidak berlaku. Minta kode baru.")
    if row.browser_hash != challenge.browser_hash:
        raise SignInRefused("Kode ini diminta dari peramban lain. Minta kode baru di sini.")
    if row.tries >= CODE_TRIES:
        raise SignInRefused("Kode ini sudah dicoba terlalu sering. Minta kode baru.")
    row.tries += 1
    wanted = one_time_code(secret, row.person_id, row.id) if row.person_id else ""
    if row.person_id is None or not hmac.compare_digest(wanted.encode(), code.strip().encode()):
        left = CODE_TRIES - row.tries
        raise SignInRefused(f"Kode itu tidak cocok. Anda masih dapat mencoba {left} kali.")
    row.used_at = machine_now()
    return row.person_id


def _check_wait(session: Session, keys: tuple[str, ...]) -> None:
    now = machine_now()
    waits = session.scalars(select(FailureRecord.waits_until).where(FailureRecord.key.in_(keys))).all()
    if waits and max(waits) > now:
        raise TooManyTries(max(waits) - now)


def _count_failure(session: Session, keys: tuple[str, ...]) -> None:
    for key in keys:
        row = session.get(FailureRecord, key, with_for_update=True)
        if row is None:
            row = FailureRecord(key=key, failures=0)
            session.add(row)
        row.failures += 1
        row.waits_until = _next_try(row.failures)


def _next_try(failures: int) -> datetime:
    now = machine_now()
    if failures < _FREE_FAILURES:
        return now
    doublings = min(failures - _FREE_FAILURES, _MOST_DOUBLINGS)
    return now + min(_FIRST_WAIT * int(2**doublings), _LONGEST_WAIT)


def _forget_failures(session: Session, keys: tuple[str, ...]) -> None:
    session.execute(delete(FailureRecord).where(FailureRecord.key.in_(keys)))
