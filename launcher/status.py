"""`./kinerja status`: what runs, how much memory it takes, where it answers, what waits and what is not well."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import psutil

from launcher import run_file
from launcher.conditions import as_json, as_table, states_of
from launcher.data_folder import data_argument
from launcher.lock import holder
from launcher.run_file import RunRecord

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """One process now. Memory in bytes; `pss` shares out what several processes use together, as Linux counts it."""

    name: str
    pid: int | None
    rss: int
    pss: int
    up_seconds: int
    restarts: int
    pythons: int


@dataclass(frozen=True, slots=True)
class Report:
    """A whole system now; `megabytes` is the sum of PSS in millions of bytes."""

    address: str
    mailbox_url: str | None
    processes: tuple[Usage, ...]
    python_processes: int
    megabytes: int


def main(arguments: Sequence[str]) -> int:
    """Print the report; 3 when nothing runs, as the init scripts of LSB do, 1 when something is not well."""
    chosen = _parser().parse_args(arguments)
    record = run_file.read(chosen.data)
    if holder(chosen.data) is None or record is None:
        print(f"Kinerja tidak sedang berjalan untuk folder data {chosen.data}.", file=sys.stderr)
        return 3
    report = report_of(record, run_file.now())
    states = states_of(chosen.data, record, run_file.now())
    if chosen.json:
        print(json.dumps({**asdict(report), "services": as_json(states)}, indent=1))
    else:
        print(f"{_as_table(report)}\n\n{as_table(states)}" if states else _as_table(report))
    gone = any(usage.pid is None for usage in report.processes)
    return 1 if gone or any(one.wrong for one in states) else 0


def report_of(record: RunRecord, now: datetime) -> Report:
    """Measure every process of the record, the launcher first."""
    usages = [_usage("launcher", record.pid, record.started_at, 0, now, whole_tree=False)]
    usages += [
        _usage(row.name, row.pid, row.started_at, row.restarts, now, whole_tree=True)
        for row in record.rows
        if row.kind != "migrations"
    ]
    return Report(
        address=record.address,
        mailbox_url=record.mailbox_url,
        processes=tuple(usages),
        python_processes=sum(usage.pythons for usage in usages),
        megabytes=round(sum(usage.pss for usage in usages) / MEGABYTE),
    )


def _usage(
    name: str, pid: int | None, started_at: datetime | None, restarts: int, now: datetime, *, whole_tree: bool
) -> Usage:
    up_seconds = 0 if pid is None or started_at is None else int((now - started_at).total_seconds())
    processes = [] if pid is None else list(_tree(pid, whole_tree=whole_tree))
    memory = [_memory(process) for process in processes]
    return Usage(
        name=name,
        pid=pid,
        rss=sum(rss for rss, _ in memory),
        pss=sum(pss for _, pss in memory),
        up_seconds=up_seconds,
        restarts=restarts,
        pythons=sum(_is_python(process) for process in processes),
    )


def _tree(pid: int, *, whole_tree: bool) -> Iterable[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *(process.children(recursive=True) if whole_tree else [])]
    except psutil.NoSuchProcess:
        return []


def _memory(process: psutil.Process) -> tuple[int, int]:
    """RSS and PSS in bytes; where the system knows no PSS (macOS), RSS stands for it."""
    try:
        full = process.memory_full_info()
        return full.rss, getattr(full, "pss", full.rss)
    except psutil.NoSuchProcess:
        return 0, 0


def _is_python(process: psutil.Process) -> bool:
    try:
        return process.name().lower().startswith("python")
    except psutil.NoSuchProcess:
        return False


def _as_table(report: Report) -> str:
    lines = [f"{'proses':<18} {'pid':>8} {'RSS MB':>8} {'PSS MB':>8} {'menyala':>10} {'diulang':>8}"]
    lines += [
        f"{usage.name:<18} {usage.pid or '-':>8} {usage.rss // MEGABYTE:>8} {usage.pss // MEGABYTE:>8} "
        f"{_duration(usage.up_seconds):>10} {usage.restarts:>8}"
        for usage in report.processes
    ]
    lines += ["", f"Proses Python  {report.python_processes}", f"Memori (PSS)   {report.megabytes} MB"]
    lines.append(f"Alamat         {report.address}")
    if report.mailbox_url:
        lines.append(f"Kotak e-mail   {report.mailbox_url}")
    return "\n".join(lines)


def _duration(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kinerja status", description="Menampilkan proses yang berjalan.")
    data_argument(parser)
    parser.add_argument("--json", action="store_true", help="tulis sebagai JSON")
    return parser
