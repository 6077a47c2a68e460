"""Whether a PDF carries a whole signature, and whose. Anybody may send one, so that a child process looks at it."""

import json
from base64 import b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.documents.signing.child import ChildFailed, ChildStopped, run_child

MAX_BYTES = 25 * 2**20
TIME_LIMIT_S = 20
MEMORY_LIMIT_BYTES = 512 * 2**20


class CheckProblem(StrEnum):
    """Why a file could not be looked at."""

    NOT_A_PDF = "not_a_pdf"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    TOO_COSTLY = "too_costly"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCheck:
    """What a PDF's first signature says and proves; all False and None where there is none or `problem` says why.

    `is_intact`: the signed bytes are what was signed, with nothing hidden amid them. `covers_whole_file`: nothing was
    added after it. `is_ours`: its
    certificate comes from our authority and held at the time it says. Only all three together make a paper genuine;
    `is_genuine` is that. `signer`, `jabatan`, `signed_at` (aware), `reason` are claims of the file. `original_sha256`
    is of the bytes before the signature, up to the `%%EOF` that ends them: what typst made.
    """

    is_signed: bool = False
    is_intact: bool = False
    covers_whole_file: bool = False
    is_ours: bool = False
    signatures: int = 0
    signer: str | None = None
    jabatan: str | None = None
    signed_at: datetime | None = None
    reason: str | None = None
    original_sha256: str | None = None
    problem: CheckProblem | None = None

    @property
    def is_genuine(self) -> bool:
        return self.is_signed and self.is_intact and self.covers_whole_file and self.is_ours

    def to_json(self) -> dict[str, Any]:
        said = asdict(self)
        return said | {"signed_at": None if self.signed_at is None else self.signed_at.isoformat()}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "SignatureCheck":
        at = said["signed_at"]
        return cls(**said | {"signed_at": None if at is None else datetime.fromisoformat(at)})


def check_signature(
    pdf: bytes,
    authority_certificate: bytes | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    time_limit_s: int = TIME_LIMIT_S,
) -> SignatureCheck:
    """Look at any bytes; never raises because of them. `authority_certificate` (DER) is Authority.certificate.

    A child takes about 0.7 s, at most `time_limit_s` and MEMORY_LIMIT_BYTES.
    """
    if len(pdf) > max_bytes:
        return SignatureCheck(problem=CheckProblem.TOO_LARGE)
    if not pdf.startswith(b"%PDF-"):
        return SignatureCheck(problem=CheckProblem.NOT_A_PDF)
    try:
        found = run_child(
            "services.documents.signing.check_once",
            {"authority": b64encode(authority_certificate or b"").decode()},
            pdf,
            time_limit_s=time_limit_s,
            memory_limit_bytes=MEMORY_LIMIT_BYTES,
        )
    except ChildStopped:
        return SignatureCheck(problem=CheckProblem.TOO_COSTLY)
    except ChildFailed:
        return SignatureCheck(problem=CheckProblem.UNREADABLE)
    return SignatureCheck.from_json(json.loads(found))
