"""The words of the LKjIP (SOP steps 4 and 5): blocks that people write, one at a time, beside figures nobody types."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain import moves
from services.intake.domain.errors import CommandRefused, GateNotOpen
from services.intake.domain.rights import Act, Person
from services.intake.models import BlockRecord
from services.intake.process.case import Case
from services.intake.process.revisions import blocks_of
from services.intake.process.tasks import EDITED_IN, cycle_of_task
from shared.delivery.work import Work
from shared.events.parts import MeasuredIndicator
from shared.lkjip_blocks import BlockPlace, sasaran_key, written_blocks

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = 20_000


@dataclass
class BlockChanged(CommandRefused):
    """Somebody else saved this block meanwhile: what it says now, by whom and when. Nothing typed is lost."""

    text: str
    by: UUID | None
    at: "datetime | None"


class BlockUnknown(CommandRefused):
    """The report has no such block."""


class BlockTooLong(CommandRefused):
    """The text is longer than a block may be."""


def lay_out_blocks(case: "Case", rows: tuple[MeasuredIndicator, ...]) -> None:
    """Give the report its blocks after a measurement: new ones with the units' own words, old ones as they were.

    Words that stand beside figures which changed are marked; nobody's text is touched.
    """
    session, cycle_id = case.work.session, case.cycle.id
    known = {block.block_id: block for block in blocks_of(session, cycle_id)}
    places = written_blocks(row.sasaran for row in rows)
    for position, place in enumerate(places):
        block = known.pop(place.id, None)
        if block is None:
            session.add(_new_block(cycle_id, place, position, _prefilled(place, rows)))
            continue
        block.position = position
        block.is_stale = block.is_stale or (_is_of_a_sasaran(place.id) and bool(block.text.strip()))
    for position, block in enumerate(known.values(), start=len(places)):
        block.position = position  # a sasaran that is gone: its words stay, at the end
    session.flush()


def _is_of_a_sasaran(block_id: str) -> bool:
    return ":" in block_id


def _new_block(cycle_id: UUID, place: BlockPlace, position: int, text: str) -> BlockRecord:
    return BlockRecord(
        cycle_id=cycle_id,
        block_id=place.id,
        title=place.title,
        section=place.section,
        position=position,
        is_required=place.required,
        text=text,
        version=1,
        is_stale=False,
        edited_at=None,
        edited_by=None,
    )


def _prefilled(place: BlockPlace, rows: tuple[MeasuredIndicator, ...]) -> str:
    """Causes and solutions begin as the units' own words, unit by unit."""
    words: Mapping[str, list[str]] = defaultdict(list)
    for row in rows:
        if place.id == f"penyebab:{sasaran_key(row.sasaran)}":
            words[row.unit] += _words_of(row)
    return "\n\n".join("\n".join([f"{unit}:", *lines]) for unit, lines in words.items() if lines)


def _words_of(row: MeasuredIndicator) -> list[str]:
    said = {
        "Penjelasan": row.explanation,
        "Faktor pendukung": row.supporting,
        "Faktor penghambat": row.hindering,
        "Tindak lanjut": row.follow_up,
    }
    lines = [f"{name}: {text.strip()}" for name, text in said.items() if text.strip()]
    return [f"{row.indikator}", *lines] if lines else []


@dataclass(frozen=True, slots=True)
class Edit:
    """A text typed into a block; `version` is the one the writer saw."""

    block_id: str
    text: str
    version: int


def save_block(work: Work, person: Person, task_id: UUID, edit: Edit) -> int:
    """Save one block; returns its new version.

    Raises NotAllowed, GateNotOpen outside drafting and correcting, BlockUnknown, BlockTooLong, BlockChanged.
    """
    case = Case.locked(work, cycle_of_task(work.session, task_id))
    case.require(person, Act.EDIT_TASK, task_id)
    run, _ = moves.require_open(case.cycle, task_id)
    if case.cycle.step_of(run).kind not in EDITED_IN:
        raise GateNotOpen
    block = work.session.get(BlockRecord, (case.cycle.id, edit.block_id))
    if block is None:
        raise BlockUnknown
    if len(edit.text) > LONGEST:
        raise BlockTooLong
    return write_block(work, person, block, edit.text, edit.version)


def write_block(work: Work, person: Person, block: BlockRecord, text: str, version: int) -> int:
    """Put a text into a block of a locked cycle. Raises BlockChanged."""
    if text == block.text:
        block.is_stale = False
        return block.version
    if version != block.version:
        raise BlockChanged(block.text, block.edited_by, block.edited_at)
    block.text = text
    block.version += 1
    block.is_stale = False
    block.edited_at = work.now()
    block.edited_by = person.person_id
    work.session.flush()
    return block.version
