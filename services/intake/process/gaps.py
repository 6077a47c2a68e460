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
    """One thing that is missing, as a sentence; `block_id` when it is about a block."""

    text: str
    block_id: str | None = None

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
    return tuple(dict.fromkeys((*_of_data(session, cycle_id), *_of_blocks(session, cycle_id))))


def require_signed(gaps: tuple[Gap, ...], signed_for: frozenset[str]) -> None:
    """Raises GapsUnsigned unless every gap is among the keys that were signed for."""
    unsigned = tuple(gap for gap in gaps if gap.key not in signed_for)
    if unsigned:
        raise GapsUnsigned(unsigned)


def _of_data(session: Session, cycle_id: UUID) -> Iterator[Gap]:
    measurement = latest_measurement(session, cycle_id)
    for unit in measurement.gaps if measurement else ():
        yield Gap(f"Belum ada data dari {unit}.")
    for late in late_submissions(session, cycle_id):
        yield Gap(f"Data susulan dari {late.unit_name} belum diputuskan.")


def _of_blocks(session: Session, cycle_id: UUID) -> Iterator[Gap]:
    names = block_names(session, cycle_id)
    for block in report_blocks(session, cycle_id):
        if block.is_required and not block.text.strip():
            yield Gap(f"Uraian “{names[block.block_id]}” belum diisi.", block.block_id)
        elif block.is_stale:
            yield Gap(f"Uraian “{names[block.block_id]}” ditulis sebelum angkanya berubah.", block.block_id)
    for note in open_notes(session, cycle_id):
        name = names.get(note.block_id, note.block_id)
        yield Gap(f"Catatan pada “{name}” belum diselesaikan.", note.block_id)


def report_blocks(session: Session, cycle_id: UUID) -> list[BlockRecord]:
    """The blocks that people write; one of a sasaran that is measured no more only while it says something."""
    measured = sasaran_of(session, cycle_id)
    return [
        block
        for block in blocks_of(session, cycle_id)
        if block.text.strip() or ":" not in block.block_id or block.block_id.partition(":")[2] in measured
    ]


def late_submissions(session: Session, cycle_id: UUID) -> list[SubmissionRecord]:
    """What units sent after the collection was closed and nobody has decided about yet."""
    asked = select(SubmissionRecord).where(SubmissionRecord.cycle_id == cycle_id, SubmissionRecord.standing == SUSULAN)
    return list(session.scalars(asked.order_by(SubmissionRecord.submitted_at)))


def open_notes(session: Session, cycle_id: UUID) -> list[BlockNoteRecord]:
    """The notes that nobody has resolved, oldest first."""
    asked = select(BlockNoteRecord).where(BlockNoteRecord.cycle_id == cycle_id, BlockNoteRecord.resolved_at.is_(None))
    return list(session.scalars(asked.order_by(BlockNoteRecord.written_at)))


def sasaran_of(session: Session, cycle_id: UUID) -> Mapping[str, str]:
    """What is measured now: the key of each sasaran and its text, in their order."""
    measurement = latest_measurement(session, cycle_id)
    rows = schema_of(MeasuredIndicator).load(measurement.rows, many=True) if measurement else ()
    return {sasaran_key(row.sasaran): row.sasaran for row in rows}


def block_names(session: Session, cycle_id: UUID) -> Mapping[str, str]:
    """What each block is called: its title, with its sasaran where every sasaran has one."""
    sasaran = sasaran_of(session, cycle_id)
    return {block.block_id: _name(block, sasaran) for block in blocks_of(session, cycle_id)}


def _name(block: BlockRecord, sasaran: Mapping[str, str]) -> str:
    _, is_of_sasaran, key = block.block_id.partition(":")
    if not is_of_sasaran:
        return block.title
    return f"{block.title}, sasaran {sasaran.get(key, 'yang tidak diukur lagi')}"
