"""Intake's rows, split by the SOP's words. Import them from here, so that every table is known to the metadata."""

from services.intake.models.cycle import (
    CycleRecord,
    OutputRecord,
    ReminderRecord,
    RunRecord,
    TaskFileRecord,
    TaskRecord,
    WaiverRecord,
)
from services.intake.models.data import DataRequestRecord, DraftRecord, SubmissionRecord
from services.intake.models.disposition import DispositionRecord
from services.intake.models.doors import ChallengeRecord, FailureRecord, SessionRecord
from services.intake.models.history import HistoryRecord
from services.intake.models.indicators import (
    CycleIndicatorRecord,
    IndicatorFields,
    IndicatorRecord,
    IndicatorVersionRecord,
)
from services.intake.models.letters import DispatchRecord, LetterRecord, SignatureRecord
from services.intake.models.lkjip import MeasurementRecord, PaperRecord, RevisionRecord
from services.intake.models.narrative import (
    BlockNoteRecord,
    BlockRecord,
    CorrectionRecord,
    ProposalRecord,
    ReadMarkRecord,
)
from services.intake.models.office import HoursRecord, OfficeRecord, OwnDayRecord, SopVersionRecord, UnitRecord
from services.intake.models.people import HoldingRecord, PersonRecord, PostRecord
from services.intake.models.record import IntakeRecord

__all__ = [
    "BlockNoteRecord",
    "BlockRecord",
    "ChallengeRecord",
    "CorrectionRecord",
    "CycleIndicatorRecord",
    "CycleRecord",
    "DataRequestRecord",
    "DispatchRecord",
    "DispositionRecord",
    "DraftRecord",
    "FailureRecord",
    "HistoryRecord",
    "HoldingRecord",
    "HoursRecord",
    "IndicatorFields",
    "IndicatorRecord",
    "IndicatorVersionRecord",
    "IntakeRecord",
    "LetterRecord",
    "MeasurementRecord",
    "OfficeRecord",
    "OutputRecord",
    "OwnDayRecord",
    "PaperRecord",
    "PersonRecord",
    "PostRecord",
    "ProposalRecord",
    "ReadMarkRecord",
    "ReminderRecord",
    "RevisionRecord",
    "RunRecord",
    "SessionRecord",
    "SignatureRecord",
    "SopVersionRecord",
    "SubmissionRecord",
    "TaskFileRecord",
    "TaskRecord",
    "UnitRecord",
    "WaiverRecord",
]
