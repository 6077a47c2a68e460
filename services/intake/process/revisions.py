"""Revisions of the LKjIP: made by intake alone, from a measurement, the blocks and the template version."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain import moves
from services.intake.domain.cycle import Cycle
from services.intake.domain.lkjip import TEMPLATE_VERSION, Content
from services.intake.models import BlockRecord, MeasurementRecord, OfficeRecord, RevisionRecord
from services.intake.process.case import Case
from services.intake.process.figure_sources import figure_sources
from services.intake.process.officials import head_of
from services.intake.repository.offices import event_office
from shared.events.evaluated import EvaluationPart, MeasuredAggregate
from shared.events.intake import LkjipRevised
from shared.events.parts import Block, MeasuredIndicator
from shared.events.wire import schema_of


def revise(case: Case, made_by: UUID | None = None) -> RevisionRecord | None:
    """Make what stands now (measurement and blocks) the present content; None before the first measurement.

    Nothing is made when the content is the present one already.
    """
    session = case.work.session
    measurement = latest_measurement(session, case.cycle.id)
    if measurement is None:
        return None
    before = latest_revision(session, case.cycle.id)
    blocks = present_blocks(session, case.cycle.id)
    content = _content(case.office, case.cycle, measurement, blocks)
    if before and before.content_hash == content.content_hash == case.cycle.content_hash:
        return before
    revision = RevisionRecord(
        id=uuid4(),
        cycle_id=case.cycle.id,
        number=before.number + 1 if before else 1,
        measurement_id=measurement.id,
        template_version=TEMPLATE_VERSION,
        blocks=schema_of(Block).dump(blocks, many=True),
        content_hash=content.content_hash,
        made_at=case.work.now(),
        told=before.told if before else 0,
        made_by=made_by,
        stages=[],
    )
    session.add(revision)
    session.flush()
    case.cycle = moves.revise_content(case.cycle, content.content_hash)
    return revision


def content_now(session: Session, cycle: Cycle) -> Content | None:
    """The content as it stands while it is worked on; None before the first measurement."""
    measurement = latest_measurement(session, cycle.id)
    if measurement is None:
        return None
    office = session.get_one(OfficeRecord, cycle.office_id)
    return _content(office, cycle, measurement, present_blocks(session, cycle.id))


def tell_revision(case: Case, stage: str) -> None:
    """Ask documents, by telling it, for the paper of the present revision at a stage (draft, corrected, approved).

    The paper of a content and stage is asked for once.
    """
    session = case.work.session
    revision = latest_revision(session, case.cycle.id)
    if revision is None or stage in revision.stages:
        return
    measurement = session.get_one(MeasurementRecord, revision.measurement_id)
    revision.told += 1
    revision.stages = [*revision.stages, stage]
    content = _content(case.office, case.cycle, measurement, _read_blocks(revision.blocks))
    head = head_of(case)
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
            signer=head.official if head else None,
            amendment=content.amendment,
            evaluation=content.evaluation,
            aggregates=content.aggregates,
            sources=figure_sources(session, measurement),
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


def latest_measurement(session: Session, cycle_id: UUID) -> MeasurementRecord | None:
    """What was measured last; None before the first measurement."""
    return session.scalar(
        select(MeasurementRecord)
        .where(MeasurementRecord.cycle_id == cycle_id)
        .order_by(MeasurementRecord.revision.desc())
        .limit(1)
    )


def blocks_of(session: Session, cycle_id: UUID) -> list[BlockRecord]:
    """The blocks of a cycle in the order of the report."""
    asked = select(BlockRecord).where(BlockRecord.cycle_id == cycle_id).order_by(BlockRecord.position)
    return list(session.scalars(asked))


def present_blocks(session: Session, cycle_id: UUID) -> tuple[Block, ...]:
    """The blocks that say something, in the order of the report."""
    return tuple(
        Block(id=block.block_id, title=block.title, text=block.text)
        for block in blocks_of(session, cycle_id)
        if block.text.strip()
    )


def _content(office: OfficeRecord, cycle: Cycle, measurement: MeasurementRecord, blocks: tuple[Block, ...]) -> Content:
    return Content(
        office=office.name,
        sop_number=cycle.sop.head.nomor,
        subject_name=cycle.sop.subject,
        period=cycle.period,
        rows=tuple(schema_of(MeasuredIndicator).load(measurement.rows, many=True)),
        gaps=tuple(measurement.gaps),
        blocks=blocks,
        amendment=cycle.amendment,
        evaluation=tuple(schema_of(EvaluationPart).load(measurement.evaluation, many=True)),
        aggregates=tuple(schema_of(MeasuredAggregate).load(measurement.aggregates, many=True)),
    )


def _read_blocks(stored: list[dict[str, object]]) -> tuple[Block, ...]:
    return tuple(schema_of(Block).load(stored, many=True))
