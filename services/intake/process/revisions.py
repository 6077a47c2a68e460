"""Revisions of the LKjIP: made by intake alone, from a measurement, the blocks and the template version."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain import moves
from services.intake.domain.lkjip import TEMPLATE_VERSION, Content
from services.intake.models import MeasurementRecord, RevisionRecord
from services.intake.repository.offices import event_office
from shared.events.intake import LkjipRevised
from shared.events.parts import Block, MeasuredIndicator
from shared.events.wire import schema_of

if TYPE_CHECKING:
    from services.intake.process.case import Case


def make_revision(case: "Case", measurement: MeasurementRecord) -> RevisionRecord:
    """Make the next revision from a measurement and make it the present content of the cycle."""
    before = latest_revision(case.work.session, case.cycle.id)
    blocks = before.blocks if before else []
    content = _content(case, measurement, _read_blocks(blocks))
    revision = RevisionRecord(
        id=uuid4(),
        cycle_id=case.cycle.id,
        number=before.number + 1 if before else 1,
        measurement_id=measurement.id,
        template_version=TEMPLATE_VERSION,
        blocks=blocks,
        content_hash=content.content_hash,
        made_at=case.work.now(),
        told=before.told if before else 0,
    )
    case.work.session.add(revision)
    case.cycle = moves.revise_content(case.cycle, content.content_hash)
    return revision


def tell_revision(case: "Case", stage: str) -> None:
    """Ask documents, by telling it, for the paper of the present revision at a stage (draft, corrected)."""
    session = case.work.session
    revision = latest_revision(session, case.cycle.id)
    if revision is None:
        return
    measurement = session.get_one(MeasurementRecord, revision.measurement_id)
    revision.told += 1
    content = _content(case, measurement, _read_blocks(revision.blocks))
    case.work.publish(
        LkjipRevised(
            cycle_id=case.cycle.id,
            office=event_office(case.office),
            sop_number=content.sop_number,
            subject_name=content.subject_name,
            period=content.period,
            number=revision.told,
            stage=stage,
            revised_at=case.work.now(),
            template_version=revision.template_version,
            measurement_revision=measurement.revision,
            content_hash=revision.content_hash,
            rows=content.rows,
            gaps=content.gaps,
            blocks=content.blocks,
            is_demo=case.office.is_demo,
        )
    )


def latest_revision(session: Session, cycle_id: UUID) -> RevisionRecord | None:
    """The present revision; None before the first measurement."""
    return session.scalar(
        select(RevisionRecord)
        .where(RevisionRecord.cycle_id == cycle_id)
        .order_by(RevisionRecord.number.desc())
        .limit(1)
    )


def _content(case: "Case", measurement: MeasurementRecord, blocks: tuple[Block, ...]) -> Content:
    return Content(
        office=case.office.name,
        sop_number=case.cycle.sop.head.nomor,
        subject_name=case.cycle.sop.subject,
        period=case.cycle.period,
        rows=tuple(schema_of(MeasuredIndicator).load(measurement.rows, many=True)),
        gaps=tuple(measurement.gaps),
        blocks=blocks,
    )


def _read_blocks(stored: list[dict[str, object]]) -> tuple[Block, ...]:
    return tuple(schema_of(Block).load(stored, many=True))
