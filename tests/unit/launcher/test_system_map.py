import pytest

from launcher.system_map import PROCESSES, SERVICES, Process, in_ranks, offices


def trivial(name: str, *starts_after: str) -> Process:
    return Process(name, None, "worker", ("python", "-c", ""), starts_after=starts_after)


def test_the_system_starts_with_its_broker_and_ends_with_the_web() -> None:
    kinds = [sorted({process.kind for process in rank}) for rank in in_ranks(PROCESSES)]
    assert kinds == [["broker", "mailbox"], ["migrations"], ["worker"], ["loop"], ["web"]]


def test_every_service_has_one_worker_and_one_loop() -> None:
    for kind in ("worker", "loop"):
        assert sorted(process.service or "" for process in PROCESSES if process.kind == kind) == sorted(SERVICES)


def test_every_service_has_queues_for_events_acknowledgements_and_canaries() -> None:
    queues = [queue for process in PROCESSES for queue in process.queues]
    assert sorted(queues) == sorted(
        f"{service}{kind}" for service in SERVICES for kind in ("", ".acknowledgements", ".canary")
    )


def test_the_default_needs_at_most_twelve_python_processes_with_the_launcher() -> None:
    lasting = [process for process in PROCESSES if process.command[0] == "python" and not process.runs_once]
    assert 1 + len(lasting) <= 12


def test_a_process_does_not_wait_for_one_that_runs_elsewhere() -> None:
    assert in_ranks([trivial("worker", "broker")]) == [[trivial("worker", "broker")]]


def test_processes_that_wait_for_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="one, two"):
        in_ranks([trivial("one", "two"), trivial("two", "one")])


def test_offices_are_loaded_after_the_migrations_and_before_anything_works() -> None:
    ranks = [[process.name for process in rank] for rank in in_ranks((*PROCESSES, offices(["office.yaml"])))]
    assert ranks.index(["offices"]) == ranks.index(["migrations"]) + 1
    assert "intake-worker" in ranks[ranks.index(["offices"]) + 1]
