"""The one interface of electronic signing. A local PKCS#12 stands behind it; BSrE's service fits the same shape."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class SigningFailed(Exception):
    """A paper could not be signed; the message names what was wrong with the paper, never with the passphrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningOrder:
    """Who signs what, where and when. It holds no secret, so that it may be logged and compared.

    `jabatan` says "a.n." or "Plt." where it must. `signed_at` is aware office time and `time_zone` the office's own.
    `content_hash` is what was decided about; `verification_url` is printed as a QR code. Raises ValueError.
    """

    jabatan: str
    name: str
    pangkat: str | None
    place: str
    signed_at: datetime
    time_zone: ZoneInfo
    reason: str
    verification_url: str
    content_hash: str
    is_demo: bool

    def __post_init__(self) -> None:
        if self.signed_at.tzinfo is None:
            raise ValueError("signed_at must be an aware datetime")


class Signer(Protocol):
    """Signs papers for one person; whatever opens that person's key was given to it before."""

    def sign(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The signed paper; `pdf` is its beginning, byte for byte. Raises SigningFailed."""
