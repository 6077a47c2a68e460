"""Overruns are claimed once per task, and the step's own addressee is told once per run."""

from datetime import timedelta

from services.intake.domain import moves, overruns
from services.intake.domain.cycle import Output, TaskState
from services.intake.domain.sop import Performer
from tests.cycle_builder import SEED, Player, a_step, an_sop


def look(player: Player) -> list[moves.StepOverran]:
    outcome = overruns.claim_overruns(player.cycle, player.now)
    player.cycle = outcome.cycle
    return [fact for fact in outcome.facts if isinstance(fact, moves.StepOverran)]


def test_at_the_due_time_itself_nothing_has_overrun() -> None:
    player = Player(an_sop(a_step(1)))
    due = player.run(1).due_at
    assert due is not None
    player.now = due
    assert look(player) == []
    player.now += timedelta(microseconds=1)
    assert len(look(player)) == 1


def test_each_overrun_is_claimed_once() -> None:
    player = Player(an_sop(a_step(1)))
    player.now += timedelta(days=1)
    (overran,) = look(player)
    assert overran == moves.StepOverran(player.run(1).id, (player.task(1).id,), first=True)
    assert look(player) == []


def test_only_units_whose_task_is_open_are_late() -> None:
    player = Player.of_file(SEED)
    player.seed_to(3)
    player.finish(player.task(3))
    player.now += timedelta(days=30)
    (overran,) = look(player)
    assert overran.late == tuple(task.id for task in player.open_tasks(3))
    assert len(overran.late) == 2


def test_the_notice_waits_for_its_delay() -> None:
    player = Player.of_file(SEED)
    run = player.run(1)
    assert run.due_at is not None
    player.now = run.due_at + timedelta(minutes=30)
    assert look(player) == []


def test_a_second_turn_that_overran_is_claimed_without_telling_the_addressee_again() -> None:
    player = Player(an_sop(a_step(1, by=(Performer("sekcam", 1), Performer("camat", 2)))))
    player.now += timedelta(days=1)
    look(player)
    player.do(1)
    (overran,) = look(player)
    assert (overran.late, overran.first) == ((player.task(1, "camat").id,), False)


def test_time_spent_waiting_for_a_paper_is_nobodys() -> None:
    player = Player.of_file(SEED)
    player.do(1)
    assert player.run(1).awaits is Output.DISPOSISI
    player.now += timedelta(days=30)
    assert look(player) == []


def test_a_task_done_after_an_overrun_keeps_its_mark() -> None:
    player = Player(an_sop(a_step(1, next_=(2,)), a_step(2)))
    player.now += timedelta(days=1)
    look(player)
    player.do(1)
    (task,) = player.run(1).tasks
    assert (task.state, task.overran_at is not None) == (TaskState.DONE, True)
    assert player.run(1).overran
