"""What is refused, by its name; nothing has changed then."""

from uuid import uuid4

import pytest

from services.intake.domain import errors, moves
from services.intake.domain.cycle import CycleState, Output, RunState
from services.intake.domain.sop import StepKind
from tests.cycle_builder import SEED, Player, a_step, an_sop

OLD, NEW = "a" * 64, "b" * 64


def seed_at(step: int) -> Player:
    player = Player.of_file(SEED)
    player.seed_to(step)
    return player


def test_a_form_sent_twice_hears_who_did_it_and_when() -> None:
    player = seed_at(1)
    task = player.task(1)
    at = player.now
    player.finish(task)
    with pytest.raises(errors.TaskAlreadyDone) as refused:
        player.finish(task)
    assert (refused.value.by, refused.value.at) == (task.holder.person_id, at)


def test_a_second_decision_hears_what_was_decided() -> None:
    player = seed_at(5)
    task = player.task(5)
    player.finish(task, exit_=1, reason="Perbaiki tabel.")
    with pytest.raises(errors.TaskAlreadyDone) as refused:
        player.finish(task, exit_=0)
    assert refused.value.exit_label == "Kembalikan ke Kasubbag"


def test_another_post_comes_first() -> None:
    player = seed_at(6)
    camat = player.run(6).tasks[1]
    with pytest.raises(errors.TaskNotYetOpen):
        player.finish(camat, exit_=0)


def test_a_task_of_no_cycle_is_not_found() -> None:
    player = seed_at(1)
    with pytest.raises(KeyError):
        moves.complete(player.cycle, moves.Completion(task_id=uuid4(), person_id=uuid4()), player.setting())


@pytest.mark.parametrize("exit_", [None, -1, 2])
def test_a_decision_needs_one_of_its_exits(exit_: int | None) -> None:
    player = seed_at(5)
    with pytest.raises(errors.ExitMissing):
        player.finish(player.task(5), exit_=exit_)


def test_sending_back_needs_a_reason() -> None:
    player = seed_at(5)
    with pytest.raises(errors.ReasonMissing):
        player.finish(player.task(5), exit_=1, reason=" ")


@pytest.mark.parametrize("step", [5, 6, 7])
@pytest.mark.parametrize("seen", [None, OLD.upper(), NEW])
def test_a_decision_about_another_content_is_refused(step: int, seen: str | None) -> None:
    player = seed_at(step)
    with pytest.raises(errors.ContentChanged):
        player.finish(player.task(step), exit_=0, seen=seen)


def test_an_approval_does_not_survive_a_change_of_the_content() -> None:
    player = seed_at(6)
    player.do(6)
    seen = player.cycle.content_hash
    player.cycle = moves.revise_content(player.cycle, NEW)
    with pytest.raises(errors.ContentChanged):
        player.finish(player.task(6), exit_=0, seen=seen)
    player.finish(player.task(6), exit_=0)
    player.ready(Output.APPROVED, NEW)
    assert player.open_steps() == [7]


@pytest.mark.parametrize("kind", [StepKind.KOREKSI, StepKind.PERSETUJUAN, StepKind.TANDA_TANGAN])
def test_correcting_approving_and_signing_name_the_content_even_without_a_decision(kind: StepKind) -> None:
    player = Player(an_sop(a_step(1, kind)))
    player.cycle = moves.revise_content(player.cycle, NEW)
    with pytest.raises(errors.ContentChanged):
        player.finish(player.task(1), seen=OLD)


def test_without_an_lkjip_there_is_no_content_to_name() -> None:
    player = Player(an_sop(a_step(1, StepKind.SUSUN, next_=(2,)), a_step(2, StepKind.KOREKSI)))
    player.do(1)
    player.do(2)
    assert player.cycle.state is CycleState.ENDED


def test_a_role_without_a_holder_is_named_with_its_step() -> None:
    player = Player(an_sop(a_step(1, next_=(2,)), a_step(2, by=("staf",))))
    del player.holders["staf"]
    with pytest.raises(errors.NoHolder) as refused:
        player.do(1)
    assert (refused.value.role, refused.value.step) == ("staf", 2)


def test_a_cycle_can_be_cancelled_before_it_is_signed() -> None:
    player = seed_at(7)
    camat = player.task(7)
    player.take(moves.cancel(player.cycle, "Salah tahun.", player.setting()))
    assert player.cycle.state is CycleState.CANCELLED
    assert player.states(7) == [RunState.WITHDRAWN]
    assert player.told(moves.TaskDropped) == [moves.TaskDropped(player.run(7).id, camat.id, "Salah tahun.")]
    with pytest.raises(errors.TaskWithdrawn):
        player.finish(camat, exit_=0)


def test_a_signed_report_is_not_cancelled() -> None:
    player = seed_at(8)
    with pytest.raises(errors.CycleSigned):
        moves.cancel(player.cycle, "Salah tahun.", player.setting())


def test_cancelling_needs_a_reason_and_an_open_cycle() -> None:
    player = seed_at(1)
    with pytest.raises(errors.ReasonMissing):
        moves.cancel(player.cycle, "", player.setting())
    player.take(moves.cancel(player.cycle, "Salah tahun.", player.setting()))
    with pytest.raises(errors.CycleNotOpen):
        moves.cancel(player.cycle, "Lagi.", player.setting())


def test_a_paper_of_work_that_was_withdrawn_keeps_the_time_of_the_human_act() -> None:
    player = seed_at(1)
    acted = player.now
    player.do(1)
    player.take(moves.cancel(player.cycle, "Salah tahun.", player.setting()))
    assert player.run(1).completed_at == acted
