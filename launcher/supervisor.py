"""Starts the processes of the map in order, restarts what ends by itself, stops them in reverse order."""

import logging
import signal
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from launcher import run_file
from launcher.child import Child
from launcher.lock import DataFolderLock
from launcher.options import Options
from launcher.plan import Plan, make_plan, prepare_folder
from launcher.readiness import StartFailed, is_ready
from launcher.stopping import stop_all
from launcher.system_map import in_ranks
from launcher.watch import WorkerWatch

log = logging.getLogger("launcher")

START_LIMIT_SECONDS = 60.0
_LOOK_SECONDS = 0.1


class System:
    """One running system. `start` returns when intake answers `/readyz`; `stop` when the last process has ended."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._lock = DataFolderLock(options.data)
        self._plan: Plan | None = None
        self._started_at = run_file.now()
        self._settled = threading.Event()
        self._is_recorded = True
        self._stopping = threading.Event()
        self._at_once = threading.Event()
        self._failure: Exception | None = None
        # One thread starts every child and ends last: the kernel ties a child to the thread that started it.
        self._thread = threading.Thread(target=self._supervise, name="supervisor", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def plan(self) -> Plan:
        if self._plan is None:
            raise RuntimeError("the system has not been started")
        return self._plan

    @property
    def address(self) -> str:
        return self.plan.address

    @property
    def mailbox_url(self) -> str | None:
        return self.plan.mailbox_url

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def process(self, name: str) -> Child:
        """Raises KeyError for a process that this system does not run."""
        for child in self.plan.children:
            if child.process.name == name:
                return child
        raise KeyError(name)

    def kill(self, name: str) -> None:
        """SIGKILL, as a machine that fails would do it; the supervisor restarts the process."""
        self.process(name).signal(signal.SIGKILL)

    def start(self) -> None:
        """Raises AlreadyRunning, PortTaken, BrokerMissing, CannotScale, StartFailed; nothing is left running then."""
        prepare_folder(self._options.data)
        self._lock.acquire()
        try:
            self._plan = make_plan(self._options)
        except Exception:
            self._lock.release()
            raise
        self._thread.start()
        self._settled.wait()
        self._raise_failure()

    def request_stop(self) -> None:
        self._stopping.set()

    def request_kill(self) -> None:
        self._at_once.set()
        self._stopping.set()

    def wait(self) -> None:
        """Returns when everything has stopped; raises what ended the supervision, if it did not end as asked."""
        self._thread.join()
        self._raise_failure()

    def stop(self) -> None:
        self.request_stop()
        if self._thread.is_alive():
            self._thread.join()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def _supervise(self) -> None:
        watch = WorkerWatch(self._options.stuck_workers, self.plan, self._options.stuck_look_seconds)
        try:
            self._start_all()
            watch.start()
            self._settled.set()
            while not self._stopping.wait(_LOOK_SECONDS):
                self._keep_running(self.plan.children)
                self._keep_logs_short()
        except Exception as error:
            log.exception("the system is stopped")
            self._failure = error
        finally:
            watch.stop()
            stop_all(self.plan.children, self._at_once)
            run_file.remove(self._options.data)
            self._lock.release()
            self._settled.set()

    def _start_all(self) -> None:
        by_name = {child.process.name: child for child in self.plan.children}
        started: list[Child] = []
        for rank in in_ranks(child.process for child in self.plan.children):
            for process in rank:
                by_name[process.name].start()
                started.append(by_name[process.name])
            self._record()
            self._wait_until_ready([by_name[process.name] for process in rank], started)
            if self.stopping:
                return

    def _wait_until_ready(self, rank: Sequence[Child], started: Sequence[Child]) -> None:
        until = time.monotonic() + START_LIMIT_SECONDS
        waiting = list(rank)
        while not self.stopping:
            waiting = [child for child in waiting if not is_ready(child, self.plan)]
            if not waiting:
                return
            if time.monotonic() > until:
                raise StartFailed(f"{waiting[0].process.name} tidak siap; lihat {waiting[0].log}")
            self._keep_running(started)
            self._stopping.wait(_LOOK_SECONDS / 2)

    def _keep_running(self, children: Sequence[Child]) -> None:
        events = [(child.process.name, child.keep_running()) for child in children if not child.process.runs_once]
        happened = [(name, event) for name, event in events if event is not None]
        for name, event in happened:
            log.warning("%s %s", name, event)
        if happened or not self._is_recorded:
            self._record()

    def _keep_logs_short(self) -> None:
        for child in self.plan.children:
            try:
                child.keep_log_short()
            except OSError as error:  # a full disk must not end what runs: there may be room at a later look
                log.debug("the log of %s stays as it is: %s", child.process.name, error)

    def _record(self) -> None:
        record = run_file.record_of(
            self.address, self.mailbox_url, self.plan.ports, self._started_at, self.plan.children
        )
        try:
            run_file.write(self._options.data, record)
        except OSError as error:  # a full disk must not end what runs: it is written at the next look
            if self._is_recorded:
                log.warning("what runs cannot be written down: %s", error)
            self._is_recorded = False
        else:
            self._is_recorded = True
