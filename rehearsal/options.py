"""What a rehearsal is asked to do."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rehearsal.failure import CannotBegin

_OF_OUR_OWN_SYSTEM = ("database", "data", "sop", "late")


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalOptions:
    """`late` and `returned` are step numbers; `against` is the address of a running system, else one is started."""

    database: str = "sqlite"
    data: Path | None = None
    sop: Path | None = None
    late: int | None = None
    returned: int | None = None
    against: str | None = None
    mailbox: str | None = None
    out: Path | None = None
    json: Path | None = None
    period: str = "2025"


def read_options(arguments: Sequence[str]) -> RehearsalOptions:
    """Read the command line. Raises CannotBegin for options that contradict each other; argparse exits for the rest."""
    given = vars(_parser().parse_args(arguments))
    if given["against"]:
        _check_against(given)
    if not str(given["period"] or 2025).isdecimal():
        raise CannotBegin("--period: tulis tahun dengan empat angka.")
    if given["mailbox"] and not given["against"]:
        raise CannotBegin("--mailbox hanya dipakai bersama --against.")
    return RehearsalOptions(**{name: value for name, value in given.items() if value is not None})


def _check_against(given: dict[str, object]) -> None:
    used = [f"--{name}" for name in _OF_OUR_OWN_SYSTEM if given[name] is not None]
    if used:
        raise CannotBegin(
            f"--against tidak dapat dipakai bersama {', '.join(used)}:"
            " kantor, data, SOP, dan jam sistem yang sedang berjalan tidak diubah oleh gladi."
        )
    if urlsplit(str(given["against"])).scheme not in {"http", "https"}:
        raise CannotBegin(f"--against {given['against']}: tulis alamat yang diawali http:// atau https://.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kinerja rehearse",
        description="Gladi: memainkan satu siklus penuh lewat halaman web dan kotak surat, pada sistem sementara.",
    )
    add = parser.add_argument
    add("--database", choices=("sqlite", "postgresql"), help="basis data sistem sementara (bawaan: sqlite)")
    add(
        "--data",
        type=_file,
        metavar="FILE.csv",
        help="unit dan indikator yang dipakai, dengan realisasinya; triwulan pada kolom periode, uang pada pagu",
    )
    add("--sop", type=_file, metavar="FILE.yaml", help="SOP yang dimainkan, dengan kantor contoh")
    add("--late", type=int, metavar="N", help="tugas terakhir langkah N dibiarkan melewati waktu baku")
    add("--return", type=int, metavar="N", dest="returned", help="keputusan langkah N sekali mengembalikan")
    add("--against", metavar="URL", help="sistem yang sudah berjalan, mode demo")
    add("--mailbox", metavar="URL", help="alamat kotak surat sistem itu, bila halamannya tidak menyebutkannya")
    add("--out", type=_file, metavar="DIR", help="folder untuk dokumen")
    add(
        "--period", metavar="TAHUN", help="tahun yang dilaporkan; bila sedang berjalan, tahun berikutnya (bawaan: 2025)"
    )
    add("--json", type=_file, metavar="FILE", help="laporan gladi untuk mesin (docs/rehearsal.schema.json)")
    return parser


def _file(text: str) -> Path:
    return Path(text).expanduser().absolute()
