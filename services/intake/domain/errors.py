"""What is refused, named after what is wrong. The web turns each into a sentence for people.

CommandRefused
├── TaskAlreadyDone, TaskWithdrawn, TaskNotYetOpen, TaskNotDone
├── ExitMissing, ReasonMissing
├── ContentChanged, FiguresMissing, SignatureMissing, DispatchMissing
├── CycleNotOpen, CycleAlreadyOpen, PeriodReported, CycleSigned
├── CycleNotEnded, NothingToAmend
├── GateNotOpen, AlreadyAsked, AnotherAwaited
├── NoHolder
└── NotAllowed
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


class CommandRefused(Exception):
    """A command that does not fit the state of things. Nothing was changed."""


@dataclass
class TaskAlreadyDone(CommandRefused):
    """Somebody has done this task: who, and when."""

    by: UUID | None
    at: datetime | None
    exit_label: str | None = None


class TaskWithdrawn(CommandRefused):
    """The task is no longer asked for."""


class TaskNotYetOpen(CommandRefused):
    """Another post's turn comes first."""


class TaskNotDone(CommandRefused):
    """What was never finished cannot be taken back."""


class ExitMissing(CommandRefused):
    """A deciding task needs one of its exits."""


class ReasonMissing(CommandRefused):
    """Sending back, closing with gaps and cancelling need a reason."""


class FiguresMissing(CommandRefused):
    """A unit's data are sent with their figures; the task cannot be ended without them."""


class SignatureMissing(CommandRefused):
    """The task ends by a signature, not by a press."""


class DispatchMissing(CommandRefused):
    """The task ends by sending the report, not by a press."""


class ContentChanged(CommandRefused):
    """The decision names another content than the present one."""


class CycleNotOpen(CommandRefused):
    """The cycle has ended or was cancelled."""


class CycleAlreadyOpen(CommandRefused):
    """The office has an open cycle for this SOP and period already."""


class PeriodReported(CommandRefused):
    """The report of this period is finished: it is changed by a perbaikan of its cycle, not by a second report."""


class CycleSigned(CommandRefused):
    """The report is signed; the cycle can no longer be cancelled."""


class GateNotOpen(CommandRefused):
    """No data collection is running that could be closed, or that something could be taken back from."""


class CycleNotEnded(CommandRefused):
    """Only what has ended can be amended."""


class NothingToAmend(CommandRefused):
    """The SOP drafts no report, or this cycle never had one."""


class AlreadyAsked(CommandRefused):
    """The same is being asked of the same post already."""


@dataclass
class AnotherAwaited(CommandRefused):
    """Something that was asked beside the step is still out; `purpose` says what."""

    purpose: str


@dataclass
class NoHolder(CommandRefused):
    """Nobody holds a post of this role, so that the step cannot begin; None where no step waits for it."""

    role: str
    step: int | None


@dataclass
class NotAllowed(CommandRefused):
    """The person has no right to this act; `reason` is an Indonesian sentence."""

    reason: str
