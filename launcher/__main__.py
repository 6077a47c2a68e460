"""`./kinerja COMMAND`: what a person may call, one line each."""

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from launcher.data_folder import data_argument
from launcher.environment import children_environment, given, is_decided, settings_of
from launcher.keys import keys_of
from launcher.memory_folder import temporary_files_in_memory
from launcher.options import PROJECT, Options
from launcher.plan import prepare_folder
from launcher.ports import choose
from launcher.run_file import read
from launcher.system_map import SERVICES

# Commands of the launcher itself: a module with `main(arguments) -> exit code`.
_OWN = {
    "backup": "launcher.backup.command",
    "demo": "launcher.demo",
    "restore": "launcher.backup.restore_command",
    "status": "launcher.status",
    "stop": "launcher.stop",
}
# Commands that live elsewhere and are run as `python -m`.
_ELSEWHERE = {
    "rehearse": "rehearsal",
    "faults": "faults",
    "admin": "services.intake.admin",
    "office": "services.intake.office",
    "dead-letters": "shared.delivery.dead_letters_command",
    "sop": "services.intake.sop_check",
    "measure": "services.analysis.measure_command",
}
# All tests side by side; those that start a whole system follow each other (xdist_group). One place more than there are
# processors, as these tests mostly wait for their system.
_ALL_TESTS = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadgroup")
# These work on the databases of a data folder, whether its system runs or not.
_ON_DATA = ("admin", "office", "dead-letters")
_ASKS_FOR_HELP = {"--help", "-h"}
_NO_DATA = "Tidak ada basis data di folder {}. Sebutkan folder data yang benar dengan --data FOLDER."
_HELP = """\
Pemakaian: ./kinerja PERINTAH [PILIHAN]

  demo          menjalankan seluruh sistem di komputer ini dengan data contoh
  status        menampilkan proses yang berjalan, memori, dan alamatnya
  stop          menghentikan sistem yang sedang berjalan
  backup        mencadangkan basis data dan berkas; sistem boleh sedang berjalan
  restore       memulihkan cadangan ke tempat yang kosong
  rehearse      gladi: memainkan satu siklus penuh pada sistem sementara
  faults        uji gangguan: memainkan banyak siklus sambil mengganggu sistem sementara
  admin         membuat dan mengurus akun admin
  office        membuat dan mengurus kantor (instansi)
  dead-letters  kiriman antarlayanan yang gagal: melihat, mengulang, melepaskan
  sop           memeriksa berkas SOP
  measure       mengukur capaian indikator dalam sebuah tabel CSV atau XLSX
  test          memasang alat uji dan menjalankan semua pengujian
  help          menampilkan bantuan ini

Setiap perintah menjelaskan pilihannya dengan --help. Yang bekerja pada data (status, stop, backup, restore, admin,
office, dead-letters) memakai folder data yang disebut dengan --data FOLDER (bawaan: .kinerja/demo di folder proyek)."""


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says; 2 for a word that is no command."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    if command in ("help", "--help", "-h"):
        print(_HELP)
        return 0
    if command == "test":
        return _replace_by("pytest", rest or _ALL_TESTS, folder=PROJECT, extra=temporary_files_in_memory())
    if command in _OWN:
        result: int = importlib.import_module(_OWN[command]).main(rest)
        return result
    if command in _ELSEWHERE:
        options = _options_for(rest) if command in _ON_DATA else None
        if options and command == "dead-letters" and not _has_databases(options) and not _ASKS_FOR_HELP & set(rest):
            print(_NO_DATA.format(options.data), file=sys.stderr)
            return 2
        settings = _settings_of(options) if options else None
        return _replace_by(_ELSEWHERE[command], rest, settings=settings)
    print(f"Perintah “{command}” tidak dikenal.\n\n{_HELP}", file=sys.stderr)
    return 2


def _replace_by(
    module: str,
    arguments: Sequence[str],
    *,
    folder: Path | None = None,
    settings: Mapping[str, str] | None = None,
    extra: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Become `python -m module`: its exit code and Ctrl-C are then the module's own."""
    if folder is not None:
        os.chdir(folder)
    own = {**os.environ, **extra, "PYTHONPATH": str(PROJECT)}
    environment = own if settings is None else children_environment(settings)
    sys.stdout.flush()
    # -P: modules are ours, never those of the folder where the command was typed.
    os.execve(sys.executable, [sys.executable, "-P", "-m", module, *arguments], environment)  # noqa: S606 no shell wanted


def _options_for(arguments: list[str]) -> Options:
    """The data folder that `--data` names; it is taken out of the arguments."""
    parser = argparse.ArgumentParser(prog="kinerja", add_help=False, allow_abbrev=False)
    data_argument(parser)
    chosen, arguments[:] = parser.parse_known_args(arguments)
    return Options(data=chosen.data)


def _settings_of(options: Options) -> dict[str, str]:
    prepare_folder(options.data)
    running = read(options.data)
    return settings_of(options, running.ports if running else choose(0, options.bind), keys_of(options.data))


def _has_databases(options: Options) -> bool:
    """Whether there is anything to work on: a folder that is named by mistake is not made."""
    decided = given(options)
    return all(
        is_decided(f"KINERJA_DATABASE_URL_{name.upper()}", decided) or (options.data / "db" / f"{name}.sqlite").exists()
        for name in SERVICES
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
