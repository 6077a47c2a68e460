"""How far one submission of figures has come: received, measured, in the draft, signed, sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.models import (
    CycleRecord,
    DispatchRecord,
    MeasurementRecord,
    PersonRecord,
    RevisionRecord,
    SignatureRecord,
    SubmissionRecord,
)
from services.intake.process.collection import LEFT, SUSULAN
from shared.events.parts import UnitSubmission
from shared.events.wire import schema_of
from shared.tracking import tracking_code


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage on the way; `at` is None while it is not reached. `link` shows what came of it."""

    title: str
    at: datetime | None
    words: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Tracked:
    """A submission and its way. `replaced_by` is the number of the unit's later one, `told` the last told revision."""

    submission: SubmissionRecord
    sender: str
    replaced_by: int | None
    told: int
    stages: tuple[Stage, ...]

    @property
    def has_arrived(self) -> bool:
        """Whether the figures stand in a signed report."""
        return all(stage.at for stage in self.stages[:-1])


def tracked(rows: Session, office_id: UUID, code: str) -> Tracked | None:
    """The submission with this kode lacak in the office; None when there is none."""
    submission = next((row for row in _of_office(rows, office_id) if code_of(row) == code), None)
    if submission is None:
        return None
    return Tracked(
        submission=submission,
        sender=rows.get_one(PersonRecord, submission.submitted_by).name,
        replaced_by=_replaced_by(rows, submission),
        told=_told(rows, submission.cycle_id),
        stages=tuple(_stages(rows, submission)),
    )


def code_of(submission: SubmissionRecord) -> str:
    """The kode lacak of a submission."""
    return tracking_code(submission.cycle_id, submission.unit_id, submission.number)


def code_of_task(rows: Session, task_id: UUID) -> str | None:
    """The kode lacak of what was sent last for a task; None before anything was."""
    asked = select(SubmissionRecord).where(SubmissionRecord.task_id == task_id)
    newest = rows.scalar(asked.order_by(SubmissionRecord.number.desc()).limit(1))
    return code_of(newest) if newest else None


def _of_office(rows: Session, office_id: UUID) -> Iterator[SubmissionRecord]:
    asked = select(SubmissionRecord).join(CycleRecord, CycleRecord.id == SubmissionRecord.cycle_id)
    yield from rows.scalars(asked.where(CycleRecord.office_id == office_id))


def _replaced_by(rows: Session, submission: SubmissionRecord) -> int | None:
    return rows.scalar(
        select(SubmissionRecord.number)
        .where(
            SubmissionRecord.cycle_id == submission.cycle_id,
            SubmissionRecord.unit_id == submission.unit_id,
            SubmissionRecord.number > submission.number,
            SubmissionRecord.standing.not_in((SUSULAN, LEFT)),
        )
        .order_by(SubmissionRecord.number.desc())
        .limit(1)
    )


def _told(rows: Session, cycle_id: UUID) -> int:
    asked = select(RevisionRecord.told).where(RevisionRecord.cycle_id == cycle_id)
    return rows.scalar(asked.order_by(RevisionRecord.number.desc()).limit(1)) or 0


def _stages(rows: Session, submission: SubmissionRecord) -> Iterator[Stage]:
    cycle_id = submission.cycle_id
    yield Stage("Diterima Kinerja", submission.submitted_at)
    measured = _measured(rows, submission)
    newest = measured[-1] if measured else None
    yield Stage(
        "Diukur",
        newest.arrived_at if newest else None,
        f"Pengukuran ke-{newest.revision}" if newest else "",
        url_for("measured.page", cycle_id=cycle_id) if newest else None,
    )
    ids = [each.id for each in measured]
    revisions = select(RevisionRecord).where(RevisionRecord.measurement_id.in_(ids)).order_by(RevisionRecord.number)
    drafted = list(rows.scalars(revisions))
    yield Stage("Masuk draf laporan", drafted[0].made_at if drafted else None)
    signature = _signature(rows, cycle_id, {each.content_hash for each in drafted})
    yield Stage(
        "Masuk laporan yang ditandatangani",
        signature.signed_at if signature else None,
        signature.signer_jabatan if signature else "",
        url_for("verification.by_code", code=signature.code) if signature else None,
    )
    sent = _sent(rows, cycle_id, signature)
    yield Stage("Dikirim", sent.sent_at if sent else None, sent.addressee if sent else "")


def _measured(rows: Session, submission: SubmissionRecord) -> list[MeasurementRecord]:
    of_cycle = select(MeasurementRecord).where(MeasurementRecord.cycle_id == submission.cycle_id)
    wanted = (submission.unit_id, submission.number)
    return [
        row
        for row in rows.scalars(of_cycle.order_by(MeasurementRecord.revision))
        if wanted in {(each.unit_id, each.revision) for each in _submissions(row)}
    ]


def _submissions(measurement: MeasurementRecord) -> list[UnitSubmission]:
    loaded: list[UnitSubmission] = schema_of(UnitSubmission).load(measurement.submissions, many=True)
    return loaded


def _signature(rows: Session, cycle_id: UUID, hashes: set[str]) -> SignatureRecord | None:
    asked = select(SignatureRecord).where(
        SignatureRecord.cycle_id == cycle_id,
        SignatureRecord.kind == "lkjip",
        SignatureRecord.content_hash.in_(hashes),
        SignatureRecord.withdrawn_at.is_(None),
    )
    return rows.scalar(asked.order_by(SignatureRecord.signed_at.desc()).limit(1))


def _sent(rows: Session, cycle_id: UUID, signature: SignatureRecord | None) -> DispatchRecord | None:
    """The first sending after the signature; none of a report without these figures."""
    if signature is None:
        return None
    asked = select(DispatchRecord).where(
        DispatchRecord.cycle_id == cycle_id,
        DispatchRecord.sent_at.is_not(None),
        DispatchRecord.ordered_at >= signature.signed_at,
    )
    return rows.scalar(asked.order_by(DispatchRecord.ordered_at).limit(1))
