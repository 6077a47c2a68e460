"""What intake tells: the facts of the SOP's process."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.events.evaluated import EvaluationPart, MeasuredAggregate
from shared.events.event import Event, cycle_subject, lkjip_subject, submission_subject, task_subject
from shared.events.methods import OfficeMethod, Reference
from shared.events.parts import (
    ArchivedSubmission,
    Block,
    HistoryLine,
    IndicatorValue,
    Letterhead,
    LetterRow,
    MailLine,
    MeasuredIndicator,
    Office,
    Official,
    Paper,
    Person,
    TaskInfo,
    UnitForm,
    UnitSubmission,
)
from shared.events.traces import FigureSource


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
    copies_to: tuple[Person, ...] = ()
    sifat: str = "Biasa"
    instructions: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        return f"run/{self.run_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFormatIssued(Event):
    """The format of the data was issued to the units (kind `minta_data`): make each its form and its letter.

    `waktu` is the time the units have, as the SOP prints it; `issue` counts the issues in this cycle.
    """

    name: ClassVar[str] = "intake.data_format_issued"
    cycle_id: UUID
    run_id: UUID
    office: Office
    sop_number: str
    subject_name: str
    period: str
    issued_at: datetime
    waktu: str
    letterhead: Letterhead
    message: str
    forms: tuple[UnitForm, ...]
    is_demo: bool
    issue: int = 1

    @property
    def subject(self) -> str:
        return f"run/{self.run_id}/data-format"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceived(Event):
    """A unit has sent a revision of its figures. `task` and `submitted_by` are for its receipt.

    `standing` is pengumpulan (while data were collected), susulan (after that) or perbaikan (asked for again while the
    report is drafted). `tracking_code` is the code by which the unit follows it.
    """

    name: ClassVar[str] = "intake.submission_received"
    version: ClassVar[int] = 2
    cycle_id: UUID
    office_id: UUID
    unit_id: UUID
    unit: str
    number: int
    submitted_at: datetime
    values: tuple[IndicatorValue, ...]
    standing: str
    tracking_code: str
    task: TaskInfo | None = None
    submitted_by: Person | None = None

    @property
    def subject(self) -> str:
        return submission_subject(self.cycle_id, self.unit_id)

    @property
    def revision(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCollected(Event):
    """Every unit has sent its figures, or the step was closed with named gaps: measure these revisions.

    `period` is the year that is reported, by which a measurement finds the ones before it. `why` says in a sentence
    why they are measured once more; it is empty for the first collection. `method` is what the cycle was begun with;
    one that has none is measured by the usual method. `references` are of the indicators that have any.
    """

    name: ClassVar[str] = "intake.data_collected"
    cycle_id: UUID
    office_id: UUID
    run_id: UUID
    collection: int
    submissions: tuple[UnitSubmission, ...]
    gaps: tuple[str, ...]
    period: str = ""
    why: str = ""
    method: OfficeMethod | None = None
    references: tuple[Reference, ...] = ()

    @property
    def subject(self) -> str:
        return f"{cycle_subject(self.cycle_id)}/data"

    @property
    def revision(self) -> int:
        return self.collection


@dataclass(frozen=True, slots=True, kw_only=True)
class LkjipRevised(Event):
    """The LKjIP has a new revision or has reached a new stage (draft, corrected, approved); documents makes the paper.

    `number` counts these events per cycle; `content_hash` is the sha256 of the canonical content (blocks,
    measurement, evaluation, aggregates, template version) and is what people decide about. `sources` say who sent the
    measured figures; they are printed, but belong to no decision.
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
    signer: Official | None = None
    amendment: int = 0
    evaluation: tuple[EvaluationPart, ...] = ()
    aggregates: tuple[MeasuredAggregate, ...] = ()
    sources: tuple[FigureSource, ...] = ()

    @property
    def subject(self) -> str:
        return lkjip_subject(self.cycle_id)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRequested(TaskEvent):
    """Somebody who manages the cycle asks a holder once more."""

    name: ClassVar[str] = "intake.reminder_requested"
    reminder: int
    asked_by: Person

    @property
    def revision(self) -> int:
        return self.reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReassigned(TaskEvent):
    """An open task has another holder: a stand-in has begun, or ended."""

    name: ClassVar[str] = "intake.task_reassigned"
    former: Person
    decree: str

    @property
    def revision(self) -> int:
        return self.task.link_issue


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRecordedFor(TaskEvent):
    """An act was recorded for the task's holder, who is told of it."""

    name: ClassVar[str] = "intake.act_recorded_for"
    recorded_by: Person
    what: str
    reason: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCodeRequested(Event):
    """Someone was invited or asked to set a new password; `purpose` is invitation or password.

    Carries the challenge, never the code: both sides derive it.
    """

    name: ClassVar[str] = "intake.account_code_requested"
    challenge_id: UUID
    purpose: str
    person: Person
    office: Office
    expires_at: datetime

    @property
    def subject(self) -> str:
        return f"challenge/{self.challenge_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionUploaded(Event):
    """A corrected DOCX lies in the file store. `blocks` are the texts that were issued with it."""

    name: ClassVar[str] = "intake.correction_uploaded"
    cycle_id: UUID
    correction_id: UUID
    sha256: str
    content_hash: str
    blocks: tuple[Block, ...]
    uploaded_by: str

    @property
    def subject(self) -> str:
        return f"correction/{self.correction_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReceived(Event):
    """A paper that was signed in ink came back as a scan, bound to the content that was printed.

    `kind` is lkjip or surat_pengantar; `owner` the content hash or the letter it belongs to.
    """

    name: ClassVar[str] = "intake.scan_received"
    cycle_id: UUID
    task_id: UUID
    kind: str
    owner: str
    content_hash: str
    paper_name: str
    sha256: str
    signer: Official
    signed_at: datetime

    @property
    def subject(self) -> str:
        return f"task/{self.task_id}/scan"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterNumbered(Event):
    """A Surat Pengantar has its number and date, or wants one from the register (`letterhead.number` is None).

    `scheme` is the pattern of a drawn number, e.g. "{klasifikasi}/{urut}/{tahun}"; `klasifikasi` is data of the office.
    """

    name: ClassVar[str] = "intake.letter_numbered"
    cycle_id: UUID
    office: Office
    sop_number: str
    subject_name: str
    period: str
    letterhead: Letterhead
    addressee: str
    rows: tuple[LetterRow, ...]
    scheme: str
    klasifikasi: str
    revised_at: datetime
    letter_revision: int
    is_demo: bool

    @property
    def subject(self) -> str:
        return f"letter/{self.letterhead.letter_id}"

    @property
    def revision(self) -> int:
        return self.letter_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchOrdered(Event):
    """The signed LKjIP and its letter leave for the addressee, by mail or by hand (`channel`: e-mail, tangan)."""

    name: ClassVar[str] = "intake.dispatch_ordered"
    cycle_id: UUID
    dispatch_id: UUID
    task: TaskInfo
    office: Office
    subject_name: str
    period: str
    channel: str
    addressee: str
    email: str
    letter_number: str
    papers: tuple[Paper, ...]
    ordered_at: datetime

    @property
    def subject(self) -> str:
        return f"dispatch/{self.dispatch_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveOrdered(Event):
    """Everything of a cycle that goes into its archive (SOP step 8), with classification code and retention."""

    name: ClassVar[str] = "intake.archive_ordered"
    cycle_id: UUID
    dispatch_id: UUID
    office: Office
    sop_number: str
    subject_name: str
    period: str
    amendment: int
    content_hash: str | None
    klasifikasi: str
    active_years: int
    inactive_years: int
    fate: str
    papers: tuple[Paper, ...]
    submissions: tuple[ArchivedSubmission, ...]
    rows: tuple[MeasuredIndicator, ...]
    history: tuple[HistoryLine, ...]
    mails: tuple[MailLine, ...]
    ordered_at: datetime
    is_demo: bool

    @property
    def subject(self) -> str:
        return f"dispatch/{self.dispatch_id}/archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptConfirmed(Event):
    """The addressee has confirmed the receipt; those who sent it are told."""

    name: ClassVar[str] = "intake.receipt_confirmed"
    cycle_id: UUID
    dispatch_id: UUID
    office: Office
    subject_name: str
    period: str
    recipients: tuple[Person, ...]
    received_by: str
    received_at: datetime

    @property
    def subject(self) -> str:
        return f"dispatch/{self.dispatch_id}/receipt"
