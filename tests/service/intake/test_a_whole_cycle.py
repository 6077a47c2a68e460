"""A cycle from the order to the dispatch, as rows, events and lines of the history."""

import pytest

from services.intake.domain import errors
from services.intake.domain.cycle import CycleState, RunState, TaskState
from services.intake.domain.moves import Completion
from services.intake.handlers import take_in_disposisi, take_in_measurement
from services.intake.process.cycles import cancel_cycle, open_cycle
from services.intake.process.data import UnitMissing, save_draft, submit_unit_data, take_back
from services.intake.process.managed_data import close_with_gaps, return_unit_data
from services.intake.process.tasks import complete_task
from shared.delivery.consumer import NotYetKnown
from shared.events import intake as events
from tests.events_builder import a_disposisi, a_measurement
from tests.intake_office import IntakeOffice

REASON = "Tabel 2 perlu diperiksa."


def test_the_eight_steps_run_through_and_every_holder_is_told_once(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 8)
    office.do(cycle_id, 8)
    office.answer()
    cycle = office.cycle(cycle_id)
    assert cycle.state is CycleState.ENDED
    assert [(run.step, run.state) for run in cycle.runs] == [(step, RunState.DONE) for step in range(1, 9)]
    opened = [(event.task.step, event.task.role) for event in office.events(events.TaskOpened)]
    units = [(3, "kasi_lurah")] * 4
    assert opened == [
        (1, "camat"),
        (2, "kasubbag"),
        *units,
        (4, "kasubbag"),
        (5, "sekcam"),
        (6, "sekcam"),
        (6, "camat"),
        (7, "camat"),
        (8, "kasubbag"),
        (8, "sekcam"),
    ]
    assert len(office.events(events.TaskCompleted)) == len(opened)


def test_what_was_read_back_is_what_was_saved(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 6)
    assert office.cycle(cycle_id) == office.cycle(cycle_id)
    run = office.run(cycle_id, 6)
    assert [task.state for task in run.tasks] == [TaskState.OPEN, TaskState.WAITING]
    assert office.run(cycle_id, 3).awaits is None


def test_a_mail_about_a_task_says_everything_it_needs(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 5)
    task = office.events(events.TaskOpened)[-1].task
    assert (task.step, task.steps_total, task.run, task.kind) == (5, 8, 1, "koreksi")
    assert (task.waktu, task.working_time) == ("1 hari", "1 hari kerja 7 jam")
    assert task.contact is not None
    assert task.contact.jabatan == "Kasubbag Keuangan dan Program"
    assert task.next_role == "Sekcam"
    assert {paper.kind for paper in task.papers} == {"disposisi", "lkjip_draft", "lkjip_copy"}
    assert task.summary[0] == "4 indikator, 4 di antaranya terukur"


def test_the_order_goes_to_the_sekcam_with_a_copy_to_the_kasubbag(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.do(cycle_id, 1)
    (ordered,) = office.events(events.CycleOrdered)
    assert [person.jabatan for person in ordered.forwarded_to] == ["Sekretaris Kecamatan"]
    assert [person.jabatan for person in ordered.copies_to] == ["Kasubbag Keuangan dan Program"]
    assert ordered.ordered_by.jabatan == "Camat Mentebah"
    assert ordered.is_demo


def test_the_collection_names_the_revision_of_every_unit(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    first = office.open_tasks(cycle_id, 3)[0]
    office.submit(first, "80")
    with office.work() as work:
        take_back(work, office.holder(first), first.id)
    office.submit(first, "81")
    office.do(cycle_id, 3)
    (collected,) = office.events(events.DataCollected)
    revisions = {each.unit_id: each.revision for each in collected.submissions}
    assert revisions[first.holder.unit_id or first.id] == 2
    assert sorted(revisions.values()) == [1, 1, 1, 2]
    assert collected.gaps == ()


def test_units_that_are_missing_are_named_as_gaps_in_the_report(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    office.submit(office.open_tasks(cycle_id, 3)[0])
    with office.work() as work:
        close_with_gaps(work, office.person("kasubbag"), cycle_id, "Data menyusul.")
    (collected,) = office.events(events.DataCollected)
    assert (len(collected.submissions), len(collected.gaps)) == (1, 3)
    assert len(office.events(events.TaskWithdrawn)) == 3
    office.answer()
    assert office.events(events.LkjipRevised)[-1].gaps == collected.gaps
    assert office.open_steps(cycle_id) == [4]


def test_a_return_tells_why_and_by_whom_in_place_of_a_new_task(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 5)
    office.do(cycle_id, 5, exit_=1, reason=REASON)
    (returned,) = office.events(events.TaskReturned)
    assert (returned.task.step, returned.task.run, returned.reason) == (4, 2, REASON)
    assert returned.returned_by.jabatan == "Sekretaris Kecamatan"
    assert [event.task.step for event in office.events(events.TaskOpened)].count(4) == 1
    office.play_to(cycle_id, 6)


def test_a_paper_is_asked_for_once_per_stage_of_a_content(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 6)
    assert [(event.number, event.stage) for event in office.events(events.LkjipRevised)] == [
        (1, "draft"),
        (2, "corrected"),
    ]


def test_two_stages_of_one_content_have_one_hash(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 6)
    assert {event.content_hash for event in office.events(events.LkjipRevised)} == {office.cycle(cycle_id).content_hash}


@pytest.mark.parametrize("is_paper_ready", [True, False], ids=["with its paper", "while its paper is made"])
def test_a_measurement_after_the_approval_is_only_a_line_of_the_history(
    office: IntakeOffice, *, is_paper_ready: bool
) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 6)
    office.do(cycle_id, 6)
    office.do(cycle_id, 6)
    if is_paper_ready:
        office.answer()
    approved = office.cycle(cycle_id).content_hash
    with office.work() as work:
        take_in_measurement(work, office.measured(office.events(events.DataCollected)[-1], "55.00"))
    assert office.cycle(cycle_id).content_hash == approved
    assert office.history(cycle_id)[-1].what == "measurement_refused"


def test_a_new_measurement_before_the_approval_makes_a_new_revision(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 5)
    seen = office.cycle(cycle_id).content_hash
    with office.work() as work:
        take_in_measurement(work, office.measured(office.events(events.DataCollected)[-1], "55.00"))
    with pytest.raises(errors.ContentChanged):
        office.finish(office.open_tasks(cycle_id, 5)[0], exit_=0, seen=seen)
    assert office.events(events.LkjipRevised)[-1].measurement_revision == 2


@pytest.mark.parametrize("step", [4, 5])
def test_a_measurement_while_a_draft_is_handed_on_does_not_hold_it_up(office: IntakeOffice, step: int) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, step)
    office.do(cycle_id, step)
    with office.work() as work:
        take_in_measurement(work, office.measured(office.events(events.DataCollected)[-1], "55.00"))
    office.answer()
    assert office.open_steps(cycle_id) == [step + 1]


def test_news_of_a_cycle_that_is_not_known_yet_is_waited_for(office: IntakeOffice) -> None:
    with office.work() as work, pytest.raises(NotYetKnown):
        take_in_disposisi(work, a_disposisi())
    with office.work() as work, pytest.raises(NotYetKnown):
        take_in_measurement(work, a_measurement(office.id, 1))


def test_one_cycle_may_be_open_per_year(office: IntakeOffice) -> None:
    office.open_cycle("2025")
    with pytest.raises(errors.CycleAlreadyOpen):
        office.open_cycle("2025")
    office.open_cycle("2026")


def test_a_year_may_be_opened_again_after_a_cancelling(office: IntakeOffice) -> None:
    first = office.open_cycle()
    with office.work() as work:
        cancel_cycle(work, office.person("kasubbag"), first, "Salah tahun.")
    assert office.open_cycle() != first


def test_everybody_of_the_office_hears_of_a_cancelling(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    with office.work() as work:
        cancel_cycle(work, office.person("admin"), cycle_id, "Salah tahun.")
    (cancelled,) = office.events(events.CycleCancelled)
    assert len(cancelled.recipients) == 8
    assert len(office.events(events.TaskWithdrawn)) == 1
    assert office.cycle(cycle_id).state is CycleState.CANCELLED


def test_the_wrong_person_is_told_so_and_nothing_changes(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    (task,) = office.open_tasks(cycle_id, 1)
    before = office.cycle(cycle_id)
    with office.work() as work, pytest.raises(errors.NotAllowed):
        complete_task(work, office.person("staf"), Completion(task_id=task.id, person_id=task.id))
    with pytest.raises(errors.NotAllowed), office.work() as work:
        open_cycle(work, office.person("staf"), office.id, "2026")
    assert office.cycle(cycle_id) == before


def test_one_unit_cannot_send_or_type_for_another(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    mine, theirs = office.open_tasks(cycle_id, 3)[:2]
    me = office.holder(mine)
    with pytest.raises(errors.NotAllowed), office.work() as work:
        submit_unit_data(work, me, theirs.id, office.values_of(theirs))
    with pytest.raises(errors.NotAllowed), office.work() as work:
        save_draft(work, me, theirs.id, {"realisasi": "1"})
    with pytest.raises(errors.NotAllowed), office.work() as work:
        take_back(work, me, theirs.id)
    assert office.events(events.SubmissionReceived) == []


def test_a_unit_cannot_end_its_task_without_its_figures(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    with pytest.raises(errors.FiguresMissing):
        office.finish(office.open_tasks(cycle_id, 3)[0])


def test_what_was_sent_is_no_longer_typed_over(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    task = office.open_tasks(cycle_id, 3)[0]
    with office.work() as work:
        save_draft(work, office.holder(task), task.id, {"realisasi": "1"})
    office.submit(task)
    with pytest.raises(errors.TaskAlreadyDone), office.work() as work:
        save_draft(work, office.holder(task), task.id, {"realisasi": "2"})


def test_every_act_is_a_line_of_the_history_with_who_and_in_which_post(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 5)
    office.do(cycle_id, 5, exit_=1, reason=REASON)
    lines = office.history(cycle_id)
    acts = [(line.what, line.jabatan, line.step) for line in lines if line.person_id]
    assert acts[:2] == [
        ("cycle_opened", "Kasubbag Keuangan dan Program", None),
        ("task_completed", "Camat Mentebah", 1),
    ]
    last = next(line for line in reversed(lines) if line.what == "task_completed")
    assert (last.jabatan, last.reason, last.channel) == ("Sekretaris Kecamatan", REASON, "web")
    assert last.content_hash == office.cycle(cycle_id).content_hash
    assert {line.at for line in lines} == {office.clock.now()}


def test_a_command_that_fails_leaves_no_line_and_tells_nobody(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 5)
    before = (len(office.history(cycle_id)), len(office.events(events.TaskCompleted)))
    with pytest.raises(errors.ExitMissing):
        office.finish(office.open_tasks(cycle_id, 5)[0], seen=office.cycle(cycle_id).content_hash)
    assert (len(office.history(cycle_id)), len(office.events(events.TaskCompleted))) == before


def test_figures_are_sent_only_where_figures_are_asked_for(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    (task,) = office.open_tasks(cycle_id, 1)
    with pytest.raises(UnitMissing), office.work() as work:
        submit_unit_data(work, office.holder(task), task.id, ())


def test_a_unit_that_was_a_gap_and_is_asked_again_is_measured(office: IntakeOffice) -> None:
    cycle_id = office.open_cycle()
    office.play_to(cycle_id, 3)
    sent, missing = office.open_tasks(cycle_id, 3)[:2]
    office.submit(sent)
    office.submit(missing)
    with office.work() as work:
        take_back(work, office.holder(missing), missing.id)
        close_with_gaps(work, office.person("kasubbag"), cycle_id, "Data menyusul.")
    office.answer()
    unit_id = missing.holder.unit_id
    assert unit_id is not None
    assert unit_id not in {each.unit_id for each in office.events(events.DataCollected)[-1].submissions}
    with office.work() as work:
        return_unit_data(work, office.person("kasubbag"), cycle_id, unit_id, REASON)
    office.submit(next(task for task in office.open_tasks(cycle_id, 4) if task.is_beside))
    collected = office.events(events.DataCollected)[-1]
    assert {each.unit_id: each.revision for each in collected.submissions}[unit_id] == 2
    assert len(collected.gaps) == 2
