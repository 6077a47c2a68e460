"""Is everything running, what waits, what failed: one page for the admin of an office without operators."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.api import task_figures
from services.intake.domain.cycle import TaskState
from services.intake.domain.rights import Act
from services.intake.models import CycleRecord, OfficeRecord, TaskRecord
from services.intake.web.calling import CallRefused, ServiceDown, call
from services.intake.web.health import broker_answers
from services.intake.web.rules import own_office, rule
from services.intake.web.site import reading
from shared.calls import CONDITIONS, Call
from shared.clock import machine_now
from shared.dates import format_moment
from shared.delivery.complaints import PARTS, SILENT, complaints, duration, running_since, silent
from shared.delivery.condition import Condition, condition_of, waiting_at
from shared.events.wire import schema_of

pages = Blueprint("operations", __name__)

_NO_BROKER = (
    "Antrean antarbagian sedang tidak bekerja. Mengetik dan mengirim tetap bisa dan tidak ada yang hilang; bila lebih "
    "dari beberapa menit, minta petugas TI menyalakan ulang sistem."
)
_COLUMNS = (
    {"text": "Bagian"},
    {"text": "Keadaan"},
    {"text": "Menunggu", "is_number": True},
    {"text": "Paling lama"},
    {"text": "Gagal", "is_number": True},
)


@pages.get("/operasi")
@rule(Act.MANAGE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """The parts of the whole installation, then what concerns the admin's own office."""
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        own = condition_of(rows, "intake", task_figures)
        overdue = _overdue(rows, office)
    found = {"intake": own, **_others()}
    now, zone = machine_now(), ZoneInfo(office.time_zone)
    return render_template(
        "operations.html",
        section="kelola",
        at=format_moment(now, zone),
        wrong=[*([] if broker_answers() else [_NO_BROKER]), *_wrong(found, now)],
        columns=_COLUMNS,
        rows=[_row(service, found, now, zone) for service in PARTS],
        overdue=overdue,
        mails=found["notify"],
        failed=sum(one.dead for one in found.values() if one),
    )


def _others() -> dict[str, Condition | None]:
    return {service: _asked(asked) for service, asked in CONDITIONS.items()}


def _asked(asked: Call) -> Condition | None:
    try:
        condition: Condition = schema_of(Condition).load(call(asked))
    except (ServiceDown, CallRefused):
        return None
    return condition


def _wrong(found: dict[str, Condition | None], now: datetime) -> list[str]:
    return [
        sentence
        for service, condition in found.items()
        for sentence in (complaints(condition, now) if condition else [silent(service)])
    ]


def _row(service: str, found: dict[str, Condition | None], now: datetime, zone: ZoneInfo) -> list[str]:
    condition = found[service]
    if condition is None:
        return [PARTS[service], SILENT, "", "", ""]
    begun = running_since(condition)
    count, oldest = waiting_at(service, [one for one in found.values() if one])
    return [
        PARTS[service],
        f"berjalan sejak {format_moment(begun, zone)}" if begun else "tidak bekerja",
        str(count),
        duration(now - oldest) if oldest else "",
        str(condition.dead),
    ]


def _overdue(rows: Session, office: OfficeRecord) -> int:
    late = (
        select(func.count())
        .select_from(TaskRecord)
        .join(CycleRecord, CycleRecord.id == TaskRecord.cycle_id)
        .where(CycleRecord.office_id == office.id, TaskRecord.state == TaskState.OPEN)
        .where(TaskRecord.overran_at.is_not(None))
    )
    return rows.scalar(late) or 0
