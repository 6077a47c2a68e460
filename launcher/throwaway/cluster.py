"""The processes of a throw-away PostgreSQL: a fresh cluster in a folder, started, stopped and started again."""

import os
import pwd
import secrets
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from launcher.ports import free_port
from launcher.spawning import kill_group, spawn
from launcher.throwaway.missing import Missing
from launcher.throwaway.waiting import wait_until_ready

_STOP_SECONDS = 20.0
# Nothing here outlives the run: no flush to disk is worth its time. What was committed outlives a crash of the server
# all the same, because the log is written before a commit returns and only the machine's own end would lose it.
_OPTIONS = ("fsync=off", "synchronous_commit=on", "full_page_writes=off", "max_connections=200")


class Cluster:
    """One cluster. What is started ends with the thread that started it."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Initialise it in `folder`, which must be there and empty. Raises RuntimeError when initdb fails, Missing."""
        self._programs = programs
        self._folder = folder
        self._user = _unprivileged()
        self._process: subprocess.Popen[bytes] | None = None
        password = secrets.token_urlsafe(24)
        self._initialise(password)
        self._port = free_port(set())
        self.url = f"postgresql://kinerja:{password}@127.0.0.1:{self._port}/postgres"

    def start(self, ready: Callable[[], bool]) -> None:
        """Start the server and return when `ready` says that it answers. Raises RuntimeError when it does not."""
        options = [word for option in _OPTIONS for word in ("-c", option)]
        where = ["-D", str(self._folder / "data"), "-h", "127.0.0.1", "-p", str(self._port), "-k", ""]
        log = self._folder / "log"
        with log.open("ab") as output:
            self._process = spawn(
                [str(self._programs / "postgres"), *where, *options],
                output,
                folder=self._folder,
                user=self._user,
                death_signal=signal.SIGQUIT,
            )
        wait_until_ready(ready, self._process, log)

    @property
    def runs(self) -> bool:
        """Whether the server has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def stop(self, *, at_once: bool = False) -> None:
        """Cut all connections and stop; `at_once` leaves the write-ahead log to the next start, as a crash does."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            kill_group(self._process)

    def _initialise(self, password: str) -> None:
        secret = self._folder / "password"
        secret.write_text(password)
        if self._user is not None:
            for path in (self._folder, secret):
                os.chown(path, *self._user)
        command = [str(self._programs / "initdb"), "-D", str(self._folder / "data"), "-U", "kinerja"]
        command += ["--pwfile", str(secret), "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"]
        uid, gid = self._user if self._user is not None else (None, None)
        made = subprocess.run(
            [*command, "--no-sync"],
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
            user=uid,
            group=gid,
            extra_groups=None if self._user is None else (),
        )
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


def _unprivileged() -> tuple[int, int] | None:
    """Uid and gid to run as: PostgreSQL refuses root. None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return account.pw_uid, account.pw_gid
    raise Missing("Tidak ada akun postgres atau nobody; PostgreSQL tidak dapat dijalankan sebagai root.")
