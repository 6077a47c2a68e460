"""Which data folder a command is about."""

import argparse
import os
from pathlib import Path

from launcher.options import DEFAULT_DATA


def data_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--data` to a command. KINERJA_DATA counts where it is not given."""
    default = Path(os.environ.get("KINERJA_DATA") or DEFAULT_DATA)
    parser.add_argument(
        "--data",
        type=lambda text: Path(text).expanduser().absolute(),
        default=default.absolute(),
        metavar="FOLDER",
        help="folder data (bawaan: .kinerja/demo di folder proyek)",
    )
