"""What intake tells: the facts of the SOP's process."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.events.event import Event, cycle_subject, submission_subject, task_subject
from shared.events.parts import (
    Block,
    IndicatorValue,
    MeasuredIndicator,
    Office,
    Person,
    TaskInfo,
    UnitSubmission,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent(Event):
    """A fact about one task."""

    task: TaskInfo

    @property
    def subject(self) -> str:
        return task_subject(self.task.task_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOpened(TaskEvent):
    """A task is waiting for its holder."""

    name: ClassVar[str] = "intake.task_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReturned(TaskEvent):
    """A task is waiting again, because a later step sent the work back. Takes the place of TaskOpened."""

    name: ClassVar[str] = "intake.task_returned"
    returned_by: Person
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOverran(TaskEvent):
    """An open task has used up its standard time."""

    name: ClassVar[str] = "intake.task_overran"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOverran(Event):
    """Told once per run to the role the SOP names, with the names of those whose task is still open."""

    name: ClassVar[str] = "intake.step_overran"
    run_id: UUID
    task: TaskInfo
    recipient: Person
    late: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"run/{self.run_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCompleted(TaskEvent):
    """A task is done."""

    name: ClassVar[str] = "intake.task_completed"
    completed_at: datetime
    completed_by: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWithdrawn(TaskEvent):
    """An open task is no longer asked for: its cycle was cancelled, its step closed or taken back."""

    name: ClassVar[str] = "intake.task_withdrawn"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleOrdered(Event):
    """The head of the office has ordered the LKjIP (kind `perintah`)."""

    name: ClassVar[str] = "intake.cycle_ordered"
    cycle_id: UUID
    run_id: UUID
    office: Office
    sop_number: str
    sop_name: str
    subject_name: str
    period: str
    ordered_by: Person
    forwarded_to: tuple[Person, ...]
    instruction: str
    ordered_at: datetime
    is_demo: bool

    @property
    def subject(self) -> str:
        return f"run/{self.run_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceived(Event):
    """A unit has sent a revision of its figures."""

    name: ClassVar[str] = "intake.submission_received"
    cycle_id: UUID
    office_id: UUID
    unit_id: UUID
    unit: str
    number: int
    submitted_at: datetime
    values: tuple[IndicatorValue, ...]

    @property
    def subject(self) -> str:
        return submission_subject(self.cycle_id, self.unit_id)

    @property
    def revision(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCollected(Event):
    """Every unit has sent its figures, or the step was closed with named gaps: measure these revisions."""

    name: ClassVar[str] = "intake.data_collected"
    cycle_id: UUID
    office_id: UUID
    run_id: UUID
    collection: int
    submissions: tuple[UnitSubmission, ...]
    gaps: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"{cycle_subject(self.cycle_id)}/data"

    @property
    def revision(self) -> int:
        return self.collection


@dataclass(frozen=True, slots=True, kw_only=True)
class LkjipRevised(Event):
    """The LKjIP has a new revision or has reached a new stage (draft, corrected); documents makes the paper.

    `number` counts these events per cycle; `content_hash` is the sha256 of the canonical content (blocks,
    measurement, template version) and is what people decide about.
    """

    name: ClassVar[str] = "intake.lkjip_revised"
    cycle_id: UUID
    office: Office
    sop_number: str
    subject_name: str
    period: str
    number: int
    stage: str
    revised_at: datetime
    template_version: int
    measurement_revision: int
    content_hash: str
    rows: tuple[MeasuredIndicator, ...]
    gaps: tuple[str, ...]
    blocks: tuple[Block, ...]
    is_demo: bool

    @property
    def subject(self) -> str:
        return f"{cycle_subject(self.cycle_id)}/lkjip"

    @property
    def revision(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCodeRequested(Event):
    """Someone asked for a one-time code. Carries the challenge, never the code: both sides derive it."""

    name: ClassVar[str] = "intake.sign_in_code_requested"
    challenge_id: UUID
    person: Person
    office_name: str
    expires_at: datetime

    @property
    def subject(self) -> str:
        return f"challenge/{self.challenge_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleCancelled(Event):
    """A cycle was given up before its report was signed."""

    name: ClassVar[str] = "intake.cycle_cancelled"
    cycle_id: UUID
    reason: str
    recipients: tuple[Person, ...]
    office: Office
    subject_name: str
    period: str

    @property
    def subject(self) -> str:
        return cycle_subject(self.cycle_id)
