"""Which settings the processes get, and what is not started because the caller named one that runs already."""

from pathlib import Path

import pytest

from launcher.options import Options
from launcher.plan import Plan, make_plan, prepare_folder
from launcher.ports import PortTaken
from launcher.system_map import SERVICES
from shared.settings import read_settings


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KINERJA_REDIS_URL", "KINERJA_SMTP_URL", "KINERJA_PORT", "KINERJA_MODE"):
        monkeypatch.delenv(name, raising=False)


def plan_of(options: Options) -> Plan:
    prepare_folder(options.data)
    return make_plan(options)


def names(plan: Plan) -> set[str]:
    return {child.process.name for child in plan.children}


def test_the_embedded_default_gives_every_setting_that_the_services_ask_for(tmp_path: Path) -> None:
    settings = read_settings(plan_of(Options(data=tmp_path, port=0)).settings)
    assert set(settings.database_urls) == set(settings.api_urls) == set(SERVICES)


def test_every_process_of_a_system_has_a_port_of_its_own(tmp_path: Path) -> None:
    ports = plan_of(Options(data=tmp_path, port=0)).ports
    every = [ports.web, ports.broker, ports.smtp, ports.mailbox, *ports.api.values()]
    assert len(set(every)) == len(every)


def test_a_real_redis_and_a_real_smtp_take_the_place_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINERJA_REDIS_URL", "redis://redis.example/3")
    monkeypatch.setenv("KINERJA_SMTP_URL", "smtp://mail.example")
    plan = plan_of(Options(data=tmp_path, port=0))
    assert not names(plan) & {"broker", "mailbox"}
    assert plan.settings["KINERJA_REDIS_URL"] == "redis://redis.example/3"
    assert plan.mailbox_url is None


def test_a_throw_away_system_takes_nothing_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINERJA_REDIS_URL", "redis://production.example/0")
    monkeypatch.setenv("KINERJA_DATABASE_URL_INTAKE", "postgresql://production.example/intake")
    plan = plan_of(Options(data=tmp_path, port=0, inherit=False))
    assert "production" not in str(plan.settings)
    assert "broker" in names(plan)


def test_the_secrets_of_a_data_folder_are_made_once_and_are_for_its_owner_only(tmp_path: Path) -> None:
    first, second = (plan_of(Options(data=tmp_path, port=0)).settings for _ in range(2))
    assert first["KINERJA_SECRET_KEY"] == second["KINERJA_SECRET_KEY"]
    files = [*(tmp_path / "secrets").iterdir(), tmp_path / "broker" / "valkey.conf"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_port_that_is_no_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINERJA_PORT", "delapan")
    with pytest.raises(PortTaken, match="KINERJA_PORT"):
        plan_of(Options(data=tmp_path))


def test_only_a_system_that_was_given_offices_loads_some(tmp_path: Path) -> None:
    assert "offices" not in names(plan_of(Options(data=tmp_path, port=0)))
    assert "offices" in names(plan_of(Options(data=tmp_path, port=0, offices=(tmp_path / "office.yaml",))))
