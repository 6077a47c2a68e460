"""Uploaded corrections as the page shows them: each proposal beside the text it would replace."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.models import BlockRecord, CorrectionRecord, PersonRecord, ProposalRecord
from services.intake.process.gaps import block_names
from services.intake.web.draft_shown import anchor_of
from services.intake.web.word_diff import word_diff
from shared.dates import format_moment

_STATES = {"open": "Belum diputuskan", "accepted": "Diterima", "rejected": "Ditolak"}


def corrections_shown(rows: Session, cycle_id: UUID, zone: ZoneInfo) -> list[dict[str, Any]]:
    """All corrections of a cycle, the newest first."""
    asked = select(CorrectionRecord).where(CorrectionRecord.cycle_id == cycle_id)
    names = block_names(rows, cycle_id)
    return [
        {
            "name": correction.name,
            "by": rows.get_one(PersonRecord, correction.uploaded_by).name,
            "at": format_moment(correction.uploaded_at, zone),
            "state": correction.state,
            "refused": correction.refused,
            "problems": correction.problems,
            "unplaced": correction.unplaced,
            "numbers": [[change["where"], change["old"], change["new"]] for change in correction.number_changes],
            "proposals": [_proposal(rows, each, names, cycle_id) for each in _proposals(rows, correction.id)],
        }
        for correction in rows.scalars(asked.order_by(CorrectionRecord.uploaded_at.desc()))
    ]


def _proposals(rows: Session, correction_id: UUID) -> list[ProposalRecord]:
    asked = select(ProposalRecord).where(ProposalRecord.correction_id == correction_id)
    return list(rows.scalars(asked.order_by(ProposalRecord.position)))


def _proposal(rows: Session, proposal: ProposalRecord, names: Any, cycle_id: UUID) -> dict[str, Any]:
    old, new = word_diff(proposal.old.strip(), proposal.new.strip())
    block = rows.get(BlockRecord, (cycle_id, proposal.block_id))
    is_open = proposal.state == "open"
    return {
        "id": proposal.id,
        "anchor": anchor_of(proposal.block_id),
        "title": names.get(proposal.block_id, proposal.block_id),
        "authors": ", ".join(proposal.authors),
        "old": old,
        "new": new,
        "is_open": is_open,
        "state": _STATES[proposal.state],
        "changed_since": is_open and block is not None and block.text.strip() != proposal.old.strip(),
    }
