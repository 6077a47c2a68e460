"""`./kinerja backup TARGET`: the four databases and the files as of one moment, in one file."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from launcher.backup.manifest import Manifest
from launcher.backup.place import place_of
from launcher.backup.problem import BackupProblem
from launcher.backup.take import take
from launcher.data_folder import data_argument

_ENDINGS = (".tar.gz", ".tgz")
_STANDARD_OUTPUT = "-"


def main(arguments: Sequence[str]) -> int:
    """Take a backup; 1 when it could not be taken, with the reason in words, and then no file is left."""
    parser = argparse.ArgumentParser(
        prog="kinerja backup",
        description="Mencadangkan keempat basis data dan semua berkas pada satu saat. Sistem boleh sedang berjalan.",
    )
    data_argument(parser)
    parser.add_argument("target", help="berkas .tar.gz yang akan dibuat, folder untuknya, atau - (keluaran standar)")
    chosen = parser.parse_args(arguments)
    try:
        with _opened(chosen.target) as (out, scratch, name):
            manifest = take(place_of(chosen.data), out, scratch)
    except (BackupProblem, OSError) as error:
        print(f"Pencadangan gagal: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nPencadangan dihentikan; tidak ada cadangan yang dibuat.", file=sys.stderr)
        return 130
    print(_summary(manifest, name), file=sys.stderr)
    return 0


@contextmanager
def _opened(target: str) -> Iterator[tuple[IO[bytes], Path, str]]:
    """Where to write, a folder for what is being copied, and how to call the result."""
    if target == _STANDARD_OUTPUT:
        with tempfile.TemporaryDirectory(prefix="kinerja-backup-") as scratch:
            yield sys.stdout.buffer, Path(scratch), "keluaran standar"
        return
    path = _path(Path(target).expanduser().absolute())
    with tempfile.TemporaryDirectory(prefix=".kinerja-backup-", dir=path.parent) as scratch:
        draft = Path(scratch) / path.name
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out, Path(scratch), str(path)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(path)


def _path(target: Path) -> Path:
    if target.is_dir():
        target = target / f"kinerja-{datetime.now().astimezone():%Y%m%d-%H%M%S}.tar.gz"
    if not target.name.endswith(_ENDINGS):
        raise BackupProblem(f"Nama {target.name} harus berakhiran .tar.gz, atau sebutkan folder yang sudah ada.")
    if target.exists():
        raise BackupProblem(f"{target} sudah ada dan tidak ditimpa. Pilih nama lain.")
    if not target.parent.is_dir():
        raise BackupProblem(f"Folder {target.parent} tidak ada.")
    return target


def _summary(manifest: Manifest, name: str) -> str:
    files = sum(member.startswith("files/") for member in manifest.members)
    lines = [
        f"Cadangan dibuat: {name}",
        f"  saat       {manifest.taken_at.astimezone():%Y-%m-%d %H:%M:%S %z}",
        f"  isi        {sum(manifest.rows.values())} baris dalam {len(manifest.rows)} basis data, {files} berkas",
    ]
    if not manifest.has_secret_key:
        lines.append("  kunci      tidak termasuk: KINERJA_SECRET_KEY Anda atur sendiri; simpanlah terpisah")
    if manifest.damaged_files:
        lines.append(f"  rusak      {len(manifest.damaged_files)} berkas sudah rusak di tempat penyimpanannya:")
        lines += [f"             {file}" for file in manifest.damaged_files]
    return "\n".join([*lines, "Cadangan memuat data pribadi. Simpanlah di tempat yang hanya dapat dibuka oleh Anda."])
