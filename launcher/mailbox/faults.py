"""What a real mail server does on a bad day; for tests, and only when the mailbox was started for it."""

import threading
from typing import Literal, get_args

Fault = Literal["temporary", "permanent", "hang", "password", "cut", "torn"]

FAULTS: tuple[Fault, ...] = get_args(Fault)


class Faults:
    """The fault that the next mails meet.

    `temporary`: 451 after the content; `permanent`: 550 for the recipient; `hang`: no answer after the
    content; `password`: 535 for every sign-in, 530 without one; `cut`: the mail is kept, but the
    conversation is cut before the answer; `torn`: the conversation is cut in the middle of the content.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fault: Fault | None = None
        self._left: int | None = None

    def set(self, fault: Fault | None, times: int | None = None) -> None:
        """`times`: how often it is met before all is well again; None: until the next `set`."""
        with self._lock:
            self._fault, self._left = fault, times

    def meets(self, fault: Fault) -> bool:
        """True when `fault` is set; counts as one meeting."""
        with self._lock:
            if self._fault != fault:
                return False
            if self._left is not None:
                self._left -= 1
                if self._left <= 0:
                    self._fault = None
            return True
