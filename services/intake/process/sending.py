"""What leaves in step 8: the signed report with its letter, and afterwards everything of the cycle into the archive."""

from collections.abc import Iterable

from sqlalchemy import select

from services.intake.domain.cycle import Run
from services.intake.letter_settings import archive_setting
from services.intake.models import (
    DispatchRecord,
    HistoryRecord,
    LetterRecord,
    PaperRecord,
    PersonRecord,
    SubmissionRecord,
)
from services.intake.process.case import Case
from services.intake.process.revisions import latest_measurement
from services.intake.process.task_info import as_paper, task_info
from services.intake.repository.offices import event_office
from shared.events.intake import ArchiveOrdered, DispatchOrdered
from shared.events.notify import LkjipDispatched
from shared.events.parts import ArchivedSubmission, HistoryLine, IndicatorValue, MeasuredIndicator, Paper
from shared.events.wire import schema_of

_REPORTS = ("lkjip_signed", "lkjip_approved", "lkjip_corrected", "lkjip_draft")
"""The furthest stage leaves: an SOP may end without a signature."""


def send(case: Case, run: Run) -> None:
    """Have the run's dispatch leave; a cycle without a report has none."""
    dispatch = latest_dispatch(case, run)
    if dispatch is None:
        return
    letter = case.work.session.get_one(LetterRecord, dispatch.letter_id)
    case.work.publish(
        DispatchOrdered(
            cycle_id=case.cycle.id,
            dispatch_id=dispatch.id,
            task=task_info(case, run, next(task for task in run.tasks if not task.is_beside)),
            office=event_office(case.office),
            subject_name=case.cycle.sop.subject,
            period=case.cycle.period,
            channel=dispatch.channel,
            addressee=dispatch.addressee,
            email=dispatch.email,
            letter_number=letter.number or "",
            papers=tuple(leaving_papers(case, letter)),
            ordered_at=dispatch.ordered_at,
        )
    )


def latest_dispatch(case: Case, run: Run) -> DispatchRecord | None:
    """The newest dispatch of a run of the sending step."""
    return case.work.session.scalar(
        select(DispatchRecord)
        .where(DispatchRecord.run_id == run.id)
        .order_by(DispatchRecord.ordered_at.desc())
        .limit(1)
    )


def leaving_papers(case: Case, letter: LetterRecord) -> Iterable[Paper]:
    """The report of the present content, as far as this SOP brings it, and the signed letter."""
    papers = (PaperRecord.cycle_id == case.cycle.id, PaperRecord.owner.in_((case.cycle.content_hash, str(letter.id))))
    found = {row.kind: row for row in case.work.session.scalars(select(PaperRecord).where(*papers))}
    report = next((found[kind] for kind in _REPORTS if kind in found), None)
    return (as_paper(row) for row in (report, found.get("surat_pengantar_signed")) if row)


def order_archive(case: Case, event: LkjipDispatched) -> None:
    """Have everything of the cycle put into one archive, the mails as notify lists them."""
    setting = archive_setting(case.office.archive)
    measurement = latest_measurement(case.work.session, case.cycle.id)
    case.work.publish(
        ArchiveOrdered(
            cycle_id=case.cycle.id,
            dispatch_id=event.dispatch_id,
            office=event_office(case.office),
            sop_number=case.cycle.sop.head.nomor,
            subject_name=case.cycle.sop.subject,
            period=case.cycle.period,
            amendment=case.cycle.amendment,
            content_hash=case.cycle.content_hash,
            klasifikasi=setting.klasifikasi,
            active_years=setting.active_years,
            inactive_years=setting.inactive_years,
            fate=setting.fate,
            papers=tuple(_all_papers(case)),
            submissions=tuple(_submissions(case)),
            rows=tuple(schema_of(MeasuredIndicator).load(measurement.rows, many=True)) if measurement else (),
            history=tuple(_history(case)),
            mails=event.mails,
            ordered_at=case.work.now(),
            is_demo=case.office.is_demo,
        )
    )


def _all_papers(case: Case) -> Iterable[Paper]:
    rows = case.work.session.scalars(
        select(PaperRecord)
        .where(PaperRecord.cycle_id == case.cycle.id, PaperRecord.kind != "archive")
        .order_by(PaperRecord.arrived_at, PaperRecord.kind, PaperRecord.name)
    )
    return (as_paper(row) for row in rows)


def _submissions(case: Case) -> Iterable[ArchivedSubmission]:
    rows = case.work.session.execute(
        select(SubmissionRecord, PersonRecord.name)
        .join(PersonRecord, PersonRecord.id == SubmissionRecord.submitted_by)
        .where(SubmissionRecord.cycle_id == case.cycle.id)
        .order_by(SubmissionRecord.unit_name, SubmissionRecord.number)
    )
    for row, name in rows:
        yield ArchivedSubmission(
            unit=row.unit_name,
            number=row.number,
            submitted_at=row.submitted_at,
            submitted_by=name,
            values=tuple(schema_of(IndicatorValue).load(row.values, many=True)),
        )


def _history(case: Case) -> Iterable[HistoryLine]:
    rows = case.work.session.scalars(
        select(HistoryRecord).where(HistoryRecord.cycle_id == case.cycle.id).order_by(HistoryRecord.id)
    )
    for row in rows:
        yield HistoryLine(
            at=row.at,
            text=row.text,
            who=", ".join(part for part in (row.person_name, row.jabatan) if part),
            channel=row.channel,
            reason=row.reason,
            content_hash=row.content_hash,
            step=row.step,
            run=row.run,
        )
