"""Values that several events carry."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone a mail can go to, in the post they act in. `name` and `jabatan` are printed as they stand."""

    person_id: UUID
    name: str
    jabatan: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office that runs the cycle. `time_zone` is an IANA name."""

    office_id: UUID
    name: str
    pemerintah: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A finished document: what it is (`kind`), its file name for people and its key in the file store."""

    kind: str
    name: str
    sha256: str
    content_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInfo:
    """Everything a mail about a task says.

    `waktu` is the standard time as the SOP prints it, None where it gives none. `link_issue` counts the links made
    for this task; an older link dies. `contact` is whom to ask. `steps_total` is for "langkah 5 dari 8".
    """

    task_id: UUID
    cycle_id: UUID
    office: Office
    subject: str
    period: str
    step: int
    steps_total: int
    step_title: str
    activity: str
    run: int
    role: str
    role_name: str
    kind: str
    act: str
    holder: Person
    opened_at: datetime
    due_at: datetime | None
    waktu: str | None
    working_time: str | None
    content_hash: str | None
    link_issue: int
    contact: Person | None
    next_role: str | None
    papers: tuple[Paper, ...] = ()
    summary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """One indicator's row in a unit's submission.

    Exactly one of `realisasi` and `reason` (belum_ada, tidak_berlaku) is given. `target` is None where there is no
    number; `target_text` is then what stands in its place. `direction` is naik, turun or turun_rasio.
    """

    code: str
    row: int
    sasaran: str
    indikator: str
    satuan: str
    direction: str
    target: Decimal | None
    target_text: str
    realisasi: Decimal | None
    provisional: bool
    reason: str | None
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredIndicator:
    """One measured row. `capaian` is percent, two places, half up; it and `predikat` are None with a `reason`."""

    code: str
    row: int
    unit: str
    sasaran: str
    indikator: str
    satuan: str
    direction: str
    target: Decimal | None
    target_text: str
    realisasi: Decimal | None
    provisional: bool
    explanation: str
    capaian: Decimal | None
    capaian_exact: Decimal | None
    predikat: str | None
    reason: str | None
    reason_text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSubmission:
    """Which revision of a unit's data belongs to a collection."""

    unit_id: UUID
    unit: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A narrative block of the LKjIP with its stable id."""

    id: str
    title: str
    text: str
