"""A setting may come from a file, as containers get their secrets: KINERJA_X_FILE names it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.options import Options
from launcher.plan import make_plan, prepare_folder
from shared.settings import SERVICES, Settings, SettingsInvalid, read_database_url, read_settings

SECRET = "a-secret-key-of-at-least-thirty-two-characters"
COMPLETE = {
    "KINERJA_DATA": "/data",
    "KINERJA_REDIS_URL": "redis://redis/0",
    "KINERJA_SMTP_URL": "smtp://mail",
    "KINERJA_SECRET_KEY": SECRET,
    **{f"KINERJA_DATABASE_URL_{service.upper()}": f"postgresql://postgres/{service}" for service in SERVICES},
    **{f"KINERJA_API_URL_{service.upper()}": f"http://{service}-loop:8070" for service in SERVICES},
}


def moved_to_a_file(name: str, path: Path) -> dict[str, str]:
    return {key: value for key, value in COMPLETE.items() if key != name} | {f"{name}_FILE": str(path)}


def problems_of(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsInvalid) as refused:
        read_settings(environ)
    return [line.strip() for line in str(refused.value).splitlines()[1:]]


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        ("KINERJA_SECRET_KEY", f"{SECRET}-from-a-file", lambda settings: settings.secret_key),
        ("KINERJA_REDIS_URL", "redis://:hush@redis/0", lambda settings: settings.redis_url),
        ("KINERJA_SMTP_URL", "smtps://office:hush@mail", lambda settings: settings.smtp_url),
        ("KINERJA_PORT", "8099", lambda settings: str(settings.port)),
        ("KINERJA_MAILBOX_URL", "http://mailbox", lambda settings: settings.mailbox_url),
    ],
)
def test_a_setting_is_read_from_the_file_that_is_named(
    name: str, content: str, read: Callable[[Settings], str], tmp_path: Path
) -> None:
    path = tmp_path / "secret"
    path.write_text(f"  {content}\n\n")
    assert read(read_settings(moved_to_a_file(name, path))) == content


def test_a_database_url_from_a_file_gets_the_driver_that_is_installed(tmp_path: Path) -> None:
    path = tmp_path / "url"
    path.write_text("postgresql://kinerja_intake:hush@postgres/kinerja_intake\n")
    expected = "postgresql+psycopg://kinerja_intake:hush@postgres/kinerja_intake"
    environ = moved_to_a_file("KINERJA_DATABASE_URL_INTAKE", path)
    assert read_settings(environ).database_urls["intake"] == expected
    assert read_database_url("intake", {"KINERJA_DATABASE_URL_INTAKE_FILE": str(path)}) == expected


def test_a_setting_that_is_given_twice_is_refused_by_both_names(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(SECRET)
    assert problems_of({**COMPLETE, "KINERJA_SECRET_KEY_FILE": str(path)}) == [
        "KINERJA_SECRET_KEY and KINERJA_SECRET_KEY_FILE are both set; only one may be"
    ]


@pytest.mark.parametrize("name", ["KINERJA_SECRET_KEY", "KINERJA_PORT", "KINERJA_MAILBOX_URL", "KINERJA_MODE"])
def test_a_file_that_is_not_there_is_named_once(name: str, tmp_path: Path) -> None:
    path = tmp_path / "absent"
    assert problems_of(moved_to_a_file(name, path)) == [
        f"{name}_FILE names {path}, which cannot be read: No such file or directory"
    ]


def test_an_empty_file_is_named_once(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.write_text(" \n")
    assert problems_of(moved_to_a_file("KINERJA_SMTP_URL", path)) == [
        f"KINERJA_SMTP_URL_FILE names {path}, which is empty"
    ]


def test_a_file_that_is_no_text_is_named_without_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "binary"
    path.write_bytes(b"hush\xff\xfe")
    (problem,) = problems_of(moved_to_a_file("KINERJA_REDIS_URL", path))
    assert problem == f"KINERJA_REDIS_URL_FILE names {path}, which cannot be read: it is no UTF-8 text"


def test_every_wrong_file_is_named_not_only_the_first(tmp_path: Path) -> None:
    environ = moved_to_a_file("KINERJA_SECRET_KEY", tmp_path / "one")
    del environ["KINERJA_REDIS_URL"]
    environ["KINERJA_REDIS_URL_FILE"] = str(tmp_path / "two")
    assert [problem.split()[0] for problem in problems_of(environ)] == [
        "KINERJA_REDIS_URL_FILE",
        "KINERJA_SECRET_KEY_FILE",
    ]


def test_a_name_of_a_file_that_is_left_empty_counts_as_not_given() -> None:
    assert read_settings({**COMPLETE, "KINERJA_SECRET_KEY_FILE": ""}).secret_key == SECRET


def test_the_clock_file_is_a_path_and_not_the_clock_in_a_file(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    environ = {**COMPLETE, "KINERJA_MODE": "rehearsal", "KINERJA_CLOCK_FILE": str(clock)}
    assert read_settings(environ).clock_file == clock


def test_a_database_url_that_is_missing_is_named() -> None:
    with pytest.raises(SettingsInvalid, match="KINERJA_DATABASE_URL_NOTIFY is not set"):
        read_database_url("notify", {})


def test_the_launcher_starts_nothing_in_the_place_of_what_a_file_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, url in {"REDIS": "redis://redis.example/3", "SMTP": "smtp://mail.example"}.items():
        path = tmp_path / name
        path.write_text(url)
        monkeypatch.delenv(f"KINERJA_{name}_URL", raising=False)
        monkeypatch.setenv(f"KINERJA_{name}_URL_FILE", str(path))
    options = Options(data=tmp_path / "data", port=0)
    prepare_folder(options.data)
    plan = make_plan(options)
    assert not {"broker", "mailbox"} & {child.process.name for child in plan.children}
    settings = read_settings(plan.settings)
    assert (settings.redis_url, settings.smtp_url) == ("redis://redis.example/3", "smtp://mail.example")
    assert settings.mailbox_url is None
