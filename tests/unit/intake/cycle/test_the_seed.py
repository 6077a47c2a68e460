"""SOP 067/01/SOP/K.MTB/2022 walked through as the office would, without a return."""

from datetime import timedelta

import pytest

from services.intake.domain import moves
from services.intake.domain.cycle import CycleState, Output, RunState, TaskState
from tests.cycle_builder import SEED, Player


@pytest.fixture
def seed() -> Player:
    return Player.of_file(SEED)


def test_opening_a_cycle_opens_the_task_of_the_first_step_alone(seed: Player) -> None:
    assert seed.open_steps() == [1]
    assert seed.task(1).role == "camat"
    assert len(seed.facts) == 1


@pytest.mark.parametrize("step", range(1, 9))
def test_each_step_is_reached_in_its_turn(seed: Player, step: int) -> None:
    seed.seed_to(step)
    assert seed.open_steps() == [step]


def test_the_cycle_ends_with_its_last_step(seed: Player) -> None:
    seed.seed_to(8)
    seed.do(8)
    assert seed.run(8).awaits is Output.ARCHIVE
    seed.ready(Output.ARCHIVE, str(seed.run(8).id))
    assert seed.cycle.state is CycleState.ENDED
    assert seed.cycle.ended_at is not None
    assert seed.told(moves.CycleEnded)
    assert [run.state for run in seed.cycle.runs] == [RunState.DONE] * 8


def test_the_order_waits_for_its_disposisi_and_nobody_is_charged_for_it(seed: Player) -> None:
    seed.do(1)
    handed_on = seed.run(1)
    assert (handed_on.state, handed_on.awaits) == (RunState.PREPARING, Output.DISPOSISI)
    seed.now += timedelta(hours=1)
    came = seed.now
    seed.ready(Output.DISPOSISI, str(handed_on.id))
    assert seed.run(1).completed_at == handed_on.completed_at
    assert seed.run(2).started_at == came


def test_a_paper_of_another_run_lets_nothing_go_on(seed: Player) -> None:
    seed.do(1)
    seed.ready(Output.DISPOSISI, str(seed.cycle.id))
    assert seed.run(1).state is RunState.PREPARING


def test_every_unit_has_a_task_of_its_own_in_the_data_collection(seed: Player) -> None:
    seed.seed_to(3)
    tasks = seed.open_tasks(3)
    assert len({task.holder.unit_id for task in tasks}) == 3
    assert len({task.id for task in tasks}) == 3


def test_the_gate_opens_with_the_last_unit_and_only_once(seed: Player) -> None:
    seed.seed_to(3)
    handed_on = []
    for task in seed.open_tasks(3):
        seed.finish(task)
        handed_on.append(len(seed.told(moves.HandedOn)))
    assert handed_on == [0, 0, 1]
    assert seed.run(3).awaits is Output.MEASUREMENT


def test_the_draft_waits_for_the_paper_of_the_present_content(seed: Player) -> None:
    seed.seed_to(3)
    seed.do(3)
    seed.cycle = moves.revise_content(seed.cycle, "b" * 64)
    seed.ready(Output.MEASUREMENT, str(seed.run(3).id))
    seed.do(4)
    seed.ready(Output.DRAFT, "a" * 64)
    assert seed.run(4).state is RunState.PREPARING
    seed.ready(Output.DRAFT, "b" * 64)
    assert seed.open_steps() == [5]


def test_a_draft_that_is_there_already_is_not_waited_for(seed: Player) -> None:
    seed.seed_to(4)
    seed.do(4)
    assert seed.open_steps() == [5]


def test_the_approval_has_one_clock_for_both_and_the_camat_comes_second(seed: Player) -> None:
    seed.seed_to(6)
    run = seed.run(6)
    assert [(task.role, task.state) for task in run.tasks] == [
        ("sekcam", TaskState.OPEN),
        ("camat", TaskState.WAITING),
    ]
    seed.do(6)
    assert seed.task(6).role == "camat"
    assert seed.run(6).due_at == run.due_at


def test_the_notice_of_an_overrun_may_be_put_off_without_moving_the_due_time(seed: Player) -> None:
    run = seed.run(1)
    assert run.due_at is not None
    assert run.notice_at == run.due_at + timedelta(hours=1)


def test_late_is_a_fact_of_the_run_also_when_no_scan_saw_it(seed: Player) -> None:
    seed.now += timedelta(days=30)
    seed.do(1)
    assert seed.run(1).overran


def test_ids_follow_from_the_cycle_so_that_the_same_play_gives_the_same_ids() -> None:
    first, second = Player.of_file(SEED), Player.of_file(SEED)
    first.seed_to(4)
    second.seed_to(4)
    assert first.cycle == second.cycle
