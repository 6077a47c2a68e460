"""Definitions of indicators over the years: each change is a version, and a cycle keeps the one it asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle, CycleState
from services.intake.indicator_details import DETAIL_TITLES
from services.intake.measuring_settings import POLICIES
from services.intake.models import CycleIndicatorRecord, DataRequestRecord, IndicatorVersionRecord
from services.intake.office_sheets.layout import INDICATORS
from services.intake.process.indicator_import import fields_of
from services.intake.repository.cycles import newest_before
from services.intake.repository.offices import unit_names

TITLES: Mapping[str, str] = {
    **{column.key: column.title for column in INDICATORS.columns},
    **DETAIL_TITLES,
}
OF_THE_OFFICE = "Data kantor"
"""Who made a version that was not made on a page: the office's file, or the year before."""
_NO_DEFINITION = {"code", "last_value", "source"}

Definition = Mapping[str, str]
"""Key of an office's file → what it says; what is empty is left out."""


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one indicator: the title of the field, and what stood and stands there; empty for nothing."""

    indikator: str
    title: str
    before: str
    after: str


def definition_of(row: CycleIndicatorRecord, units: Mapping[UUID, str]) -> dict[str, str]:
    """What an indicator is: everything but its last value and where the row came from."""
    return {key: text for key, text in fields_of(row, units).items() if text and key not in _NO_DEFINITION}


def keep_version(session: Session, office_id: UUID, row: CycleIndicatorRecord, made_by: str, at: datetime) -> None:
    """Pin a cycle's indicator to the newest version, which is made when its definition is another."""
    definition = definition_of(row, unit_names(session, office_id))
    newest = session.scalar(
        select(IndicatorVersionRecord)
        .where(IndicatorVersionRecord.office_id == office_id, IndicatorVersionRecord.code == row.code)
        .order_by(IndicatorVersionRecord.number.desc())
        .limit(1)
    )
    if newest is None or newest.definition != definition:
        number = newest.number + 1 if newest else 1
        newest = IndicatorVersionRecord(
            id=uuid5(office_id, f"indicator/{row.code}/{number}"),
            office_id=office_id,
            code=row.code,
            number=number,
            definition=definition,
            made_at=at,
            made_by=made_by,
        )
        session.add(newest)
        session.flush()
    row.version = newest.number


def versions_of(session: Session, office_id: UUID, code: str) -> list[IndicatorVersionRecord]:
    """Every version of an indicator, the newest first."""
    mine = select(IndicatorVersionRecord).where(
        IndicatorVersionRecord.office_id == office_id, IndicatorVersionRecord.code == code
    )
    return list(session.scalars(mine.order_by(IndicatorVersionRecord.number.desc())))


def changes_from_last_year(session: Session, cycle: Cycle, asked: Iterable[CycleIndicatorRecord]) -> list[Change]:
    """What this cycle asks otherwise than the newest cycle of an earlier year; nothing where there is none."""
    earlier = newest_before(session, cycle, CycleState.OPEN, CycleState.ENDED)
    if earlier is None:
        return []
    units = unit_names(session, cycle.office_id)
    rows = session.scalars(select(CycleIndicatorRecord).where(CycleIndicatorRecord.cycle_id == earlier))
    before = {row.code: definition_of(row, units) for row in rows}
    return changes_between(before, {row.code: definition_of(row, units) for row in asked})


def changes_since_issued(session: Session, cycle: Cycle, asked: Iterable[CycleIndicatorRecord]) -> list[Change]:
    """What the units would be asked otherwise than when the format was issued last; nothing before the first time."""
    issued_at = session.scalar(
        select(func.max(DataRequestRecord.issued_at)).where(DataRequestRecord.cycle_id == cycle.id)
    )
    if issued_at is None:
        return []
    units = unit_names(session, cycle.office_id)
    after = {row.code: definition_of(row, units) for row in asked}
    before: dict[str, Definition] = {}
    for code in after:
        newest_first = versions_of(session, cycle.office_id, code)
        stood = next((each for each in newest_first if each.made_at <= issued_at), None)
        if stood is not None:
            before[code] = stood.definition
    return changes_between(before, after)


def changes_between(before: Mapping[str, Definition], after: Mapping[str, Definition]) -> list[Change]:
    """Field by field, in the order of the titles; a new indicator and one that is asked no more are one line each."""
    found = []
    for code in dict.fromkeys((*after, *before)):
        old, new = before.get(code), after.get(code)
        if old is None or new is None:
            words = ("", "ditambahkan") if old is None else ("ada", "tidak diminta lagi")
            found.append(Change((new or old or {}).get("indikator", code), "Indikator", *words))
            continue
        found += [
            Change(new["indikator"], title, _shown(key, old.get(key, "")), _shown(key, new.get(key, "")))
            for key, title in TITLES.items()
            if old.get(key, "") != new.get(key, "")
        ]
    return found


def _shown(key: str, text: str) -> str:
    policy = key.removeprefix("policy_")
    if policy == key:
        return text
    return POLICIES[policy][text] if text else "seperti kantor"
