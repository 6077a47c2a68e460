"""A one-time code and the browser that asked for it. The challenge is remembered by the session, nowhere else."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import request as http_request
from flask import session
from sqlalchemy.orm import Session

from services.intake.back_off import (
    SignInRefused,
    check_wait,
    count_try,
    forgive,
    of_address,
    of_client,
    of_codes,
    of_codes_by,
)
from services.intake.sign_in import SIGN_IN, Challenge, by_code, request_code
from services.intake.web.sessions import hash_of
from services.intake.web.site import site, working
from shared.delivery.work import Work

Request = Callable[[Work, UUID | None, str], Challenge]

_BROWSER = "browser"
_ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Asked:
    """A code this browser asked for; `shown` is the address to name on the page, if it was typed there."""

    challenge: Challenge
    email: str
    shown: str | None


def client() -> str:
    """Where the request comes from."""
    return http_request.remote_addr or "unknown"


def ask_for_code(email: str, person_id: UUID | None, *, is_typed: bool = True, request: Request = request_code) -> None:
    """Have a code mailed to this person, or to nobody with the same answer. Raises TooManyTries.

    `request` makes the challenge; by default one for signing in.
    """
    browser = session.setdefault(_BROWSER, secrets.token_urlsafe(32))
    with working() as work:
        # Who has guessed too often must not go on by asking for new codes.
        check_wait(work.session, of_address(email), of_client(client()))
        count_try(work.session, of_codes(email), of_codes_by(client()))
        challenge = request(work, person_id, hash_of(browser))
    session[_ASKED] = {
        "challenge": str(challenge.id),
        "purpose": challenge.purpose,
        "email": email,
        "shown": email if is_typed else None,
    }


def asked(purpose: str = SIGN_IN) -> Asked | None:
    """The code this browser asked for last, if it was for this purpose."""
    kept = session.get(_ASKED)
    if not kept or kept["purpose"] != purpose:
        return None
    challenge = Challenge(UUID(kept["challenge"]), hash_of(session.get(_BROWSER, "")), purpose)
    return Asked(challenge, kept["email"], kept["shown"])


def try_code(code: Asked, digits: str, then: Callable[[Session, UUID], object] | None = None) -> UUID:
    """Whose code these digits are; `then` is done in the same unit of work. Raises SignInRefused."""
    own, around = (of_address(code.email), of_codes(code.email)), of_client(client())
    refusal: SignInRefused | None = None
    # A refused try is counted, so its unit of work is kept.
    with site().database.write() as rows:
        count_try(rows, own[0], around)
        try:
            person_id = by_code(rows, code.challenge, digits, site().settings.secret_key)
        except SignInRefused as refused:
            refusal = refused
        else:
            forgive(rows, own=own, shared=(around, of_codes_by(client())))
            if then:
                then(rows, person_id)
    if refusal:
        raise refusal
    session.pop(_ASKED, None)
    return person_id
