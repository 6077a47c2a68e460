"""What a service is made of, so that one worker program and one loop program serve all four.

Each service's `app.py` has `def service(settings: Settings) -> Service`.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.clock import Clock, clock_of
from shared.database import Database
from shared.delivery.consumer import Consumer
from shared.delivery.nudge import nudge_after_telling
from shared.delivery.schedule import Dispatch, Job
from shared.settings import SERVICES, Settings


@dataclass(frozen=True, slots=True)
class Service:
    """One service's wiring: its events in (`consumers`), its time (`jobs`), its own commands (`tasks`), its API.

    `tasks` maps a Celery task name to a function of JSON arguments; `api` makes the WSGI app of the internal API.
    """

    name: str
    database: Database
    clock: Clock
    consumers: tuple[Consumer, ...]
    jobs: tuple[Job | Dispatch, ...] = ()
    tasks: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    api: Callable[[], Any] | None = None


def database_and_clock(name: str, settings: Settings) -> tuple[Database, Clock]:
    """What every service needs first. What is told through this database leaves at once."""
    database = Database(settings.database_urls[name])
    nudge_after_telling(database, name, settings)
    return database, clock_of(settings)


def load_service(name: str, settings: Settings) -> Service:
    """Find a service by its name; ValueError for another name."""
    if name not in SERVICES:
        raise ValueError(f"there is no service {name!r}; there are {', '.join(SERVICES)}")
    service: Service = importlib.import_module(f"services.{name}.app").service(settings)
    return service
