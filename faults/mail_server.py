"""A real mail server of the trial's own: Exim from Debian's packages, which puts every mail into one maildir."""

import grp
import os
import pwd
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path

from launcher.ports import free_port
from launcher.spawning import kill_group, spawn
from launcher.throwaway import Missing
from launcher.throwaway.waiting import wait_until_ready

_USER = "Debian-exim"
_ASK = "Exim tidak ditemukan. Pasang paket exim4-daemon-light (sudo apt install exim4-daemon-light)."
_ROOT = "Exim hanya dapat dijalankan oleh root."
_CONFIGURATION = """\
primary_hostname = surat.contoh.example
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
tls_advertise_hosts =
host_lookup =
rfc1413_hosts =
keep_environment =
deliver_drop_privilege
acl_smtp_rcpt = take
begin acl
take:
  accept
begin routers
everybody:
  driver = accept
  transport = one_maildir
begin transports
one_maildir:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  user = {user}
  group = {group}
begin retry
*  *  F,2h,1s
"""


@dataclass(frozen=True, slots=True)
class RealMailServer:
    """A running Exim. `url` is a value of KINERJA_SMTP_URL."""

    url: str
    folder: Path

    def received(self) -> Iterator[Message]:
        """The headers of every mail that was delivered."""
        parser = BytesHeaderParser()
        for file in self._mails():
            with file.open("rb") as content:
                yield parser.parse(content)

    def count(self) -> int:
        """How many mails were delivered."""
        return sum(1 for _ in self._mails())

    def waiting(self) -> int:
        """How many mails it has taken and not delivered yet."""
        return sum(1 for _ in (self.folder / "spool" / "input").glob("*-H"))

    def _mails(self) -> Iterator[Path]:
        return (self.folder / "mail" / "new").glob("*")


@contextmanager
def real_mail_server() -> Iterator[RealMailServer]:
    """Exim on a free port of loopback, gone afterwards. Raises Missing."""
    exim = shutil.which("exim4", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if exim is None:
        raise Missing(_ASK)
    if os.geteuid() != 0:
        raise Missing(_ROOT)
    with tempfile.TemporaryDirectory(prefix="kinerja-mail-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port(set())
        configuration = _configure(folder, port)
        with (folder / "output").open("wb") as output:
            server = spawn([exim, "-C", str(configuration), "-bdf", "-q10s"], output, folder=folder)
        try:
            wait_until_ready(lambda: _answers(port), server, folder / "output")
            yield RealMailServer(f"smtp://127.0.0.1:{port}", folder)
        finally:
            kill_group(server)


def _configure(folder: Path, port: int) -> Path:
    """Folders of Exim's own user, and a configuration of root's, as Exim demands."""
    user = pwd.getpwnam(_USER)
    group = grp.getgrgid(user.pw_gid).gr_name
    for part in (folder, *(folder / name for name in ("spool", "log", "mail"))):
        part.mkdir(exist_ok=True)
        os.chown(part, user.pw_uid, user.pw_gid)
    configuration = folder / "configuration"
    text = _CONFIGURATION.format(folder=folder, port=port, user=_USER, group=group)
    configuration.write_text(text, encoding="utf-8")
    configuration.chmod(0o644)
    return configuration


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False
