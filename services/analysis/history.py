"""An office's earlier measurements, read for comparing: never more than five years, one measurement a year."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.analysis.domain.earlier import YEARS, PastResult
from services.analysis.models import MeasurementRecord
from services.analysis.words import words_in
from shared.events.parts import MeasuredIndicator
from shared.events.wire import schema_of

Past = Mapping[str, tuple[PastResult, ...]]
"""Indicator code → its earlier years, newest first."""


def past_of(session: Session, office_id: UUID, period: str) -> Past:
    """What was measured in the years before `period`; of a year that was measured more than once, the last time."""
    found: dict[str, list[PastResult]] = defaultdict(list)
    for year, key in list(_newest_of_each_year(session, office_id, period).items())[:YEARS]:
        rows: list[MeasuredIndicator] = schema_of(MeasuredIndicator).load(
            session.get_one(MeasurementRecord, key).rows, many=True
        )
        for row in rows:
            found[row.code].append(_past(year, row))
    return {code: tuple(years) for code, years in found.items()}


def _past(year: str, row: MeasuredIndicator) -> PastResult:
    words = words_in(row.realisasi_text, row.satuan)
    return PastResult(year=year, realisasi=row.realisasi, target=row.target, capaian=row.capaian, words=words)


def _newest_of_each_year(session: Session, office_id: UUID, period: str) -> dict[str, tuple[UUID, int]]:
    of_office = select(MeasurementRecord.period, MeasurementRecord.cycle_id, MeasurementRecord.revision).where(
        MeasurementRecord.office_id == office_id, MeasurementRecord.period < period
    )
    newest_first = (MeasurementRecord.period, MeasurementRecord.measured_at, MeasurementRecord.revision)
    newest: dict[str, tuple[UUID, int]] = {}
    for year, cycle_id, revision in session.execute(of_office.order_by(*(column.desc() for column in newest_first))):
        newest.setdefault(year, (cycle_id, revision))
    return newest
