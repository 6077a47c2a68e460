"""The order of step 1 as it is given: what stands on the Disposisi."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import NAME, IntakeRecord


class DispositionRecord(IntakeRecord):
    """The head's choices: sifat, the usual instructions that were ticked, words of the head's own, who gets it.

    `forwarded_to` and `copies_to` are ids of posts.
    """

    __tablename__ = "disposition"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"), primary_key=True)
    sifat: Mapped[str] = mapped_column(NAME)
    instructions: Mapped[list[str]]
    words: Mapped[str]
    forwarded_to: Mapped[list[str]]
    copies_to: Mapped[list[str]]
