"""What documents tells: papers that now exist."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shared.events.event import Event
from shared.events.parts import Paper


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
    """The LKjIP of exactly this content and stage exists as a paper."""

    name: ClassVar[str] = "documents.lkjip_generated"
    cycle_id: UUID
    number: int
    stage: str
    content_hash: str
    paper: Paper

    @property
    def subject(self) -> str:
        return f"cycle/{self.cycle_id}/lkjip-paper"

    @property
    def revision(self) -> int:
        return self.number
