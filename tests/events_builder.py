"""Events for tests of delivery: real ones, with as little in them as they allow."""

from uuid import UUID, uuid4

from shared.events.analysis import PerformanceMeasured
from shared.events.documents import DisposisiGenerated
from shared.events.parts import Paper


def a_disposisi(cycle_id: UUID | None = None) -> DisposisiGenerated:
    return DisposisiGenerated(
        cycle_id=cycle_id or uuid4(),
        run_id=uuid4(),
        paper=Paper(kind="disposisi", name="Disposisi.pdf", sha256="0" * 64),
    )


def a_measurement(cycle_id: UUID, revision: int) -> PerformanceMeasured:
    return PerformanceMeasured(
        cycle_id=cycle_id,
        run_id=uuid4(),
        collection=1,
        measurement_revision=revision,
        scale="permendagri_54_2010",
        rows=(),
        gaps=(),
    )
