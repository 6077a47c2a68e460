"""Two connections at once: whoever locks the cycle second decides from what the first one left behind."""

import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID

from services.intake.domain import errors
from services.intake.domain.cycle import RunState, Task, TaskState
from services.intake.domain.moves import Completion
from services.intake.handlers import take_in_measurement
from services.intake.process.data import submit_unit_data
from services.intake.process.managed_data import close_with_gaps
from services.intake.process.tasks import complete_task
from services.intake.schedule import scan_overruns
from shared.events import intake as events
from tests.intake_office import IntakeOffice

PATIENCE_S = 60


def at_once(*acts: Callable[[], object]) -> list[Exception | None]:
    """Start all acts at the same moment, each in a thread of its own; what each raised, in order."""
    ready = threading.Barrier(len(acts))
    raised: list[Exception | None] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        ready.wait(PATIENCE_S)
        try:
            act()
        except Exception as error:  # noqa: BLE001 - handed to the test, which looks at it
            raised[place] = error

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()
    return raised


def submission(office: IntakeOffice, task: Task) -> Callable[[], None]:
    person, values = office.holder(task), office.values_of(task)

    def act() -> None:
        with office.work() as work:
            submit_unit_data(work, person, task.id, values)

    return act


def completion(
    office: IntakeOffice, task: Task, *, exit_: int | None = None, seen: str | None = None
) -> Callable[[], None]:
    person = office.holder(task)

    def act() -> None:
        with office.work() as work:
            complete_task(
                work, person, Completion(task_id=task.id, person_id=person.person_id, exit=exit_, seen_hash=seen)
            )

    return act


def collecting(office: IntakeOffice) -> UUID:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    return cycle_id


def test_the_last_two_submissions_at_once_open_the_gate_once(office: IntakeOffice) -> None:
    cycle_id = collecting(office)
    tasks = office.open_tasks(cycle_id, 3)
    for task in tasks[:-2]:
        office.submit(task)
    assert at_once(*(submission(office, task) for task in tasks[-2:])) == [None, None]
    (collected,) = office.events(events.DataCollected)
    assert len(collected.submissions) == len(tasks)
    assert office.run(cycle_id, 3).state is RunState.PREPARING


def test_all_submissions_at_once_open_the_gate_once(office: IntakeOffice) -> None:
    cycle_id = collecting(office)
    raised = at_once(*(submission(office, task) for task in office.open_tasks(cycle_id, 3)))
    assert raised == [None] * 4
    assert [len(event.submissions) for event in office.events(events.DataCollected)] == [4]


def test_a_form_that_is_sent_twice_at_once_counts_once(office: IntakeOffice) -> None:
    cycle_id = collecting(office)
    task = office.open_tasks(cycle_id, 3)[0]
    raised = at_once(submission(office, task), submission(office, task))
    assert sorted(map(type, raised), key=str) == sorted([type(None), errors.TaskAlreadyDone], key=str)
    assert [event.number for event in office.events(events.SubmissionReceived)] == [1]


def test_closing_against_a_submission_either_takes_it_in_or_names_its_unit(office: IntakeOffice) -> None:
    cycle_id = collecting(office)
    *others, last = office.open_tasks(cycle_id, 3)
    for task in others:
        office.submit(task)
    kasubbag = office.person("kasubbag")

    def close() -> None:
        with office.work() as work:
            close_with_gaps(work, kasubbag, cycle_id, "Data menyusul.")

    by_unit, by_kasubbag = at_once(submission(office, last), close)
    (collected,) = office.events(events.DataCollected)
    units = {each.unit_id for each in collected.submissions}
    if by_unit is None:
        assert isinstance(by_kasubbag, errors.GateNotOpen)
        assert (last.holder.unit_id in units, collected.gaps) == (True, ())
    else:
        assert (type(by_unit), by_kasubbag) == (errors.TaskWithdrawn, None)
        assert (last.holder.unit_id in units, len(collected.gaps)) == (False, 1)


def test_an_overrun_against_a_completion_is_told_only_while_the_task_is_open(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.clock.move(days=3)
    (task,) = office.open_tasks(cycle_id, 1)
    raised = at_once(completion(office, task), partial(scan_overruns, office.database, office.clock))
    assert raised == [None, None]
    _, after = office.cycle(cycle_id).find(task.id)
    assert after.state is TaskState.DONE
    assert len(office.events(events.TaskOverran)) == (after.overran_at is not None)
    whats = [line.what for line in office.history(cycle_id)]
    if "task_overran" in whats:
        assert whats.index("task_overran") < whats.index("task_completed")


def test_two_scans_at_once_claim_each_overrun_once(office: IntakeOffice) -> None:
    cycle_id = collecting(office)
    office.clock.move(days=30)
    look = partial(scan_overruns, office.database, office.clock)
    assert at_once(look, look, look) == [None] * 3
    look()
    assert len(office.events(events.TaskOverran)) == len(office.open_tasks(cycle_id, 3)) == 4
    assert len(office.events(events.StepOverran)) == 1


def test_an_approval_against_a_new_revision_never_approves_what_was_not_seen(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 6)
    office.do(cycle_id, 6)
    (task,) = office.open_tasks(cycle_id, 6)
    seen = office.cycle(cycle_id).content_hash
    measured = office.measured(office.events(events.DataCollected)[-1], "55.00")

    def revise() -> None:
        with office.work() as work:
            take_in_measurement(work, measured)

    approved, revised = at_once(completion(office, task, exit_=0, seen=seen), revise)
    cycle = office.cycle(cycle_id)
    assert revised is None
    if approved is None:
        assert cycle.content_hash == seen
        assert office.history(cycle_id)[-1].what == "measurement_refused"
        office.answer()
        assert office.open_steps(cycle_id) == [7]
    else:
        assert isinstance(approved, errors.ContentChanged)
        assert cycle.content_hash != seen
        assert office.open_steps(cycle_id) == [6]


def test_one_cycle_is_opened_when_two_ask_at_once(office: IntakeOffice) -> None:
    raised = at_once(office.open_cycle, office.open_cycle)
    assert sorted(map(type, raised), key=str) == sorted([type(None), errors.CycleAlreadyOpen], key=str)


def test_a_command_waits_for_the_one_that_holds_the_cycle(office: IntakeOffice) -> None:
    cycle_id = collecting(office)
    first, second = office.open_tasks(cycle_id, 3)[:2]
    person, values = office.holder(first), office.values_of(first)
    done = threading.Event()

    def other() -> None:
        submission(office, second)()
        done.set()

    thread = threading.Thread(target=other)
    with office.work() as work:
        submit_unit_data(work, person, first.id, values)
        thread.start()
        assert not done.wait(0.3)
    thread.join(PATIENCE_S)
    assert done.is_set()


def test_many_decisions_at_once_leave_one(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 5)
    (task,) = office.open_tasks(cycle_id, 5)
    seen = office.cycle(cycle_id).content_hash
    raised = at_once(*(completion(office, task, exit_=0, seen=seen) for _ in range(4)))
    assert raised.count(None) == 1
    assert sum(isinstance(error, errors.TaskAlreadyDone) for error in raised) == 3
    assert [event.stage for event in office.events(events.LkjipRevised)] == ["draft", "corrected"]
