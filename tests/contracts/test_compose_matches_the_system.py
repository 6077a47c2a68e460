"""docker-compose.yml against the map of processes and the settings."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from launcher.mailbox.__main__ import _NEEDED as NEEDED_BY_THE_MAILBOX
from launcher.system_map import PROCESSES, SERVICES, Process
from shared.settings import Mode, read_database_url, read_settings
from tests.composition import FILE, OF_A_SERVICE, OURS, PROJECT, SECRETS, SERVERS, WEB, Services, compose, name_of


class Asked(dict[str, str]):
    """An environment that notes which names are asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)


def environment_of(service: Mapping[str, Any], secrets: Path) -> Asked:
    """What the process would find, with the secrets of an installation at their place."""
    return Asked({name: value.replace(SECRETS, str(secrets)) for name, value in service["environment"].items()})


def seconds(duration: str) -> float:
    found = re.fullmatch(r"(?:(\d+)m)?(?:(\d+)s)?", duration)
    assert found, duration
    minutes, rest = found.groups()
    return int(minutes or 0) * 60 + int(rest or 0)


def test_compose_takes_the_file_and_has_nothing_to_say_about_it() -> None:
    result = compose("config", "--quiet")
    assert (result.returncode, result.stderr) == (0, "")


def test_compose_refuses_a_key_that_is_misspelled(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(FILE.read_text().replace("    healthcheck:", "    healtcheck:", 1))
    result = compose("config", "--quiet", file=wrong)
    assert result.returncode != 0
    assert "healtcheck" in result.stderr


def test_every_process_of_the_map_has_its_service_and_there_is_no_other(services: Services) -> None:
    assert set(services) == {name_of(process) for process in PROCESSES} | SERVERS


@pytest.mark.parametrize("process", OURS, ids=lambda process: process.name)
def test_a_service_runs_the_command_of_its_process(process: Process, services: Services) -> None:
    service = services[name_of(process)]
    assert (service["entrypoint"], service["command"]) == (None, list(process.command))


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_a_service_starts_after_those_that_its_process_waits_for(process: Process, services: Services) -> None:
    known = {other.name: other for other in PROCESSES}
    waits = services[name_of(process)].get("depends_on", {})
    for name in process.starts_after:
        if name in known:  # offices are loaded by hand here
            expected = "service_completed_successfully" if known[name].runs_once else None
            condition = waits[name_of(known[name])]["condition"]
            assert expected in (None, condition)


@pytest.mark.parametrize("process", OURS, ids=lambda process: process.name)
def test_a_service_gets_the_grace_of_its_process_before_it_is_killed(process: Process, services: Services) -> None:
    assert seconds(services[name_of(process)]["stop_grace_period"]) >= process.grace_seconds


@pytest.mark.parametrize("process", [p for p in PROCESSES if p.scalable], ids=lambda process: process.name)
def test_what_scales_has_no_name_and_no_port_that_there_is_once(process: Process, services: Services) -> None:
    service = services[name_of(process)]
    assert not {"container_name", "hostname"} & set(service)
    assert "ports" not in service or process.name == WEB


@pytest.mark.parametrize("process", OF_A_SERVICE, ids=lambda process: process.name)
def test_every_variable_that_is_set_is_one_that_is_read(process: Process, services: Services, secrets: Path) -> None:
    environ = environment_of(services[name_of(process)], secrets)
    read_settings(environ)
    assert set(environ) <= environ.names


def test_the_migration_knows_the_four_databases_and_nothing_else(services: Services, secrets: Path) -> None:
    environ = environment_of(services["migrate"], secrets)
    urls = [read_database_url(service, environ) for service in SERVICES]
    assert all(make_url(url).password for url in urls)
    assert len(environ) == len(SERVICES)


def test_the_mail_catcher_has_what_it_needs_and_nothing_else(services: Services) -> None:
    assert set(services["mailbox"]["environment"]) == set(NEEDED_BY_THE_MAILBOX)


@pytest.mark.parametrize("process", OF_A_SERVICE, ids=lambda process: process.name)
def test_a_process_starts_with_its_settings_and_may_open_its_own_database_only(
    process: Process, services: Services, secrets: Path
) -> None:
    settings = read_settings(environment_of(services[name_of(process)], secrets))
    assert settings.mode is Mode.PRODUCTION
    opened = [service for service, url in settings.database_urls.items() if make_url(url).password]
    assert opened == [process.service]
    if process.kind == "loop":
        assert settings.api_urls[str(process.service)].startswith("http://0.0.0.0:")
    if process.kind == "web":
        assert settings.bind == "0.0.0.0"  # noqa: S104 a container's own


def test_an_internal_api_is_called_at_the_loop_that_has_it(services: Services, secrets: Path) -> None:
    called = read_settings(environment_of(services[WEB], secrets)).api_urls
    for service, url in called.items():
        own = read_settings(environment_of(services[f"{service}-loop"], secrets)).api_urls[service]
        assert url == own.replace("0.0.0.0", f"{service}-loop")  # noqa: S104 replaced


@pytest.mark.parametrize("process", OF_A_SERVICE, ids=lambda process: process.name)
def test_a_service_that_works_with_files_has_the_store(process: Process, services: Services) -> None:
    code = (PROJECT / "services" / str(process.service)).rglob("*.py")
    if any("shared.files" in file.read_text() for file in code):
        mounted = {volume["target"] for volume in services[name_of(process)].get("volumes", [])}
        assert services[name_of(process)]["environment"]["KINERJA_FILES"] in mounted
