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
    try:
        raw = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except ValueError:
        raise LinkInvalid from None
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


def one_time_code(secret: str, person_id: UUID, challenge_id: UUID) -> str:
    """The six digits for one challenge of one person (the truncation of RFC 4226 over HMAC-SHA256)."""
    digest = hmac.digest(derive_key(secret, "one-time code"), f"{person_id}|{challenge_id}".encode(), hashlib.sha256)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def _to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
