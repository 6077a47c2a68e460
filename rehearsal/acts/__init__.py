"""One act of one person: open the page of a task, fill it in, press its button."""

from collections.abc import Callable, Mapping

from rehearsal.acts.asking import issue_format
from rehearsal.acts.deciding import decide, hand_on, send_back
from rehearsal.acts.figures import send_figures
from rehearsal.acts.ordering import give_order
from rehearsal.acts.pages import Act, NotYet, SessionEnded, Task
from rehearsal.acts.sending import send_report
from rehearsal.acts.signing import sign_paper
from rehearsal.browser import Browser
from rehearsal.data_file import DataRow

__all__ = ["Act", "Actor", "NotYet", "SessionEnded", "Task"]

_PAGES: Mapping[str, Callable[[Act], None]] = {
    "perintah": give_order,
    "format": issue_format,
    "isian": send_figures,
    "draf": hand_on,
    "tanda-tangan": sign_paper,
    "pengiriman": send_report,
}


class Actor:
    """Does what a task asks of its holder. `rows`: indicator code → what its unit types."""

    def __init__(self, rows: Mapping[str, DataRow]) -> None:
        self._rows = rows

    def finish(self, browser: Browser, task: Task, *, sends_back: bool) -> None:
        """Finish a task, or do the part of it that can be done now.

        Raises PageRefused with what the page says, NoAnswer when the outcome is not known, NotYet when others come
        first.
        """
        act = Act(browser, task, self._rows)
        if sends_back:
            send_back(act)
            return
        _PAGES.get(task["page"].rpartition("/")[2], decide)(act)
