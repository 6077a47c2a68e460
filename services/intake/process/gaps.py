"""What a draft still lacks (SOP step 4): each gap has a name, and who hands the draft on signs for every one."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.errors import CommandRefused
from services.intake.models import BlockNoteRecord, BlockRecord, SubmissionRecord
from services.intake.process.collection import SUSULAN
from services.intake.process.revisions import blocks_of, latest_measurement
from shared.events.parts import MeasuredIndicator
from shared.events.wire import schema_of
from shared.lkjip_blocks import sasaran_key

_KEY_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, as a sentence."""

    text: str

    @property
    def key(self) -> str:
        """Names the gap in a form: a gap that reads otherwise is another one."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:_KEY_LENGTH]


@dataclass
class GapsUnsigned(CommandRefused):
    """The draft was handed on without signing for these gaps."""

    gaps: tuple[Gap, ...]


def gaps_of(session: Session, cycle_id: UUID) -> tuple[Gap, ...]:
    """Units without data, late data nobody decided about, blocks that are empty or out of date, open notes."""
    return tuple(Gap(text) for text in dict.fromkeys(_sentences(session, cycle_id)))


def require_signed(gaps: tuple[Gap, ...], signed_for: frozenset[str]) -> None:
    """Raises GapsUnsigned unless every gap is among the keys that were signed for."""
    unsigned = tuple(gap for gap in gaps if gap.key not in signed_for)
    if unsigned:
        raise GapsUnsigned(unsigned)


def _sentences(session: Session, cycle_id: UUID) -> Iterator[str]:
    measurement = latest_measurement(session, cycle_id)
    for unit in measurement.gaps if measurement else ():
        yield f"Belum ada data dari {unit}."
    for late in late_submissions(session, cycle_id):
        yield f"Data susulan dari {late.unit_name} belum diputuskan."
    names = block_names(session, cycle_id)
    for block in blocks_of(session, cycle_id):
        if block.is_required and not block.text.strip():
            yield f"Uraian “{names[block.block_id]}” belum diisi."
        elif block.is_stale:
            yield f"Uraian “{names[block.block_id]}” ditulis sebelum angkanya berubah."
    for note in open_notes(session, cycle_id):
        yield f"Catatan pada “{names.get(note.block_id, note.block_id)}” belum diselesaikan."


def late_submissions(session: Session, cycle_id: UUID) -> list[SubmissionRecord]:
    """What units sent after the collection was closed and nobody has decided about yet."""
    asked = select(SubmissionRecord).where(SubmissionRecord.cycle_id == cycle_id, SubmissionRecord.standing == SUSULAN)
    return list(session.scalars(asked.order_by(SubmissionRecord.submitted_at)))


def open_notes(session: Session, cycle_id: UUID) -> list[BlockNoteRecord]:
    """The notes that nobody has resolved, oldest first."""
    asked = select(BlockNoteRecord).where(BlockNoteRecord.cycle_id == cycle_id, BlockNoteRecord.resolved_at.is_(None))
    return list(session.scalars(asked.order_by(BlockNoteRecord.written_at)))


def block_names(session: Session, cycle_id: UUID) -> Mapping[str, str]:
    """What each block is called: its title, with its sasaran where every sasaran has one."""
    measurement = latest_measurement(session, cycle_id)
    rows = schema_of(MeasuredIndicator).load(measurement.rows, many=True) if measurement else ()
    sasaran = {sasaran_key(row.sasaran): row.sasaran for row in rows}
    return {block.block_id: _name(block, sasaran) for block in blocks_of(session, cycle_id)}


def _name(block: BlockRecord, sasaran: Mapping[str, str]) -> str:
    _, is_of_sasaran, key = block.block_id.partition(":")
    if not is_of_sasaran:
        return block.title
    return f"{block.title}, sasaran {sasaran.get(key, 'yang tidak diukur lagi')}"
