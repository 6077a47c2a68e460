"""What a campaign is asked to do."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignOptions:
    """`only`: names of faults, all where empty. `patience_s`: how long everything may take to go on after a fault.

    `out`: where journal and logs are kept.
    """

    minutes: float
    seed: int
    database: str
    players: int
    only: tuple[str, ...]
    resend: bool
    patience_s: float
    out: Path | None


def read_options(arguments: Sequence[str], known: Sequence[str]) -> CampaignOptions:
    """Read the command line; argparse exits for what it does not know. `known`: the names of the faults."""
    parser = argparse.ArgumentParser(
        prog="kinerja faults",
        description="Uji gangguan: memainkan banyak siklus sekaligus pada sistem sementara sambil mengganggunya.",
    )
    add = parser.add_argument
    add("--minutes", type=float, default=2.0, metavar="N", help="lama gangguan dilemparkan (bawaan: 2)")
    add("--seed", type=int, default=1, metavar="S", help="benih pengacak (bawaan: 1)")
    add("--database", choices=("sqlite", "postgresql"), default="sqlite", help="basis data (bawaan: sqlite)")
    add("--players", type=int, default=3, metavar="N", help="kantor yang bermain sekaligus (bawaan: 3)")
    add("--only", action="append", default=[], choices=known, help="hanya gangguan ini; boleh diulang")
    add("--no-resend", action="store_false", dest="resend", help="tanpa pengiriman ulang, untuk melihatnya gagal")
    add("--patience", type=float, default=90.0, dest="patience_s", metavar="DETIK", help="batas pulih (bawaan: 90)")
    add("--out", type=Path, metavar="DIR", help="simpan jurnal pemain dan gangguan serta catatan semua proses")
    given = vars(parser.parse_args(arguments))
    return CampaignOptions(**{**given, "only": tuple(given["only"])})
