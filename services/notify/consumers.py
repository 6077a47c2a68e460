"""Events in: what notify listens to. Each fact is told of once, in whatever order facts arrive."""

from collections.abc import Callable

from services.notify import handlers
from services.notify.handlers import Notices
from shared.delivery.consumer import Consumer, Mode
from shared.events import intake
from shared.events.event import Event


def consumers(mail_domain: str) -> tuple[Consumer, ...]:
    """Those that write mails and those that make waiting mails pointless."""
    notices = Notices(mail_domain)
    recorders: dict[type[Event], Callable[..., None]] = {
        intake.TaskOpened: notices.task_opened,
        intake.TaskReturned: notices.task_returned,
        intake.TaskOverran: notices.task_overran,
        intake.StepOverran: notices.step_overran,
        intake.TaskReassigned: notices.task_reassigned,
        intake.ReminderRequested: notices.reminder_requested,
        intake.ActRecordedFor: notices.act_recorded_for,
        intake.SubmissionReceived: notices.submission_received,
        intake.DispatchOrdered: notices.dispatch_ordered,
        intake.ReceiptConfirmed: notices.receipt_confirmed,
        intake.SignInCodeRequested: notices.sign_in_code_requested,
        intake.AccountCodeRequested: notices.account_code_requested,
        intake.CycleCancelled: notices.cycle_cancelled,
        intake.TaskCompleted: handlers.task_completed,
        intake.TaskWithdrawn: handlers.task_withdrawn,
    }
    return tuple(
        Consumer(handler=f"notice_{event.name.partition('.')[2]}", event=event, mode=Mode.EACH, record=record)
        for event, record in recorders.items()
    )
