"""Intake's rows, split by the SOP's words. Import them from here, so that every table is known to the metadata."""

from services.intake.models.cycle import CycleRecord, RunRecord, TaskFileRecord, TaskRecord
from services.intake.models.data import DraftRecord, SubmissionRecord
from services.intake.models.doors import ChallengeRecord, FailureRecord, SessionRecord
from services.intake.models.history import HistoryRecord
from services.intake.models.lkjip import MeasurementRecord, PaperRecord, RevisionRecord
from services.intake.models.office import (
    HoursRecord,
    IndicatorRecord,
    OfficeRecord,
    OwnDayRecord,
    SopVersionRecord,
    UnitRecord,
)
from services.intake.models.people import HoldingRecord, PersonRecord, PostRecord
from services.intake.models.record import IntakeRecord

__all__ = [
    "ChallengeRecord",
    "CycleRecord",
    "DraftRecord",
    "FailureRecord",
    "HistoryRecord",
    "HoldingRecord",
    "HoursRecord",
    "IndicatorRecord",
    "IntakeRecord",
    "MeasurementRecord",
    "OfficeRecord",
    "OwnDayRecord",
    "PaperRecord",
    "PersonRecord",
    "PostRecord",
    "RevisionRecord",
    "RunRecord",
    "SessionRecord",
    "SopVersionRecord",
    "SubmissionRecord",
    "TaskFileRecord",
    "TaskRecord",
    "UnitRecord",
]
