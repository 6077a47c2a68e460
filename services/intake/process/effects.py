"""What each kind of step causes when it is handed on; a kind that is not named here causes nothing more."""

from collections.abc import Callable, Mapping

from services.intake.domain.cycle import Run
from services.intake.domain.sop import StepKind
from services.intake.process import collection, minta_data, perintah, sending
from services.intake.process.case import Case
from services.intake.process.revisions import tell_revision

Effect = Callable[[Case, Run], None]


def handed_on(case: Case, run: Run) -> None:
    """Cause what the step's kind causes."""
    effect = _EFFECTS.get(case.cycle.step_of(run).kind)
    if effect:
        effect(case, run)


def _paper_of_stage(stage: str) -> Effect:
    return lambda case, _run: tell_revision(case, stage)


_EFFECTS: Mapping[StepKind, Effect] = {
    StepKind.PERINTAH: perintah.order,
    StepKind.MINTA_DATA: minta_data.issue,
    StepKind.ISI_DATA: collection.collect,
    StepKind.SUSUN: _paper_of_stage("draft"),
    StepKind.KOREKSI: _paper_of_stage("corrected"),
    StepKind.PERSETUJUAN: _paper_of_stage("approved"),
    StepKind.KIRIM: sending.send,
}
