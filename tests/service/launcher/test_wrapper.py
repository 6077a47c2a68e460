"""`./kinerja` on machines that lack something, and what it does to `.venv/`. No package is downloaded."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from launcher.options import PROJECT

TOOLS = ("dirname", "readlink", "cmp", "sh")
LOCK = "# no packages\n"
SAY_ARGUMENTS = "import sys\nprint('launcher', *sys.argv[1:])\n"
# Debian without python3-venv: `import ensurepip` fails.
WITHOUT_ENSUREPIP = """\
import importlib.machinery, runpy, sys
class Without(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name == "ensurepip" else super().find_spec(name, path, target)
sys.meta_path[-1] = Without
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone with a lock that asks for nothing and a launcher that says what it was asked."""
    folder = tmp_path / "a clone"
    (folder / "launcher").mkdir(parents=True)
    shutil.copy(PROJECT / "kinerja", folder)
    shutil.copy(PROJECT / "launcher" / "prepare.py", folder / "launcher")
    (folder / "launcher" / "__init__.py").touch()
    (folder / "launcher" / "__main__.py").write_text(SAY_ARGUMENTS)
    for name in ("requirements.txt", "requirements-test.txt"):
        (folder / name).write_text(LOCK)
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A PATH with what every POSIX system has, and no Python."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    for name in TOOLS:
        link = tools / name
        if not link.exists():
            link.symlink_to(shutil.which(name) or name)
    return {"PATH": str(tools), "HOME": str(folder), **more}


def run(project: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    variables = environment(project.parent, **more)
    return subprocess.run([project / "kinerja", *arguments], env=variables, capture_output=True, text=True, check=False)


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def bare_venv(project: Path) -> None:
    """What uv makes: a venv without pip. Quick, too."""
    venv.create(project / ".venv", with_pip=False, symlinks=True)


def test_a_machine_without_python_is_told_which_it_needs(project: Path) -> None:
    result = run(project, "demo")
    assert result.returncode == 1
    assert "Kinerja membutuhkan Python 3.11" in result.stderr
    assert "KINERJA_PYTHON" in result.stderr


def test_a_python_that_is_too_old_is_refused_by_name(project: Path, tmp_path: Path) -> None:
    old = program(tmp_path / "python3.9", "exit 1")
    result = run(project, "demo", KINERJA_PYTHON=old)
    assert result.returncode == 1
    assert f"KINERJA_PYTHON ({old}) bukan Python 3.11" in result.stderr


def test_a_machine_without_venv_is_told_the_one_package_to_ask_for(project: Path, tmp_path: Path) -> None:
    (tmp_path / "without.py").write_text(WITHOUT_ENSUREPIP)
    real = sys.executable
    limited = program(
        tmp_path / "python3",
        f'[ "$1" = -I ] && {{ shift; exec "{real}" -I "{tmp_path}/without.py" "$@"; }}\nexec "{real}" "$@"',
    )
    result = run(project, "demo", KINERJA_PYTHON=limited)
    assert result.returncode == 1
    assert "-venv belum terpasang" in result.stderr
    assert result.stdout == ""


def test_set_up_speaks_on_standard_error_and_the_launcher_gets_its_arguments(project: Path) -> None:
    first = run(project, "demo", "--data", "di sini", KINERJA_PYTHON=sys.executable)
    assert first.stdout == "launcher demo --data di sini\n", first.stderr
    assert "Menyiapkan Kinerja" in first.stderr
    second = run(project, "status")
    assert (second.stdout, second.stderr) == ("launcher status\n", "")


def test_a_venv_of_another_tool_without_pip_is_used_as_it_is(project: Path) -> None:
    bare_venv(project)
    before = (project / ".venv" / "pyvenv.cfg").stat().st_ino
    result = run(project, "demo", KINERJA_PYTHON=sys.executable)
    assert result.returncode == 0, result.stderr
    assert (project / ".venv" / "pyvenv.cfg").stat().st_ino == before


def test_an_interrupted_set_up_is_made_anew(project: Path) -> None:
    bare_venv(project)
    (project / ".venv" / "unfinished").touch()
    (project / ".venv" / "left-over").touch()
    result = run(project, "demo", KINERJA_PYTHON=sys.executable)
    assert result.returncode == 0, result.stderr
    assert not (project / ".venv" / "left-over").exists()
    assert not (project / ".venv" / "unfinished").exists()


def test_a_failed_installation_leaves_no_stamp_behind(project: Path) -> None:
    bare_venv(project)
    (project / "requirements.txt").write_text("no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n")
    nowhere = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    result = run(project, "demo", KINERJA_PYTHON=sys.executable, **nowhere)
    assert result.returncode == 1
    assert "Paket tidak dapat dipasang" in result.stderr
    assert not (project / ".venv" / "requirements.stamp").exists()


def test_two_set_ups_at_once_do_not_disturb_each_other(project: Path) -> None:
    variables = environment(project.parent, KINERJA_PYTHON=sys.executable)
    both = [
        subprocess.Popen(
            [project / "kinerja", str(number)],
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for number in (1, 2)
    ]
    assert [process.communicate(timeout=120)[0] for process in both] == ["launcher 1\n", "launcher 2\n"]


def test_the_wrapper_works_through_a_symbolic_link(project: Path, tmp_path: Path) -> None:
    bare_venv(project)
    shutil.copy(project / "requirements.txt", project / ".venv" / "requirements.stamp")
    (tmp_path / "link").symlink_to(project / "kinerja")
    result = subprocess.run(
        [tmp_path / "link", "help"], env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert result.stdout == "launcher help\n", result.stderr
