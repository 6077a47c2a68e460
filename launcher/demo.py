"""`./kinerja demo`: runs the whole system on this machine until Ctrl-C."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from launcher import run_file
from launcher.broker import BrokerMissing
from launcher.data_folder import data_argument
from launcher.lock import AlreadyRunning
from launcher.options import DEMO_OFFICES, Options
from launcher.plan import prepare_folder
from launcher.ports import PortTaken
from launcher.readiness import StartFailed
from launcher.supervisor import System
from launcher.system_map import CannotScale
from shared.logs import log_to


def main(arguments: Sequence[str]) -> int:
    """Run until Ctrl-C or SIGTERM; 1 when it could not be started, with the reason in words."""
    chosen = _parser().parse_args(arguments)
    bind = os.environ.get("KINERJA_BIND") or "127.0.0.1"
    offices = tuple(sorted(DEMO_OFFICES.glob("*.yaml")))
    options = Options(
        data=chosen.data,
        bind=bind,
        port=chosen.port,
        verbose=chosen.verbose,
        scale=dict(chosen.scale),
        offices=offices,
    )
    prepare_folder(options.data)
    _log_to(options.data / "logs" / "launcher.log", verbose=chosen.verbose)
    try:
        return _run(System(options), options.data)
    except AlreadyRunning as error:
        return _refuse(_already_running(options.data, error.pid))
    except PortTaken as error:
        return _refuse(f"Port yang diminta tidak dapat dipakai ({error}). Pilih port lain dengan --port.")
    except CannotScale as error:
        return _refuse(f"Pilihan --scale tidak dapat dipakai: {error}")
    except BrokerMissing as error:
        return _refuse(f"Perantara pesan tidak tersedia: {error}. Isi KINERJA_REDIS_URL dengan alamat Redis Anda.")
    except StartFailed as error:
        return _refuse(f"Kinerja tidak dapat dijalankan: {error}")


def _run(system: System, data: Path) -> int:
    _obey_signals(system)
    began = time.monotonic()
    _say(f"Folder data: {data}")
    system.start()
    if not system.stopping:
        _say(_welcome(system, time.monotonic() - began))
    system.wait()
    _say("Kinerja sudah berhenti.")
    return 0


def _obey_signals(system: System) -> None:
    def stop(number: int, _frame: FrameType | None) -> None:
        if system.stopping:
            system.request_kill()
            return
        system.request_stop()
        if number == signal.SIGINT:
            _say("\nMenghentikan Kinerja … Tekan Ctrl-C sekali lagi untuk menghentikannya seketika.")

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _welcome(system: System, seconds: float) -> str:
    lines = [f"Kinerja siap dalam {seconds:.1f} detik.".replace(".", ",", 1), "", f"  Alamat        {system.address}"]
    if system.mailbox_url:
        lines.append(f"  Kotak e-mail  {system.mailbox_url}")
    return "\n".join([*lines, "  Berhenti      Ctrl-C", ""])


def _already_running(data: Path, pid: int | None) -> str:
    record = run_file.read(data)
    where = f" di {record.address}" if record is not None else ""
    return (
        f"Kinerja sudah berjalan{where} untuk folder data {data} (pid {pid}).\n"
        "Hentikan dengan ./kinerja stop, atau pilih folder lain dengan --data."
    )


def _log_to(path: Path, *, verbose: bool) -> None:
    streams = (path.open("a", encoding="utf-8"), *([sys.stderr] if verbose else []))
    log_to(*streams, service="launcher", process="launcher")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kinerja demo", description="Menjalankan seluruh sistem di komputer ini.")
    data_argument(parser)
    parser.add_argument("--port", type=int, help="port halaman web (bawaan: 8067, atau yang bebas)")
    parser.add_argument(
        "--scale",
        type=_name_and_count,
        action="append",
        default=[],
        metavar="PROSES=JUMLAH",
        help="jalankan beberapa pekerja, misalnya analysis-worker=3; boleh diulang",
    )
    parser.add_argument("--verbose", action="store_true", help="tampilkan catatan semua proses")
    return parser


def _name_and_count(text: str) -> tuple[str, int]:
    name, _, count = text.partition("=")
    if not (count.isascii() and count.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r}; tulislah misalnya analysis-worker=3")
    return name, int(count)


def _say(text: str) -> None:
    print(text, flush=True)


def _refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
