"""The KINERJA_* settings that the processes of one system share."""

import os
import sys
from collections.abc import Mapping

from launcher.keys import Keys
from launcher.options import PROJECT, Options
from launcher.ports import Ports
from launcher.system_map import SERVICES

_PREFIX = "KINERJA_"
# The launcher itself needs to know these; given as a file, too, they are refused as given twice.
_LOOKED_AT = ("KINERJA_BIND", "KINERJA_PORT", "KINERJA_PUBLIC_URL")
# glibc gives each thread a heap of its own; ten processes with a few idle threads each then hold 25 MB more.
_ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
_OF_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 looked up, not bound


def given(options: Options) -> dict[str, str]:
    """Settings which the caller decided: nothing is started in their place."""
    inherited = _of_this_process() if options.inherit else {}
    chosen = {f"KINERJA_DATABASE_URL_{name.upper()}": url for name, url in options.database_urls.items()}
    if options.redis_url:
        chosen["KINERJA_REDIS_URL"] = options.redis_url
    return {**inherited, **chosen, **options.settings}


def settings_of(options: Options, ports: Ports, keys: Keys) -> dict[str, str]:
    """Every setting of the system; what the caller decided wins over what the launcher would run itself."""
    decided = given(options)
    own = {name: value for name, value in _own(options, ports, keys).items() if not is_decided(name, decided)}
    settings = {**own, **decided}
    if is_decided("KINERJA_SMTP_URL", decided) and "KINERJA_MAILBOX_URL" not in decided:
        settings.pop("KINERJA_MAILBOX_URL", None)
    return {**settings, "KINERJA_DATA": str(options.data), "KINERJA_MODE": options.mode}


def is_decided(name: str, decided: Mapping[str, str]) -> bool:
    """Whether the caller gave the setting, directly or as a file."""
    return name in decided or (f"{name}_FILE" in decided and name not in _LOOKED_AT)


def children_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child: this process's own, with `settings` as its only KINERJA_* values."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIX)}
    python = {"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    return {**inherited, **python, **_ONE_HEAP, **settings}


def reachable_host(bind: str) -> str:
    """The host under which this machine reaches a server that is bound to `bind`."""
    host = _OF_EVERY_ADDRESS.get(bind, bind)
    return f"[{host}]" if ":" in host else host


def resolved(command: tuple[str, ...]) -> tuple[str, ...]:
    """Put our own interpreter in the place of the word `python`."""
    return (sys.executable, *command[1:]) if command[0] == "python" else command


def _of_this_process() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(_PREFIX) and value}


def _own(options: Options, ports: Ports, keys: Keys) -> dict[str, str]:
    host = reachable_host(options.bind)
    settings = {
        "KINERJA_BIND": options.bind,
        "KINERJA_PORT": str(ports.web),
        "KINERJA_PUBLIC_URL": f"http://{host}:{ports.web}",
        "KINERJA_REDIS_URL": f"redis://:{keys.redis_password}@127.0.0.1:{ports.broker}/0",
        "KINERJA_SMTP_URL": f"smtp://127.0.0.1:{ports.smtp}",
        "KINERJA_MAILBOX_PORT": str(ports.mailbox),
        "KINERJA_MAILBOX_URL": f"http://{host}:{ports.mailbox}",
        "KINERJA_FILES": str(options.data / "files"),
        "KINERJA_SECRET_KEY": keys.secret_key,
    }
    for service in SERVICES:
        settings[f"KINERJA_DATABASE_URL_{service.upper()}"] = f"sqlite:///{options.data}/db/{service}.sqlite"
        settings[f"KINERJA_API_URL_{service.upper()}"] = f"http://127.0.0.1:{ports.api[service]}"
    return settings
