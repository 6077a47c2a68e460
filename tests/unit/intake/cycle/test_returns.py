"""A decision that sends the work back: each return edge of the seed, and what becomes of the work that was open."""

import pytest

from services.intake.domain import moves
from services.intake.domain.cycle import Output, RunState, TaskState
from services.intake.domain.sop import Exit
from tests.cycle_builder import SEED, Player, a_step, an_sop

REASON = "Angka pada tabel 2 perlu diperiksa kembali."


def returned(player: Player, step: int, exit_: int) -> None:
    if step == 6:
        player.do(6)
    player.do(step, exit_=exit_, reason=REASON)


@pytest.mark.parametrize(("step", "exit_", "target"), [(5, 1, 4), (6, 1, 5), (6, 2, 4), (7, 1, 5), (7, 2, 4)])
def test_each_return_edge_of_the_seed_leads_back_and_on_again(step: int, exit_: int, target: int) -> None:
    seed = Player.of_file(SEED)
    seed.seed_to(step)
    returned(seed, step, exit_)
    assert seed.open_steps() == [target]
    assert seed.run(step).state is RunState.RETURNED
    assert (seed.run(target).number, seed.run(target, 1).state) == (2, RunState.DONE)
    seed.do(target)
    assert seed.open_steps() == [target + 1]
    assert seed.run(target + 1).number == 2


def test_who_must_act_again_is_told_who_sent_it_back_and_why() -> None:
    seed = Player.of_file(SEED)
    seed.seed_to(5)
    sekcam = seed.task(5).holder.person_id
    returned(seed, 5, 1)
    (opened,) = seed.told(moves.TaskOpened)
    assert isinstance(opened, moves.TaskOpened)
    assert opened.returned == moves.Return(sekcam, REASON)
    assert opened.task_id == seed.task(4).id


def test_a_second_turn_after_a_return_is_opened_as_any_other() -> None:
    seed = Player.of_file(SEED)
    seed.seed_to(7)
    seed.do(7, exit_=1, reason=REASON)
    seed.do(5)
    seed.do(6)
    (opened,) = seed.told(moves.TaskOpened)
    assert isinstance(opened, moves.TaskOpened)
    assert opened.returned is None


def test_content_that_did_not_change_is_not_rendered_again() -> None:
    seed = Player.of_file(SEED)
    seed.seed_to(6)
    returned(seed, 6, 1)
    seed.do(5)
    assert seed.open_steps() == [6]


def test_an_approval_that_was_sent_back_counts_no_more() -> None:
    seed = Player.of_file(SEED)
    seed.seed_to(7)
    assert seed.cycle.is_approved()
    seed.do(7, exit_=1, reason=REASON)
    assert not seed.cycle.is_approved()
    seed.do(5)
    assert not seed.cycle.is_approved()


def test_data_that_is_asked_for_again_is_asked_of_every_unit() -> None:
    sop = an_sop(
        a_step(1, by=("unit",), next_=(2,)),
        a_step(2, exits=(Exit("Lengkap", ()), Exit("Kembalikan", (1,), returns=True))),
        several=("unit",),
    )
    player = Player(sop)
    player.do(1)
    player.do(2, exit_=1, reason=REASON)
    assert len(player.open_tasks(1)) == 3


def fork_with_a_decision_in_one_branch() -> Player:
    return Player(
        an_sop(
            a_step(1, next_=(2, 3)),
            a_step(2, by=("sekcam",), exits=(Exit("Ya", (4,)), Exit("Tidak", (1,), returns=True))),
            a_step(3, by=("staf",), next_=(4,)),
            a_step(4, join=(2, 3)),
        )
    )


def test_open_work_after_the_target_is_withdrawn_and_its_holder_told() -> None:
    player = fork_with_a_decision_in_one_branch()
    player.do(1)
    staf = player.task(3)
    player.do(2, exit_=1, reason=REASON)
    assert player.states(3) == [RunState.WITHDRAWN]
    assert player.told(moves.TaskDropped) == [moves.TaskDropped(player.run(3).id, staf.id, REASON)]
    assert player.open_steps() == [1]


def test_both_branches_begin_again_and_the_join_waits_for_both_again() -> None:
    player = fork_with_a_decision_in_one_branch()
    player.do(1)
    player.do(3)
    player.do(2, exit_=1, reason=REASON)
    player.do(1)
    assert player.open_steps() == [2, 3]
    player.do(2)
    assert player.open_steps() == [3]
    player.do(3)
    assert player.open_steps() == [4]


def test_a_target_that_is_at_work_is_withdrawn_too_so_that_its_people_hear_the_reason() -> None:
    player = Player(
        an_sop(
            a_step(1, next_=(2, 3)),
            a_step(2, by=("staf",), next_=()),
            a_step(3, by=("sekcam",), exits=(Exit("Ya", ()), Exit("Tidak", (2,), returns=True))),
        )
    )
    player.do(1)
    player.do(3, exit_=1, reason=REASON)
    assert player.states(2) == [RunState.WITHDRAWN, RunState.RUNNING]
    (opened,) = player.told(moves.TaskOpened)
    assert isinstance(opened, moves.TaskOpened)
    assert opened.returned is not None


def test_a_step_may_be_sent_back_to_itself() -> None:
    player = Player(an_sop(a_step(1, exits=(Exit("Ya", ()), Exit("Ulangi", (1,), returns=True)))))
    player.do(1, exit_=1, reason=REASON)
    assert player.states(1) == [RunState.RETURNED, RunState.RUNNING]


def test_two_targets_of_one_return_both_begin() -> None:
    player = Player(
        an_sop(
            a_step(1, next_=(2, 3)),
            a_step(2, next_=(4,)),
            a_step(3, next_=(4,)),
            a_step(4, join=(2, 3), exits=(Exit("Ya", ()), Exit("Tidak", (2, 3), returns=True))),
        )
    )
    for step in (1, 2, 3):
        player.do(step)
    player.do(4, exit_=1, reason=REASON)
    assert player.open_steps() == [2, 3]


def test_the_other_tasks_of_a_returned_run_are_withdrawn() -> None:
    player = Player(
        an_sop(
            a_step(1, next_=(2,)),
            a_step(
                2, by=("sekcam", "staf"), decides="sekcam", exits=(Exit("Ya", ()), Exit("Tidak", (1,), returns=True))
            ),
        )
    )
    player.do(1)
    player.finish(player.task(2, "sekcam"), exit_=1, reason=REASON)
    assert [task.state for task in player.run(2).tasks] == [TaskState.DONE, TaskState.WITHDRAWN]


def test_a_paper_for_a_run_that_was_withdrawn_moves_nothing() -> None:
    player = Player.of_file(SEED)
    player.do(1)
    player.take(moves.cancel(player.cycle, REASON, player.setting()))
    player.ready(Output.DISPOSISI, str(player.run(1).id))
    assert player.states(2) == []
