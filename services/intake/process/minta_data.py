"""SOP step 2: what a cycle asks of its units, and issuing it as forms and a letter."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.asked_triwulan import asked_triwulan
from services.intake.domain.cycle import Run
from services.intake.domain.sop import Sop, StepKind
from services.intake.indicator_details import pagu_of
from services.intake.letter_settings import SURAT_PERMINTAAN, letter_setting
from services.intake.models import (
    CycleIndicatorRecord,
    DataRequestRecord,
)
from services.intake.process.case import Case
from services.intake.process.office_indicators import keep_for_next_year
from services.intake.process.officials import letter_signer
from services.intake.repository.offices import Post, event_office, today_of, unit_names
from shared.events.intake import DataFormatIssued
from shared.events.parts import Indicator, Letterhead, Official, UnitForm


def indicators_of(session: Session, cycle_id: UUID, unit_id: UUID | None = None) -> list[CycleIndicatorRecord]:
    """What a cycle asks for, of one unit or of all, in order."""
    asked = select(CycleIndicatorRecord).where(CycleIndicatorRecord.cycle_id == cycle_id)
    if unit_id is not None:
        asked = asked.where(CycleIndicatorRecord.unit_id == unit_id)
    return list(session.scalars(asked.order_by(CycleIndicatorRecord.row, CycleIndicatorRecord.code)))


def issue(case: Case, run: Run) -> None:
    """Issue the format: every unit gets its form and the letter; the office keeps the indicators for next year."""
    session, work = case.work.session, case.work
    request = session.get(DataRequestRecord, run.id) or DataRequestRecord(
        run_id=run.id, cycle_id=case.cycle.id, letter_number="", dated_on=None, message=""
    )
    request.issued_at = work.now()
    session.add(request)
    keep_for_next_year(session, case.cycle, indicators_of(session, case.cycle.id))
    work.publish(
        DataFormatIssued(
            cycle_id=case.cycle.id,
            run_id=run.id,
            office=event_office(case.office),
            sop_number=case.cycle.sop.head.nomor,
            subject_name=case.cycle.sop.subject,
            period=case.cycle.period,
            issued_at=work.now(),
            waktu=_time_of_units(case),
            letterhead=_letterhead(case, run, request),
            message=request.message,
            forms=tuple(_forms(case)),
            is_demo=case.office.is_demo,
            issue=run.number,
        )
    )


def _time_of_units(case: Case) -> str:
    filling = (step for step in case.cycle.sop.steps if step.kind is StepKind.ISI_DATA)
    waktu = next((step.waktu for step in filling), None)
    return str(waktu) if waktu else ""


def _letterhead(case: Case, run: Run, request: DataRequestRecord) -> Letterhead:
    setting = letter_setting(case.office.letters, SURAT_PERMINTAAN)
    _, signer = letter_signer(case, SURAT_PERMINTAAN)
    return Letterhead(
        letter_id=run.id,
        number=request.letter_number or None,
        dated_on=request.dated_on or today_of(case.office, case.work.now()),
        sifat=setting.sifat,
        lampiran="1 (satu) formulir",
        hal=f"Permintaan Data Kinerja {case.cycle.sop.subject} Tahun {case.cycle.period}",
        signer=signer,
        carbon_copies=setting.carbon_copies,
    )


def _forms(case: Case) -> Iterable[UnitForm]:
    names = unit_names(case.work.session, case.office.id)
    for post in filling_posts(case.cycle.sop, case.posts):
        if post.unit_id is None:
            continue
        yield UnitForm(
            unit_id=post.unit_id,
            unit=names[post.unit_id],
            head=Official(jabatan=post.jabatan, name=post.holder.name),
            indicators=tuple(_indicator(row) for row in indicators_of(case.work.session, case.cycle.id, post.unit_id)),
        )


def filling_posts(sop: Sop, posts: list[Post]) -> list[Post]:
    """The posts whose holders fill in figures in this SOP."""
    roles = {performer.role for step in sop.steps if step.kind is StepKind.ISI_DATA for performer in step.performers}
    return [post for post in posts if post.roles & roles]


def _indicator(row: CycleIndicatorRecord) -> Indicator:
    return Indicator(
        code=row.code,
        row=row.row,
        sasaran=row.sasaran,
        indikator=row.indikator,
        satuan=row.satuan,
        direction=row.direction,
        target=row.target,
        target_text=row.target_text,
        last_value=row.last_value,
        definition=row.definition,
        formula=row.formula,
        numerator=row.numerator,
        denominator=row.denominator,
        source=row.data_source,
        triwulan=asked_triwulan(row).figures,
        summary=asked_triwulan(row).summary or "",
        pagu=pagu_of(row.details or {}),
    )
