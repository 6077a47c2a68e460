"""What `./kinerja measure` is asked to do."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from services.analysis.domain.policies import CAPS, Policy
from services.analysis.domain.scales import Scale
from services.analysis.scale_files import DEFAULT_SCALE


@dataclass(frozen=True, slots=True)
class MeasureOptions:
    """`as_json`: JSON alone on standard output."""

    file: Path
    scale: Scale
    policy: Policy
    as_json: bool


def read_options(arguments: Sequence[str], scales: Mapping[str, Scale]) -> MeasureOptions:
    """Read the command line; argparse exits with 2 and a usage line for what it does not know."""
    given = _parser(scales).parse_args(arguments)
    return MeasureOptions(given.file, given.scale, Policy(cap=given.cap), given.json)


def _parser(scales: Mapping[str, Scale]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./kinerja measure",
        description="Mengukur capaian setiap indikator dalam sebuah tabel, tanpa sistem yang berjalan.",
        epilog="Skala: " + "; ".join(f"{scale.id} ({scale.name})" for scale in scales.values()) + ".",
    )
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="tabel CSV atau XLSX; kolomnya dijelaskan di docs/measure.md")
    add(
        "--scale",
        type=_scale(scales),
        default=DEFAULT_SCALE,
        metavar="SKALA",
        help="skala predikat (bawaan: %(default)s)",
    )
    caps = ", ".join(map(str, CAPS))
    add("--cap", type=_cap, metavar="PERSEN", help=f"batas atas capaian: {caps}, atau none (bawaan: none)")
    add("--json", action="store_true", help="hanya JSON pada keluaran standar")
    return parser


def _scale(scales: Mapping[str, Scale]) -> Callable[[str], Scale]:
    def scale(text: str) -> Scale:
        if text not in scales:
            raise argparse.ArgumentTypeError(f"“{text}” tidak dikenal; pilih {', '.join(scales)}")
        return scales[text]

    return scale


def _cap(text: str) -> Decimal | None:
    known = {"none": None, "tanpa": None, **{str(cap): cap for cap in CAPS}}
    if text.casefold() not in known:
        raise argparse.ArgumentTypeError(f"“{text}” tidak dikenal; pilih {', '.join(known)}")
    return known[text.casefold()]
