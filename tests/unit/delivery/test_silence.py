"""A worker that lives but takes nothing is ended; one that works, or has nothing to take, is left alone."""

from datetime import datetime, timedelta

from shared.clock import machine_now
from shared.delivery.silence import LONGEST_SILENCE, SilenceWatch


class Worker:
    """A worker with one waiting message, which may have waited since an instant."""

    def __init__(self, waiting_since: datetime | None, idle_since: datetime) -> None:
        self.ended = False
        self.watch = SilenceWatch(lambda: waiting_since, self.end)
        self.watch._since = idle_since

    def end(self) -> None:
        self.ended = True


LONG_AGO = machine_now() - LONGEST_SILENCE * 3


def test_a_silent_worker_is_ended() -> None:
    worker = Worker(LONG_AGO, LONG_AGO)
    worker.watch.look()
    assert worker.ended


def test_a_worker_whose_queue_is_empty_is_left_alone() -> None:
    worker = Worker(None, LONG_AGO)
    worker.watch.look()
    assert not worker.ended


def test_a_message_that_has_only_just_come_is_no_silence() -> None:
    worker = Worker(machine_now() - timedelta(seconds=1), LONG_AGO)
    worker.watch.look()
    assert not worker.ended


def test_a_worker_whose_children_are_at_work_is_left_alone_and_for_a_while_after() -> None:
    at_work = [True, False]
    ended: list[bool] = []
    watch = SilenceWatch(lambda: LONG_AGO, lambda: ended.append(True), children_at_work=lambda: at_work.pop(0))
    watch._since = LONG_AGO
    watch.look()
    watch.look()
    assert not ended
    watch._since = LONG_AGO
    at_work.append(False)
    watch.look()
    assert ended


def test_a_worker_that_worked_a_moment_ago_is_left_alone_however_long_the_line() -> None:
    worker = Worker(LONG_AGO, LONG_AGO)
    with worker.watch.working():
        worker.watch.look()
    worker.watch.look()
    assert not worker.ended
