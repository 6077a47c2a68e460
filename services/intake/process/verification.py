"""What the public may know of a signed paper: valid, replaced, withdrawn."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.models import CycleRecord, OfficeRecord, SignatureRecord


class Standing(StrEnum):
    """How a signed paper stands today."""

    VALID = "valid"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Verified:
    """A signed paper, its office and how it stands; `replaced_by` numbers the perbaikan that took its place."""

    signature: SignatureRecord
    office: OfficeRecord
    standing: Standing
    replaced_by: int | None


def verify(session: Session, code: str) -> Verified | None:
    """The paper of a code, however the code was typed; None when there is none."""
    plain = "".join(mark for mark in code.upper() if mark.isalnum())
    row = session.get(SignatureRecord, "-".join(plain[at : at + 4] for at in range(0, len(plain), 4)))
    return _verified(session, row) if row else None


def verify_file(session: Session, sha256: str) -> Verified | None:
    """The paper whose bytes these are; None when no paper of ours has them."""
    row = session.scalar(select(SignatureRecord).where(SignatureRecord.sha256 == sha256).limit(1))
    return _verified(session, row) if row else None


def _verified(session: Session, row: SignatureRecord) -> Verified:
    cycle = session.get_one(CycleRecord, row.cycle_id)
    office = session.get_one(OfficeRecord, cycle.office_id)
    newer = session.scalar(
        select(SignatureRecord.amendment)
        .where(
            SignatureRecord.cycle_id == row.cycle_id,
            SignatureRecord.kind == row.kind,
            SignatureRecord.signed_at > row.signed_at,
        )
        .order_by(SignatureRecord.signed_at.desc())
        .limit(1)
    )
    if newer is not None:
        return Verified(row, office, Standing.REPLACED, newer)
    return Verified(row, office, Standing.WITHDRAWN if row.withdrawn_at else Standing.VALID, None)
