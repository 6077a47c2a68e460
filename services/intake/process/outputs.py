"""What other services report: papers and measurements that a waiting run may go on with."""

from uuid import UUID, uuid4, uuid5

from sqlalchemy import select

from services.intake.domain import moves
from services.intake.domain.cycle import Cycle, CycleState, Output, RunState
from services.intake.domain.runs import OF_CONTENT
from services.intake.models import MeasurementRecord, PaperRecord
from services.intake.process.case import Case
from services.intake.process.corrections import COPY
from services.intake.process.effects import handed_on
from services.intake.process.history import KINERJA, write_line
from services.intake.process.keeping import keep
from services.intake.process.narrative import lay_out_blocks
from services.intake.process.revisions import revise, tell_revision
from shared.delivery.work import Work
from shared.events.analysis import PerformanceMeasured
from shared.events.documents import DataFormsGenerated, DisposisiGenerated, LkjipGenerated
from shared.events.evaluated import DataFinding, EvaluationPart, FigureComparison, MeasuredAggregate
from shared.events.parts import MeasuredIndicator, Paper, UnitSubmission
from shared.events.wire import schema_of


def disposisi_arrived(work: Work, event: DisposisiGenerated) -> None:
    """The Disposisi of a run exists: the step after may begin."""
    case = Case.locked(work, event.cycle_id)
    _paper_arrived(case, event.paper, Output.DISPOSISI, str(event.run_id))


def data_forms_arrived(work: Work, event: DataFormsGenerated) -> None:
    """Every unit's form and letter exist: the units' step may begin."""
    case = Case.locked(work, event.cycle_id)
    owner = str(event.run_id)
    if (Output.DATA_FORMS, owner) in case.cycle.papers:
        return
    for made in event.papers:
        _keep_paper(case, made.paper, str(uuid5(event.run_id, str(made.unit_id))), made.unit_id)
    units = len({made.unit_id for made in event.papers})
    write_line(work, case.cycle.id, KINERJA, "paper_arrived", f"Formulir dan surat untuk {units} unit tersedia.")
    keep(case, moves.output_ready(case.cycle, Output.DATA_FORMS, owner, case.setting()), KINERJA)


def lkjip_arrived(work: Work, event: LkjipGenerated) -> None:
    """The LKjIP of exactly this content and stage exists."""
    case = Case.locked(work, event.cycle_id)
    output = Output(f"lkjip_{event.stage}")
    if event.copy and not _has_copy(case, event):
        _keep_paper(case, event.copy, event.content_hash)
    _paper_arrived(case, event.paper, output, event.content_hash)


def _has_copy(case: Case, event: LkjipGenerated) -> bool:
    """Whether a content has its copy: a content that was accepted as it stood is told of at two stages."""
    there = select(PaperRecord.id).where(
        PaperRecord.cycle_id == case.cycle.id,
        PaperRecord.kind == COPY,
        PaperRecord.owner == event.content_hash,
    )
    return case.work.session.scalar(there) is not None


def _paper_arrived(case: Case, paper: Paper, output: Output, owner: str) -> None:
    if (output, owner) in case.cycle.papers:  # made again for the same content: the first one stays
        return
    _keep_paper(case, paper, owner)
    text = f"Dokumen tersedia: {paper.name}."
    write_line(case.work, case.cycle.id, KINERJA, "paper_arrived", text, content_hash=paper.content_hash)
    keep(case, moves.output_ready(case.cycle, output, owner, case.setting()), KINERJA)


def _keep_paper(case: Case, paper: Paper, owner: str, unit_id: UUID | None = None) -> None:
    case.work.session.add(
        PaperRecord(
            id=uuid4(),
            cycle_id=case.cycle.id,
            kind=paper.kind,
            owner=owner,
            name=paper.name,
            sha256=paper.sha256,
            content_hash=paper.content_hash,
            arrived_at=case.work.now(),
            media_type=paper.media_type,
            unit_id=unit_id,
            amendment=case.cycle.amendment,
        )
    )
    case.work.session.flush()


def measurement_arrived(work: Work, event: PerformanceMeasured) -> None:
    """Measured figures become a revision of the LKjIP, unless its content is approved already."""
    case = Case.locked(work, event.cycle_id)
    if not _is_wanted(case.cycle, event):
        text = "Pengukuran datang setelah persetujuan; tidak dipakai."
        write_line(work, case.cycle.id, KINERJA, "measurement_refused", text, content_hash=case.cycle.content_hash)
        return
    measurement = _keep(case, event)
    lay_out_blocks(case, event.rows)
    revision = revise(case)
    number = revision.number if revision else 0
    text = f"Data diukur; {case.cycle.sop.subject} revisi {number} dibuat."
    write_line(work, case.cycle.id, KINERJA, "lkjip_revised", text, content_hash=case.cycle.content_hash)
    tell_revision(case, "draft")
    for run in case.cycle.open_runs():
        # A draft that was handed on just before is on its way with the content that stands now.
        if run.state is RunState.PREPARING and run.awaits in OF_CONTENT:
            handed_on(case, run)
    run_id = str(measurement.run_id)
    keep(case, moves.output_ready(case.cycle, Output.MEASUREMENT, run_id, case.setting()), KINERJA)


def _is_wanted(cycle: Cycle, event: PerformanceMeasured) -> bool:
    """A step that waits for exactly this measurement gets it; otherwise approved content stays what was approved."""
    awaited = any(run.id == event.run_id and run.awaits is Output.MEASUREMENT for run in cycle.open_runs())
    return cycle.state is CycleState.OPEN and (awaited or not cycle.is_approved())


def _keep(case: Case, event: PerformanceMeasured) -> MeasurementRecord:
    measurement = MeasurementRecord(
        id=uuid4(),
        cycle_id=case.cycle.id,
        run_id=event.run_id,
        revision=event.measurement_revision,
        scale=event.scale,
        rows=schema_of(MeasuredIndicator).dump(event.rows, many=True),
        gaps=list(event.gaps),
        findings=schema_of(DataFinding).dump(event.findings, many=True),
        evaluation=schema_of(EvaluationPart).dump(event.evaluation, many=True),
        why=event.why,
        changes=list(event.changes),
        submissions=schema_of(UnitSubmission).dump(event.submissions, many=True),
        comparisons=schema_of(FigureComparison).dump(event.comparisons, many=True),
        aggregates=schema_of(MeasuredAggregate).dump(event.aggregates, many=True),
        arrived_at=case.work.now(),
    )
    case.work.session.add(measurement)
    case.work.session.flush()
    return measurement
