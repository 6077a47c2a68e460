"""Makes `.venv/` hold exactly what the lock says. Run by the machine's own Python: standard library only.

`python prepare.py requirements|requirements-test`. Safe to interrupt and to run twice at once: the kernel
holds the lock, the stamp (a copy of the lock file) is moved into place last.
"""

import contextlib
import fcntl
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
# Present while .venv/ is being made: what an interrupted run leaves behind is made anew.
_UNFINISHED = VENV / "unfinished"
# The test requirements contain all others.
_ALSO_MET = {"requirements-test": ("requirements",), "requirements": ()}


class CannotPrepare(Exception):
    """What is missing, in the words of the person at the machine."""


def main(arguments: list[str]) -> int:
    """Prepare for the named lock file; 1 when something is missing, with its name."""
    wanted = arguments[0]
    try:
        with _one_at_a_time():
            if not _is_current(wanted):
                _prepare(wanted)
    except CannotPrepare as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nPenyiapan dihentikan. Jalankan perintah yang sama untuk melanjutkannya.", file=sys.stderr)
        return 130
    return 0


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    folder = PROJECT / ".kinerja"
    folder.mkdir(exist_ok=True)
    with (folder / "setup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Menunggu penyiapan lain yang sedang berjalan …", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_current(wanted: str) -> bool:
    stamp = _stamp(wanted)
    return _works() and stamp.exists() and stamp.read_bytes() == _lock_file(wanted).read_bytes()


def _prepare(wanted: str) -> None:
    print(
        "Menyiapkan Kinerja: memasang paket ke .venv/ (sekali saja; beberapa menit pada sambungan lambat) …",
        file=sys.stderr,
    )
    if _UNFINISHED.exists() or not _works():
        _make_venv()
    _ensure_pip()
    _install(_lock_file(wanted))
    for name in (wanted, *_ALSO_MET[wanted]):
        _put_stamp(name)
    print("Penyiapan selesai.", file=sys.stderr)


def _works() -> bool:
    """A Python that answers: the one it was made from may have been removed since."""
    test = "import sys; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and subprocess.run([PYTHON, "-I", "-c", test], check=False).returncode == 0


def _make_venv() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise CannotPrepare(_ask_for_venv())
    VENV.mkdir(exist_ok=True)
    _UNFINISHED.touch()
    for path in VENV.iterdir():
        if path != _UNFINISHED:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    _run([sys.executable, "-I", "-m", "venv", str(VENV)], "Lingkungan Python (.venv/) tidak dapat dibuat.")
    _UNFINISHED.unlink()


def _ask_for_venv() -> str:
    """Debian and Ubuntu keep venv in a package of its own, named after the Python it belongs to."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    package = "python3-venv" if Path(sys.executable).name in ("python3", "python") else f"{version}-venv"
    default = Path("/usr/bin/python3")
    if default.exists() and default.resolve().name == version:
        package = "python3-venv"
    return (
        f"Paket {package} belum terpasang. Mintalah pengelola komputer ini memasangnya:\n"
        f"    sudo apt install {package}\n"
        "lalu jalankan perintah yang sama sekali lagi."
    )


def _ensure_pip() -> None:
    """A .venv/ that another tool made may have no pip."""
    if _quiet([str(PYTHON), "-I", "-m", "pip", "--version"]):
        return
    if not _quiet([str(PYTHON), "-I", "-m", "ensurepip"]):
        raise CannotPrepare(
            "Folder .venv/ dibuat oleh alat lain dan tidak memiliki pip. Hapus folder .venv/, lalu ulangi."
        )


def _install(lock: Path) -> None:
    pip = [str(PYTHON), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps"]
    _run(
        [*pip, "--progress-bar", "off", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
        "Paket tidak dapat dipasang. Periksa sambungan internet, lalu jalankan perintah yang sama sekali lagi.",
    )


def _run(command: list[str], message: str) -> None:
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
        raise CannotPrepare(message)


def _quiet(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _put_stamp(name: str) -> None:
    draft = VENV / f"{name}.stamp.draft"
    shutil.copyfile(_lock_file(name), draft)
    draft.replace(_stamp(name))


def _lock_file(name: str) -> Path:
    return PROJECT / f"{name}.txt"


def _stamp(name: str) -> Path:
    return VENV / f"{name}.stamp"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
