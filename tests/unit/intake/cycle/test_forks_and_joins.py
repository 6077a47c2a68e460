"""Branches side by side, and the step that waits for all of them."""

from services.intake.domain.cycle import CycleState, RunState
from services.intake.domain.sop import Exit, Performer
from tests.cycle_builder import SOPS, Player, a_step, an_sop

INSPEKTORAT = SOPS / "inspektorat-jabar-3.6.2013.yaml"
DISHUB = SOPS / "dishub-jabar-2016.yaml"


def test_the_sop_of_the_inspektorat_forks_twice_and_joins_twice() -> None:
    player = Player.of_file(INSPEKTORAT)
    player.do(1)
    assert player.open_steps() == [2]  # the line to 6 waits for 5
    player.do(2)
    assert player.open_steps() == [3, 4]
    player.do(4)
    assert player.open_steps() == [3]
    player.do(3)
    assert player.open_steps() == [5]
    player.do(5)
    assert player.open_steps() == [6]
    player.do(6)
    player.do(7)
    assert player.cycle.state is CycleState.ENDED


def test_what_was_not_sent_back_is_not_done_again() -> None:
    player = Player.of_file(INSPEKTORAT)
    for step in (1, 2, 3, 4):
        player.do(step)
    player.do(5, exit_=1, reason="Realisasi anggaran belum cocok.")
    assert player.open_steps() == [4]
    player.do(4)
    assert player.open_steps() == [5]
    assert player.states(3) == [RunState.DONE]


def test_the_sop_of_the_dishub_ends_in_both_ways_of_its_decision() -> None:
    player = Player.of_file(DISHUB)
    for step in (1, 2, 3, 4):
        player.do(step)
    player.do(5, exit_=1, reason="Belum disetujui.")
    assert player.open_steps() == [4]
    for step in (4, 5, 6):
        player.do(step)
    player.do(7)
    assert player.cycle.state is CycleState.ENDED


def test_a_step_without_a_standard_time_is_never_late() -> None:
    player = Player.of_file(INSPEKTORAT)
    for step in range(1, 7):
        player.do(step)
    assert (player.run(7).due_at, player.run(7).notice_at) == (None, None)
    player.do(7)
    assert not player.run(7).overran


def test_a_join_waits_while_a_step_before_a_joined_one_is_at_work_again() -> None:
    """Branch 4 → 5 was done once; after a return to 2 its old end must not let the join begin."""
    player = Player(
        an_sop(
            a_step(1, next_=(2,)),
            a_step(2, next_=(3, 4)),
            a_step(3, by=("sekcam",), exits=(Exit("Ya", (6,)), Exit("Tidak", (2,), returns=True))),
            a_step(4, by=("staf",), next_=(5,)),
            a_step(5, by=("staf",), next_=(6,)),
            a_step(6, join=(3, 5)),
        )
    )
    for step in (1, 2, 4, 5):
        player.do(step)
    player.do(3, exit_=1, reason="Ulangi.")
    player.do(2)
    player.do(3)
    assert player.open_steps() == [4]
    player.do(4)
    player.do(5)
    assert player.open_steps() == [6]


def test_a_step_that_two_branches_lead_to_without_a_join_is_not_begun_twice_at_once() -> None:
    player = Player(
        an_sop(a_step(1, next_=(2, 3)), a_step(2, next_=(4,)), a_step(3, next_=(4,)), a_step(4, by=("camat",)))
    )
    for step in (1, 2, 3):
        player.do(step)
    assert player.states(4) == [RunState.RUNNING]


def test_a_decision_may_fork() -> None:
    player = Player(an_sop(a_step(1, exits=(Exit("Setujui", (2, 3)), Exit("Tolak", ()))), a_step(2), a_step(3)))
    player.do(1, exit_=0)
    assert player.open_steps() == [2, 3]


def test_a_decision_may_end_the_cycle() -> None:
    player = Player(an_sop(a_step(1, exits=(Exit("Setujui", (2,)), Exit("Tolak", ()))), a_step(2)))
    player.do(1, exit_=1)
    assert player.cycle.state is CycleState.ENDED


def test_an_sop_may_begin_with_two_steps() -> None:
    player = Player(an_sop(a_step(1, next_=(3,)), a_step(2, next_=(3,)), a_step(3, join=(1, 2)), start=(1, 2)))
    assert player.open_steps() == [1, 2]
    player.do(2)
    assert player.open_steps() == [1]
    player.do(1)
    assert player.open_steps() == [3]


def test_who_decides_first_decides_and_the_later_turn_carries_it_out() -> None:
    by = (Performer("camat", 1), Performer("staf", 2))
    exits = (Exit("Setujui", (2,)), Exit("Tolak", ()))
    player = Player(an_sop(a_step(1, by=by, decides="camat", exits=exits), a_step(2)))
    player.do(1, exit_=0)
    assert player.task(1).role == "staf"
    player.do(1)
    assert player.open_steps() == [2]


def test_equal_turns_work_side_by_side() -> None:
    player = Player(an_sop(a_step(1, by=("sekretaris", "arsiparis"))))
    assert {task.role for task in player.open_tasks(1)} == {"sekretaris", "arsiparis"}
    player.finish(player.task(1, "arsiparis"))
    assert player.open_steps() == [1]
