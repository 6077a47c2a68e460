"""The indicators that an office keeps from year to year: proposed to a cycle, kept again as the cycle asks for them."""

from collections.abc import Iterable, Sequence
from uuid import uuid5

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, CycleState
from services.intake.indicator_details import is_in_effect
from services.intake.models import (
    CycleIndicatorRecord,
    IndicatorFields,
    IndicatorRecord,
    SubmissionRecord,
)
from services.intake.process.indicator_versions import OF_THE_OFFICE, keep_version
from services.intake.repository.cycles import newest_before
from shared.events.parts import IndicatorValue
from shared.events.wire import schema_of
from shared.numbers import format_id

FIELDS = tuple(name for name in IndicatorFields.__annotations__)


def propose_indicators(session: Session, cycle: Cycle) -> None:
    """Begin a cycle with the office's indicators that are in effect in its period.

    The last value is what the cycle before measured, if any did.
    """
    last_values = _last_values(session, cycle)
    for row in _of_office(session, cycle):
        if not is_in_effect(row.details or {}, cycle.period):
            continue
        fields = {name: getattr(row, name) for name in FIELDS}
        fields["last_value"] = last_values.get(row.code, row.last_value)
        indicator_id = uuid5(cycle.id, f"indicator/{row.code}")
        asked = CycleIndicatorRecord(id=indicator_id, cycle_id=cycle.id, unit_id=row.unit_id, **fields)
        session.add(asked)
        keep_version(session, cycle.office_id, asked, OF_THE_OFFICE, cycle.opened_at)
    session.flush()


def _of_office(session: Session, cycle: Cycle) -> list[IndicatorRecord]:
    of_office = select(IndicatorRecord).where(IndicatorRecord.office_id == cycle.office_id)
    return list(session.scalars(of_office.order_by(IndicatorRecord.row, IndicatorRecord.code)))


def not_in_effect(session: Session, cycle: Cycle, asked: Iterable[CycleIndicatorRecord]) -> list[IndicatorRecord]:
    """Indicators of the office that the cycle does not ask for, as their days lie outside its period."""
    codes = {row.code for row in asked}
    return [
        row
        for row in _of_office(session, cycle)
        if row.code not in codes and not is_in_effect(row.details or {}, cycle.period)
    ]


def _last_values(session: Session, cycle: Cycle) -> dict[str, str]:
    """Code → printed realisasi of the newest earlier period of this office and SOP."""
    earlier = newest_before(session, cycle, CycleState.ENDED)
    found: dict[str, str] = {}
    sent = select(SubmissionRecord).where(SubmissionRecord.cycle_id == earlier).order_by(SubmissionRecord.number)
    for submission in session.scalars(sent) if earlier else ():
        for value in schema_of(IndicatorValue).load(submission.values, many=True):
            known = value.realisasi_text if value.realisasi is None else format_id(value.realisasi)
            if known:
                found[value.code] = known
    return found


def keep_for_next_year(session: Session, cycle: Cycle, asked: Sequence[CycleIndicatorRecord]) -> None:
    """What a cycle asks for is what the office has from now on, beside the indicators of other years."""
    if not asked:
        return
    of_other_years = [row.id for row in not_in_effect(session, cycle, asked)]
    session.execute(
        delete(IndicatorRecord).where(
            IndicatorRecord.office_id == cycle.office_id, IndicatorRecord.id.not_in(of_other_years)
        )
    )
    for row in asked:
        fields = {name: getattr(row, name) for name in FIELDS}
        session.add(
            IndicatorRecord(
                id=uuid5(cycle.office_id, f"indicator/{row.code}"),
                office_id=cycle.office_id,
                unit_id=row.unit_id,
                **fields,
            )
        )
    session.flush()
