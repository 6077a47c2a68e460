"""The map of events and what the services listen to are the same, in both directions."""

from pathlib import Path

import pytest

from launcher.system_map import PROCESSES
from shared.delivery.queues import queues_of
from shared.events.routes import EVENTS, ROUTES, publisher_of
from shared.service import Service, load_service
from shared.settings import SERVICES, Settings, read_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(
        {
            "KINERJA_DATA": str(tmp_path),
            "KINERJA_REDIS_URL": "redis://127.0.0.1:1/0",
            "KINERJA_SMTP_URL": "smtp://127.0.0.1:1",
            "KINERJA_SECRET_KEY": "k" * 40,
            **{f"KINERJA_DATABASE_URL_{name.upper()}": f"sqlite:///{tmp_path}/{name}.sqlite" for name in SERVICES},
            **{f"KINERJA_API_URL_{name.upper()}": "http://127.0.0.1:1" for name in SERVICES},
        }
    )


@pytest.fixture
def services(settings: Settings) -> dict[str, Service]:
    return {name: load_service(name, settings) for name in SERVICES}


def test_whoever_is_told_an_event_has_a_handler_for_it_and_nobody_else_has(services: dict[str, Service]) -> None:
    told = {(event, name) for event, names in ROUTES.items() for name in names}
    heard = {(consumer.event, name) for name, service in services.items() for consumer in service.consumers}
    assert heard == told


def test_a_handler_has_one_name_of_its_own_in_its_service(services: dict[str, Service]) -> None:
    for service in services.values():
        names = [consumer.handler for consumer in service.consumers]
        assert len(names) == len(set(names))


def test_every_event_is_named_after_a_service_and_named_once() -> None:
    assert {publisher_of(event) for event in ROUTES} <= set(SERVICES)
    assert len(EVENTS) == len(ROUTES)


def test_every_worker_of_the_map_takes_its_service_s_two_queues() -> None:
    workers = {process.service: process.queues for process in PROCESSES if process.kind == "worker"}
    assert workers == {name: queues_of(name) for name in SERVICES}
