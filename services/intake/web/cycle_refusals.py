"""What a refused act on a cycle says on the pages of cycles and tasks."""

from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy.orm import Session

from services.intake.domain.errors import CommandRefused, NoHolder
from services.intake.domain.sop import Sop
from services.intake.models import OfficeRecord
from services.intake.repository.offices import sop_of
from services.intake.web.refusals import explain
from services.intake.web.site import reading


def refusal_sentence(refused: CommandRefused) -> str:
    """One sentence, or two, in Indonesian; roles by their names."""
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        if isinstance(refused, NoHolder):
            refused.role = _sop(rows, office).roles[refused.role].name
        return explain(refused, rows, ZoneInfo(office.time_zone))


def _sop(rows: Session, office: OfficeRecord) -> Sop:
    """The one that the cycle is pinned to; the office's where there is no cycle yet."""
    return g.subject.cycle.sop if g.subject.cycle else sop_of(rows, office.sop_version_id)
