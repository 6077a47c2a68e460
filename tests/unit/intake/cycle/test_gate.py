"""The data collection: closed with gaps, or taken back by a unit while it runs."""

import pytest

from services.intake.domain import errors, gate, moves
from services.intake.domain.cycle import Output, RunState, TaskState
from tests.cycle_builder import SEED, Player

REASON = "Tiga hari sudah lewat; data menyusul."


@pytest.fixture
def collecting() -> Player:
    player = Player.of_file(SEED)
    player.seed_to(3)
    return player


def close(player: Player, reason: str = REASON) -> None:
    player.take(gate.close_with_gaps(player.cycle, reason, player.setting()))


def test_closing_names_the_units_that_are_missing_and_tells_them(collecting: Player) -> None:
    collecting.finish(collecting.task(3))
    missing = collecting.open_tasks(3)
    close(collecting)
    run = collecting.run(3)
    assert run.gaps == tuple(task.holder.unit_id for task in missing)
    assert (run.state, run.awaits) == (RunState.PREPARING, Output.MEASUREMENT)
    assert collecting.told(moves.TaskDropped) == [moves.TaskDropped(run.id, task.id, REASON) for task in missing]
    assert len(collecting.told(moves.HandedOn)) == 1


def test_closing_needs_a_reason(collecting: Player) -> None:
    with pytest.raises(errors.ReasonMissing):
        close(collecting, "  ")


def test_what_is_closed_already_cannot_be_closed(collecting: Player) -> None:
    close(collecting)
    with pytest.raises(errors.GateNotOpen):
        close(collecting)


def test_a_unit_that_comes_after_the_closing_hears_so(collecting: Player) -> None:
    late = collecting.task(3)
    close(collecting)
    with pytest.raises(errors.TaskWithdrawn):
        collecting.finish(late)


def test_the_step_goes_on_when_the_measurement_of_what_is_there_has_come(collecting: Player) -> None:
    close(collecting)
    collecting.measured(3, "c" * 64)
    assert collecting.open_steps() == [4]


def test_a_unit_may_take_its_data_back_while_others_are_awaited(collecting: Player) -> None:
    mine = collecting.task(3)
    collecting.finish(mine)
    collecting.take(gate.take_back(collecting.cycle, mine.id, collecting.setting()))
    _, task = collecting.cycle.find(mine.id)
    assert (task.state, task.completed_at, task.completed_by) == (TaskState.OPEN, None, None)
    assert collecting.facts == (moves.TaskTakenBack(collecting.run(3).id, mine.id),)


def test_a_link_that_was_mailed_before_the_taking_back_is_replaced(collecting: Player) -> None:
    mine = collecting.task(3)
    collecting.finish(mine)
    collecting.take(gate.take_back(collecting.cycle, mine.id, collecting.setting()))
    assert collecting.cycle.find(mine.id)[1].link_issue == mine.link_issue + 1


def test_nothing_can_be_taken_back_after_the_gate_has_opened(collecting: Player) -> None:
    mine = collecting.task(3)
    collecting.do(3)
    with pytest.raises(errors.GateNotOpen):
        gate.take_back(collecting.cycle, mine.id, collecting.setting())


def test_what_was_not_sent_cannot_be_taken_back(collecting: Player) -> None:
    with pytest.raises(errors.TaskNotDone):
        gate.take_back(collecting.cycle, collecting.task(3).id, collecting.setting())
