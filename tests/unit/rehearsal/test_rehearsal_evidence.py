"""What is missing is found from outside: a rehearsal that finds nothing wrong with a loss would prove nothing."""

import copy
from typing import Any

import pytest

from rehearsal.evidence import Document, distinct, missing, unplayed
from rehearsal.mailbox import Mail

SHA = "0" * 64


def mail(number: int, kind: str = "task_opened", task: str = "t1", to: str = "camat@x.example") -> Mail:
    return Mail(number, f"<{number}@x>", to, "S", kind, "c1", task, "camat", 1, 1)


def board() -> dict[str, Any]:
    return {
        "id": "c1",
        "steps": [{"number": 1, "kind": "perintah", "overrun_also": "kasubbag"}],
        "runs": [{"step": 1, "run": 1, "state": "done", "overran": False, "returned": False}],
        "tasks": [{"id": "t1", "step": 1, "run": 1, "holder": "camat@x.example", "state": "done", "overran": False}],
        "history": [
            {"what": "cycle_opened", "step": None, "run": None},
            {"what": "task_opened", "step": 1, "run": 1},
            {"what": "task_completed", "step": 1, "run": 1},
            {"what": "cycle_ended", "step": None, "run": None},
        ],
        "measurements": [],
    }


def late_board() -> dict[str, Any]:
    made = copy.deepcopy(board())
    made["runs"][0]["overran"] = made["tasks"][0]["overran"] = True
    made["history"].append({"what": "task_overran", "step": 1, "run": 1})
    return made


MAILS = [mail(1)]
PAPERS = [Document("disposisi", "pdf", "documents/01-disposisi.pdf", SHA)]
LATE = [*MAILS, mail(2, "task_overran"), mail(3, "task_overran", task="", to="kasubbag@x.example")]


def test_a_whole_cycle_misses_nothing() -> None:
    assert missing(board(), MAILS, PAPERS) == []
    assert missing(late_board(), LATE, PAPERS) == []


@pytest.mark.parametrize(
    "mails", [[], [mail(1), mail(2)], [mail(1, to="sekcam@x.example")], [mail(1), mail(2, task="t9")]]
)
def test_a_mail_that_is_lost_doubled_or_astray_is_found(mails: list[Mail]) -> None:
    assert missing(board(), mails, PAPERS)


@pytest.mark.parametrize("at", range(4))
def test_a_lost_line_of_the_history_is_found(at: int) -> None:
    short = board()
    del short["history"][at]
    assert missing(short, MAILS, PAPERS)


def test_a_lost_document_is_found() -> None:
    assert missing(board(), MAILS, []) == ["langkah 1 putaran 1: dokumen disposisi tidak ada"]


@pytest.mark.parametrize("at", [1, 2])
def test_a_lost_overrun_mail_is_found(at: int) -> None:
    assert missing(late_board(), [each for each in LATE if each is not LATE[at]], PAPERS)


def test_an_overrun_mail_for_nobody_late_is_found() -> None:
    assert missing(board(), LATE, PAPERS)


def test_copies_under_one_message_id_count_once() -> None:
    again = Mail(2, "<1@x>", "camat@x.example", "S", "task_opened", "c1", "t1", "camat", 1, 1)
    assert distinct([mail(1), again], "c1") == [mail(1)]


def test_mails_of_sign_in_and_of_other_cycles_are_left_out() -> None:
    assert distinct([mail(1, "sign_in_code")], "c1") == distinct([mail(1)], "c2") == []


def test_a_late_step_or_a_return_that_did_not_come_about_is_told() -> None:
    assert len(unplayed(board(), late=1, returned=1)) == 2
    assert "tidak tercapai" in unplayed(board(), late=4, returned=None)[0]
    assert unplayed(late_board(), late=1, returned=None) == []
