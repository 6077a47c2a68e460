"""Who may do what: offices apart, units apart, tasks to their holders, four eyes on the content."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from services.intake.domain.answers import Allowed, Refused
from services.intake.domain.cycle import Cycle
from services.intake.domain.rights import Act, Person, Subject, managing_roles, may
from services.intake.domain.sop import Exit, StepKind
from tests.cycle_builder import OFFICE, SEED, Player, a_step, an_sop


def at(step: int) -> Player:
    player = Player.of_file(SEED)
    player.seed_to(step)
    return player


def person(player: Player, *roles: str, unit: int | None = None, admin: bool = False) -> Person:
    """Whoever holds these roles; of a role with several holders the `unit`-th."""
    holders = [player.holders[role][unit or 0] for role in roles]
    return Person(
        person_id=holders[0].person_id if holders else uuid4(),
        office_id=OFFICE,
        name="Pejabat (contoh)",
        jabatan="Jabatan",
        roles=frozenset(roles),
        post_ids=frozenset(holder.post_id for holder in holders),
        unit_ids=frozenset(holder.unit_id for holder in holders if holder.unit_id),
        is_admin=admin,
    )


def about(player: Player, step: int, place: int = 0) -> Subject:
    run = player.run(step)
    return Subject(office_id=OFFICE, cycle=player.cycle, run=run, task=run.tasks[place])


def about_cycle(cycle: Cycle) -> Subject:
    return Subject(office_id=OFFICE, cycle=cycle, opening_roles=managing_roles(cycle.sop))


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("role", ["camat", "sekcam", "kasubbag", "kasi_lurah", "staf", "admin"])
def test_another_offices_subject_does_not_exist_for_anybody(act: Act, role: str) -> None:
    player = at(3)
    stranger = person(player, admin=True) if role == "admin" else person(player, role)
    answer = may(replace(stranger, office_id=uuid4()), act, about(player, 3))
    assert isinstance(answer, Refused)
    assert answer.hidden


def test_who_belongs_to_no_office_sees_none() -> None:
    player = at(1)
    assert not may(replace(person(player, admin=True), office_id=None), Act.SEE_CYCLE, about_cycle(player.cycle))


@pytest.mark.parametrize(("role", "allowed"), [("kasubbag", True), ("camat", False), ("kasi_lurah", False)])
def test_a_cycle_is_opened_cancelled_and_closed_by_those_who_manage_the_data(role: str, *, allowed: bool) -> None:
    player = at(3)
    who, subject = person(player, role), about_cycle(player.cycle)
    for act in (Act.OPEN_CYCLE, Act.CANCEL_CYCLE, Act.CLOSE_WITH_GAPS):
        assert bool(may(who, act, subject)) is allowed


def test_an_admin_opens_and_cancels_but_does_not_touch_the_data() -> None:
    player = at(3)
    admin, subject = person(player, admin=True), about_cycle(player.cycle)
    assert may(admin, Act.OPEN_CYCLE, subject)
    assert may(admin, Act.CANCEL_CYCLE, subject)
    assert not may(admin, Act.CLOSE_WITH_GAPS, subject)
    assert not may(admin, Act.FINISH_TASK, about(player, 3))
    assert not may(admin, Act.EDIT_TASK, about(player, 3))


def test_an_sop_without_data_steps_is_managed_by_whoever_begins_it() -> None:
    assert managing_roles(an_sop(a_step(1, by=("camat",)))) == {"camat"}


@pytest.mark.parametrize("act", [Act.SEE_TASK, Act.EDIT_TASK, Act.FINISH_TASK])
def test_a_unit_has_its_own_data_and_no_other(act: Act) -> None:
    player = at(3)
    assert may(person(player, "kasi_lurah", unit=1), act, about(player, 3, 1))
    refused = may(person(player, "kasi_lurah", unit=0), act, about(player, 3, 1))
    assert isinstance(refused, Refused)
    assert not refused.hidden


@pytest.mark.parametrize("role", ["kasubbag", "sekcam", "camat", "staf"])
def test_who_heads_no_unit_may_read_the_units_data_but_not_send_it(role: str) -> None:
    player = at(3)
    assert may(person(player, role), Act.SEE_TASK, about(player, 3))
    assert not may(person(player, role), Act.FINISH_TASK, about(player, 3))


def test_who_manages_the_data_and_heads_a_unit_reads_the_others_too() -> None:
    player = at(3)
    both = replace(person(player, "kasi_lurah", unit=0), roles=frozenset({"kasi_lurah", "kasubbag"}))
    assert may(both, Act.SEE_TASK, about(player, 3, 1))


def test_an_assistant_may_prepare_but_not_finish() -> None:
    player = at(4)
    staf = person(player, "staf")
    assert may(staf, Act.EDIT_TASK, about(player, 4))
    assert not may(staf, Act.FINISH_TASK, about(player, 4))
    assert not may(person(player, "camat"), Act.EDIT_TASK, about(player, 4))


def test_a_new_holder_of_the_post_may_finish_what_the_old_one_was_given() -> None:
    player = at(4)
    successor = replace(person(player, "kasubbag"), person_id=uuid4())
    assert may(successor, Act.FINISH_TASK, about(player, 4))
    gone = replace(person(player, "kasubbag"), post_ids=frozenset[UUID]())
    assert not may(gone, Act.FINISH_TASK, about(player, 4))


def standing_in(player: Player, maker: str, role: str) -> Person:
    """Whoever did `maker`'s part, now standing in for `role`."""
    both = person(player, maker, role)
    return replace(both, person_id=player.holders[maker][0].person_id)


def test_who_drafted_does_not_correct_it_also_when_standing_in() -> None:
    player = at(5)
    answer = may(standing_in(player, "kasubbag", "sekcam"), Act.FINISH_TASK, about(player, 5))
    assert answer == Refused("Anda ikut menyusun isi ini, sehingga keputusan harus diambil orang lain.")
    assert may(person(player, "sekcam"), Act.FINISH_TASK, about(player, 5)) == Allowed()


def test_who_corrected_may_submit_but_not_approve() -> None:
    player = at(6)
    assert may(person(player, "sekcam"), Act.FINISH_TASK, about(player, 6, 0))
    player.do(6)
    assert not may(standing_in(player, "sekcam", "camat"), Act.FINISH_TASK, about(player, 6, 1))
    assert not may(standing_in(player, "kasubbag", "camat"), Act.FINISH_TASK, about(player, 6, 1))
    assert may(person(player, "camat"), Act.FINISH_TASK, about(player, 6, 1))


def test_only_the_last_run_counts_for_four_eyes() -> None:
    player = at(5)
    first_drafter = standing_in(player, "kasubbag", "sekcam")
    player.do(5, exit_=1, reason="Perbaiki.")
    player.holders["kasubbag"] = (replace(player.holders["kasubbag"][0], person_id=uuid4()),)
    task = player.task(4)
    player.finish(replace(task, holder=player.holders["kasubbag"][0]))
    assert may(first_drafter, Act.FINISH_TASK, about(player, 5))


def test_an_sop_that_gives_drafting_and_correcting_to_one_role_is_not_stopped_by_four_eyes() -> None:
    exits = (Exit("Setuju", ()), Exit("Ulangi", (1,), returns=True))
    player = Player(
        an_sop(
            a_step(1, StepKind.SUSUN, next_=(2,)),
            a_step(2, StepKind.KOREKSI, next_=(3,)),
            a_step(3, StepKind.PERSETUJUAN, exits=exits),
        )
    )
    for step in (1, 2):
        player.do(step)
        assert may(person(player, "kasubbag"), Act.FINISH_TASK, about(player, step + 1))


def test_correcting_without_a_decision_needs_other_eyes_too() -> None:
    player = Player(an_sop(a_step(1, StepKind.SUSUN, next_=(2,)), a_step(2, StepKind.KOREKSI, by=("sekcam",))))
    player.do(1)
    assert not may(standing_in(player, "kasubbag", "sekcam"), Act.FINISH_TASK, about(player, 2))
