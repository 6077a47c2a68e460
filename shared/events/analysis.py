"""What analysis tells: measured figures."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shared.events.evaluated import DataFinding, EvaluationPart, FigureComparison, MeasuredAggregate
from shared.events.event import Event, cycle_subject
from shared.events.parts import MeasuredIndicator, UnitSubmission


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceMeasured(Event):
    """A collection, that of the data run `run_id`, was measured. `scale` names the predicate scale.

    `findings` are about the figures as they were collected; `evaluation` has seven parts for each sasaran,
    `comparisons` are what its sentences about earlier years, Renstra and standard say in figures. `aggregates` are
    those of each sasaran, each unit and the instansi, in this order.
    A measurement is never changed: `why` says in a sentence what made this revision, `changes` name each figure that
    differs from the revision before (both empty for the first). `submissions` are the revisions that were measured.
    """

    name: ClassVar[str] = "analysis.performance_measured"
    cycle_id: UUID
    run_id: UUID
    collection: int
    measurement_revision: int
    scale: str
    rows: tuple[MeasuredIndicator, ...]
    gaps: tuple[str, ...]
    findings: tuple[DataFinding, ...] = ()
    evaluation: tuple[EvaluationPart, ...] = ()
    why: str = ""
    changes: tuple[str, ...] = ()
    submissions: tuple[UnitSubmission, ...] = ()
    comparisons: tuple[FigureComparison, ...] = ()
    aggregates: tuple[MeasuredAggregate, ...] = ()

    @property
    def subject(self) -> str:
        return f"{cycle_subject(self.cycle_id)}/measurement"

    @property
    def revision(self) -> int:
        return self.measurement_revision
