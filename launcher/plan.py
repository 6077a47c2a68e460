"""From options to what will run: ports, secrets, settings and one child per process."""

from dataclasses import dataclass
from pathlib import Path

from launcher import broker, environment
from launcher.child import Child
from launcher.keys import Keys, keys_of
from launcher.options import Options
from launcher.ports import Ports, PortTaken, choose
from launcher.system_map import Process, offices, scaled

_FOLDERS = ("db", "files", "logs", "run", "mailbox")
# What is not started when the caller names one that runs already.
_REPLACED_BY = {"broker": "KINERJA_REDIS_URL", "mailbox": "KINERJA_SMTP_URL"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What will run, decided before anything starts."""

    ports: Ports
    settings: dict[str, str]
    children: tuple[Child, ...]

    @property
    def address(self) -> str:
        return self.settings["KINERJA_PUBLIC_URL"]

    @property
    def local_web_url(self) -> str:
        """The web process as seen from this machine; the public address may be that of a proxy."""
        host = environment.reachable_host(self.settings["KINERJA_BIND"])
        return f"http://{host}:{self.settings['KINERJA_PORT']}"

    @property
    def mailbox_url(self) -> str | None:
        return self.settings.get("KINERJA_MAILBOX_URL")


def prepare_folder(data: Path) -> None:
    """Make the data folder, for its owner only, and the folders in it."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in _FOLDERS:
        (data / name).mkdir(exist_ok=True)


def make_plan(options: Options) -> Plan:
    """Raises PortTaken when a port that was asked for is in use, BrokerMissing when no broker fits the machine,
    CannotScale when several were asked for of what cannot run several times.
    """
    decided = environment.given(options)
    keys = keys_of(options.data)
    ports = choose(_wanted_port(options, decided), options.bind)
    settings = environment.settings_of(options, ports, keys)
    shared = environment.children_environment(settings)
    children = tuple(
        Child(
            process,
            _command(process, options, ports, keys),
            shared,
            options.data / "logs" / f"{process.name}.log",
            options.back_off,
            verbose=options.verbose,
        )
        for process in _processes(options)
        if not environment.is_decided(_REPLACED_BY.get(process.kind, ""), decided)
    )
    return Plan(ports, settings, children)


def _processes(options: Options) -> tuple[Process, ...]:
    processes = scaled(options.processes, options.scale)
    if not options.offices:
        return processes
    return (*processes, offices(str(file.absolute()) for file in options.offices))


def _wanted_port(options: Options, decided: dict[str, str]) -> int | None:
    if options.port is not None:
        return options.port
    text = decided.get("KINERJA_PORT")
    if text is None:
        return None
    if not text.isdigit():
        raise PortTaken(f"KINERJA_PORT is no number: {text}")
    return int(text)


def _command(process: Process, options: Options, ports: Ports, keys: Keys) -> tuple[str, ...]:
    if process.kind != "broker":
        return process.command
    configuration = broker.configure(options.data / "broker", ports.broker, keys.redis_password)
    named = process.command[0]
    return (str(broker.server_binary()) if named == "valkey-server" else named, str(configuration))
