"""`./kinerja restore SOURCE`: brings a backup back into an empty place."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from launcher.backup.place import Place, place_of
from launcher.backup.problem import BackupProblem
from launcher.backup.restore import Restored, restore
from launcher.data_folder import data_argument


def main(arguments: Sequence[str]) -> int:
    """Restore; 1 when it could not be done, with the reason in words."""
    chosen = _parser().parse_args(arguments)
    try:
        place = place_of(chosen.data)
        with _opened(chosen.source) as source:
            restored = restore(place, source, replace=chosen.replace)
    except FileNotFoundError as error:
        print(f"Pemulihan gagal: Berkas {error.filename} tidak ada.", file=sys.stderr)
        return 1
    except (BackupProblem, OSError) as error:
        print(f"Pemulihan gagal: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nPemulihan dihentikan. Ulangi dengan --replace sebelum Kinerja dijalankan.", file=sys.stderr)
        return 130
    print(_summary(restored, place), file=sys.stderr)
    return 0


@contextmanager
def _opened(source: str) -> Iterator[IO[bytes]]:
    if source == "-":
        yield sys.stdin.buffer
        return
    with Path(source).expanduser().open("rb") as file:
        yield file


def _summary(restored: Restored, place: Place) -> str:
    manifest = restored.manifest
    lines = [
        f"Sistem dipulihkan ke keadaan {manifest.taken_at.astimezone():%Y-%m-%d %H:%M:%S %z} di {place.data}.",
        "Yang terjadi sesudah saat itu tidak ada lagi. Jalankan Kinerja; yang belum terkirim dikirim lagi sendiri.",
    ]
    if restored.aside:
        lines.append(f"Data yang ada sebelumnya disisihkan dengan nama berakhiran {restored.aside}.")
    if place.secret_key is None or not manifest.has_secret_key:
        lines.append(
            "Pakailah KINERJA_SECRET_KEY yang lama, agar tautan dalam surat yang sudah terkirim tetap berlaku."
        )
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kinerja restore",
        description="Memulihkan cadangan ke tempat yang kosong. Sistem harus berhenti.",
    )
    data_argument(parser)
    parser.add_argument("source", help="berkas cadangan .tar.gz, atau - (masukan standar)")
    parser.add_argument("--replace", action="store_true", help="sisihkan data yang ada (tidak dihapus), lalu pulihkan")
    return parser
