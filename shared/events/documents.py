"""What documents tells: papers that now exist."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.events.event import Event
from shared.events.parts import NumberChange, Official, Paper, Proposal, UnitPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposisiGenerated(Event):
    """The Disposisi of an order exists."""

    name: ClassVar[str] = "documents.disposisi_generated"
    cycle_id: UUID
    run_id: UUID
    paper: Paper

    @property
    def subject(self) -> str:
        return f"run/{self.run_id}/disposisi"


@dataclass(frozen=True, slots=True, kw_only=True)
class LkjipGenerated(Event):
    """The LKjIP of exactly this content and stage exists as a paper; `copy` is its DOCX to be corrected in."""

    name: ClassVar[str] = "documents.lkjip_generated"
    cycle_id: UUID
    number: int
    stage: str
    content_hash: str
    paper: Paper
    copy: Paper | None = None

    @property
    def subject(self) -> str:
        return f"cycle/{self.cycle_id}/lkjip-paper"

    @property
    def revision(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFormsGenerated(Event):
    """Every unit's form and letter of a data request exist."""

    name: ClassVar[str] = "documents.data_forms_generated"
    cycle_id: UUID
    run_id: UUID
    papers: tuple[UnitPaper, ...]

    @property
    def subject(self) -> str:
        return f"run/{self.run_id}/data-forms"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsProposed(Event):
    """An uploaded correction was read. `refused` says in Indonesian why it could not be; the rest is then empty.

    `unplaced` is text that stands in no block: it is shown, never dropped. `problems` are sentences about the copy as
    a whole, such as that it was made of another content.
    """

    name: ClassVar[str] = "documents.corrections_proposed"
    cycle_id: UUID
    correction_id: UUID
    refused: str | None
    proposals: tuple[Proposal, ...]
    number_changes: tuple[NumberChange, ...]
    unplaced: tuple[str, ...]
    problems: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        return f"correction/{self.correction_id}/proposals"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSigned(Event):
    """A paper carries its signature. `kind` is lkjip or surat_pengantar, `owner` the content hash or the letter's id.

    `method` is elektronik or basah. `code` is that of the public verification page.
    """

    name: ClassVar[str] = "documents.paper_signed"
    cycle_id: UUID
    task_id: UUID
    kind: str
    owner: str
    content_hash: str
    method: str
    signer: Official
    signed_at: datetime
    code: str
    paper: Paper

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.owner}/signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGenerated(Event):
    """A letter exists as a paper under its number, which was typed or drawn from the register."""

    name: ClassVar[str] = "documents.letter_generated"
    cycle_id: UUID
    letter_id: UUID
    letter_revision: int
    number: str
    paper: Paper

    @property
    def subject(self) -> str:
        return f"letter/{self.letter_id}/paper"

    @property
    def revision(self) -> int:
        return self.letter_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class LkjipArchived(Event):
    """The archive of a cycle exists as one ZIP."""

    name: ClassVar[str] = "documents.lkjip_archived"
    cycle_id: UUID
    dispatch_id: UUID
    paper: Paper

    @property
    def subject(self) -> str:
        return f"dispatch/{self.dispatch_id}/archived"
