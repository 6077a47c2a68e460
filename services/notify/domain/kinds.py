"""What mails there are, and when one that is still waiting is no longer worth sending.

Decision: who was asked is told, unless it is no longer asked.
- A task that was withdrawn (or whose cycle was cancelled) is asked of nobody. A mail about it that has not left is
  not sent; the mail about the cancelling tells why.
- A task that is already completed was still somebody's turn, and the office's ledger owes a line for each turn: its
  task_opened or task_returned mail leaves, even when a mail server was down until after the act.
- "Melewati waktu baku" asks for something. Once the task is completed nothing is left to ask, so that a mail of that
  kind which has not left by then is not sent. That the task was late stays a fact of intake's row.
Events arrive in any order, so endings are kept as rows of their own and looked up when a mail is about to leave.
"""

from enum import StrEnum


class NoticeKind(StrEnum):
    """Kinds of mail. The first seven are about a cycle's work; the others are about accounts and what was recorded."""

    TASK_OPENED = "task_opened"
    TASK_OVERRAN = "task_overran"
    TASK_RETURNED = "task_returned"
    REMINDER = "reminder"
    ESCALATED = "escalated"
    SUBMISSION_RECEIPT = "submission_receipt"
    DISPATCH = "dispatch"
    SIGN_IN_CODE = "sign_in_code"
    ACCOUNT_CODE = "account_code"
    CYCLE_CANCELLED = "cycle_cancelled"
    ACT_RECORDED = "act_recorded"
    TASK_REASSIGNED = "task_reassigned"
    RECEIPT_CONFIRMED = "receipt_confirmed"


class Ending(StrEnum):
    """How a task, or a whole cycle, came to its end."""

    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


_MOOT_AFTER = {
    Ending.COMPLETED: (
        NoticeKind.TASK_OVERRAN,
        NoticeKind.REMINDER,
        NoticeKind.ESCALATED,
        NoticeKind.TASK_REASSIGNED,
    ),
    Ending.WITHDRAWN: (
        NoticeKind.TASK_OPENED,
        NoticeKind.TASK_OVERRAN,
        NoticeKind.TASK_RETURNED,
        NoticeKind.REMINDER,
        NoticeKind.ESCALATED,
        NoticeKind.TASK_REASSIGNED,
    ),
}


def moot_after(ending: Ending) -> tuple[NoticeKind, ...]:
    """The kinds of mail about a task that are not sent any more once the task has ended so."""
    return _MOOT_AFTER[ending]
