"""Keys for single purposes, derived from the one secret of the installation, and what two services derive alike.

No event carries a secret: intake and notify both derive the mailed link and the one-time code from ids.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

CODE_DIGITS = 6
_MAC_BYTES = 16
_UUID_BYTES = 16
_VERIFICATION_LENGTH = 12


class LinkInvalid(Exception):
    """The link's code cannot be read or was not made by us for this task, person, content and issue."""


@dataclass(frozen=True, slots=True)
class LinkClaim:
    """What a link says of itself, before its seal is checked against the task as it stands now."""

    task_id: UUID
    person_id: UUID
    issue: int
    seal: bytes


def derive_key(secret: str, purpose: str) -> bytes:
    """A 32-byte key for one purpose (HMAC-SHA256 of the purpose under the installation's secret)."""
    return hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)


def link_code(secret: str, task_id: UUID, person_id: UUID, content_hash: str | None, issue: int) -> str:
    """The code of a mailed link. It dies when the content, the holder or the issue number changes."""
    seal = _link_seal(secret, task_id, person_id, content_hash, issue)
    return _to_text(task_id.bytes + person_id.bytes + issue.to_bytes(2, "big") + seal)


def read_link(code: str) -> LinkClaim:
    """Take a link's code apart; LinkInvalid when it has the wrong shape. Nothing is proved yet."""
    raw = _from_text(code)
    if len(raw) != 2 * _UUID_BYTES + 2 + _MAC_BYTES:
        raise LinkInvalid
    return LinkClaim(
        task_id=UUID(bytes=raw[:_UUID_BYTES]),
        person_id=UUID(bytes=raw[_UUID_BYTES : 2 * _UUID_BYTES]),
        issue=int.from_bytes(raw[2 * _UUID_BYTES : 2 * _UUID_BYTES + 2], "big"),
        seal=raw[2 * _UUID_BYTES + 2 :],
    )


def is_sealed(secret: str, claim: LinkClaim, content_hash: str | None) -> bool:
    """Whether we made this link for the content as it stands now."""
    seal = _link_seal(secret, claim.task_id, claim.person_id, content_hash, claim.issue)
    return hmac.compare_digest(seal, claim.seal)


def _link_seal(secret: str, task_id: UUID, person_id: UUID, content_hash: str | None, issue: int) -> bytes:
    text = f"{task_id}|{person_id}|{content_hash or ''}|{issue}"
    return hmac.digest(derive_key(secret, "task link"), text.encode(), hashlib.sha256)[:_MAC_BYTES]


def receipt_code(secret: str, dispatch_id: UUID) -> str:
    """The code of the link by which an addressee confirms a receipt."""
    return _to_text(dispatch_id.bytes + _receipt_seal(secret, dispatch_id))


def read_receipt_code(secret: str, code: str) -> UUID:
    """The dispatch a receipt's code was made for; LinkInvalid when we did not make it."""
    raw = _from_text(code)
    if len(raw) != _UUID_BYTES + _MAC_BYTES:
        raise LinkInvalid
    dispatch_id = UUID(bytes=raw[:_UUID_BYTES])
    if not hmac.compare_digest(raw[_UUID_BYTES:], _receipt_seal(secret, dispatch_id)):
        raise LinkInvalid
    return dispatch_id


def _receipt_seal(secret: str, dispatch_id: UUID) -> bytes:
    return hmac.digest(derive_key(secret, "receipt link"), dispatch_id.bytes, hashlib.sha256)[:_MAC_BYTES]


def verification_code(secret: str, kind: str, owner: str) -> str:
    """The code of a signed paper's public page, e.g. "K7QF-2M4X-9TRA": 60 bits nobody can guess, easy to type."""
    digest = hmac.digest(derive_key(secret, "verification"), f"{kind}|{owner}".encode(), hashlib.sha256)
    text = base64.b32encode(digest).decode("ascii")[:_VERIFICATION_LENGTH]
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def one_time_code(secret: str, person_id: UUID, challenge_id: UUID) -> str:
    """The six digits for one challenge of one person (the truncation of RFC 4226 over HMAC-SHA256)."""
    digest = hmac.digest(derive_key(secret, "one-time code"), f"{person_id}|{challenge_id}".encode(), hashlib.sha256)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def _from_text(code: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except ValueError:
        raise LinkInvalid from None


def _to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
