"""What run.py does on Windows, as far as it can be tried elsewhere: its own functions, told that they are there.

Only what the system itself does is put in its place: which system it is, its lock, and which programs it finds.
"""

from __future__ import annotations

import errno
import importlib.util
import ntpath
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from receptive.authoring.release import RUN

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there it is the real thing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a space in its name, as Windows likes them."""
    made = tmp_path / "my lesson"
    made.mkdir()
    shutil.copy(RUN, made)
    return made


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py, loaded as if on Windows."""
    spec = importlib.util.spec_from_file_location("run", folder / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        spec.loader.exec_module(module)
    assert module.WINDOWS
    return module


def test_an_environment_has_the_layout_of_windows(run: ModuleType, folder: Path) -> None:
    assert (folder / ".venv" / "Scripts" / "python.exe") == run.PYTHON
    packages = folder / ".venv" / "Lib" / "site-packages"
    for name in ("numpy", "numpy-2.0.dist-info", "receptive"):
        (packages / name).mkdir(parents=True)
    assert run.list_packages() == ["numpy", "receptive"]


@pytest.mark.parametrize(
    ("script", "found", "called"),
    [
        ("run.py", True, "py run.py"),
        ("run.py", False, "python run.py"),
        (r"..\lesson\run.py", True, r"py ..\lesson\run.py"),
        (r"C:\Users\Zoë\lesson\run.py", True, r"py C:\Users\Zoë\lesson\run.py"),
        (r"my lesson\run.py", True, r'py "my lesson\run.py"'),
        (r"lesson(1)\run.py", True, r'py "lesson(1)\run.py"'),  # a call, to PowerShell
        (r"R&D\run.py", True, r'py "R&D\run.py"'),  # two commands, to cmd
    ],
)
def test_the_commands_that_are_suggested_can_be_typed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, script: str, found: bool, called: str
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: f"C:\\Windows\\{name}.exe" if found else None)
    monkeypatch.setattr(sys, "argv", [script])
    told = run.environment_of_grade()
    assert told["RECEPTIVE_COMMAND"] == called
    assert told["PYTHONUTF8"] == "1"


class Locks:
    """`msvcrt` as its documentation has it: one byte from where the file stands; OSError if somebody has it."""

    LK_NBLCK = 2

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.asked: list[tuple[int, int, int]] = []

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        self.asked.append((os.lseek(descriptor, 0, os.SEEK_CUR), mode, count))
        if len(self.asked) <= self.refusals:
            raise OSError(errno.EACCES, "Permission denied")


def wait(run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, refusals: int) -> tuple[Locks, list[float]]:
    locks, slept = Locks(refusals), list[float]()
    monkeypatch.setitem(sys.modules, "msvcrt", locks)  # type: ignore[arg-type]  # stands for a module
    monkeypatch.setattr(run, "time", SimpleNamespace(sleep=slept.append))
    with monkeypatch.context() as patched, (folder / "run.py").open("rb") as script:
        patched.setattr(sys, "platform", "win32")
        run.wait_for_others(script)
    return locks, slept


@pytest.mark.parametrize("refusals", [0, 3])
def test_two_of_them_wait_for_each_other(
    run: ModuleType,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    refusals: int,
) -> None:
    locks, slept = wait(run, folder, monkeypatch, refusals)
    size = (folder / "run.py").stat().st_size
    assert all(place > size and count == 1 for place, _, count in locks.asked)  # else nobody could read it meanwhile
    assert (len(locks.asked), len(slept)) == (refusals + 1, refusals)
    assert capsys.readouterr().err.count("waiting for it") == (refusals > 0)


def test_a_disk_that_cannot_lock_is_not_waited_for_without_end(
    run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, slept = wait(run, folder, monkeypatch, 1 << 20)
    assert sum(slept) == run.MOST_WAIT_S


def test_it_waits_for_grade_and_ends_as_grade_does(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """`os.execve` would give the prompt back at once, and take a path with a space apart."""
    monkeypatch.setattr(run.os, "execve", None)
    before = signal.getsignal(signal.SIGINT)
    try:
        code = run.run([sys.executable, "-c", "import sys; sys.exit(len(sys.argv[1]))", "a b c"], dict(os.environ))
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # Ctrl-C is for grade
    finally:
        signal.signal(signal.SIGINT, before)
    assert code == 5


def test_the_launcher_is_asked_for_a_newer_python(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def call(command: list[str], **_: Any) -> int:
        asked.append(command)
        return 0 if "-3.12" in command else 103  # what the launcher gives for a version that is not there

    monkeypatch.setattr(run.shutil, "which", lambda name: rf"C:\Windows\{name}.exe" if name == "py" else None)
    monkeypatch.setattr(subprocess, "call", call)
    assert run.find_newer_python() == [r"C:\Windows\py.exe", "-3.12"]
    assert [command[1] for command in asked] == ["-3.14", "-3.13", "-3.12"]


def refuse(run: ModuleType, path: Path) -> str:
    return str(run.what_to_do(PermissionError(errno.EACCES, "Access is denied", str(path))))


def test_what_is_in_use_and_what_cannot_be_written_are_told_apart(run: ModuleType) -> None:
    assert "cannot be written to" in refuse(run, run.ENVIRONMENT)  # it could not be made
    assert "cannot be written to" in refuse(run, run.FOLDER / "color.py")
    run.ENVIRONMENT.mkdir()
    assert "is in use" in refuse(run, run.ENVIRONMENT)
    assert "is in use" in refuse(run, run.ENVIRONMENT / "Lib" / "site-packages" / "numpy.pyd")


@pytest.mark.parametrize("windows", [True, False])
def test_a_folder_whose_name_no_environment_may_have(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, windows: bool
) -> None:
    separator = ntpath.pathsep if windows else os.pathsep
    monkeypatch.setattr(run.os, "pathsep", separator)
    place = run.FOLDER / f"a{separator}b"
    place.mkdir()
    monkeypatch.setattr(run, "FOLDER", place)
    monkeypatch.setattr(run, "ENVIRONMENT", place / ".venv")
    monkeypatch.setattr(run, "NOTE", place / ".venv" / "lesson.json")
    with pytest.raises(run.CannotRun, match="rename it"):
        run.make_environment()


def test_the_course_is_named_by_an_address_that_every_code_page_has(
    run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "COURSE", folder / "Übung 1" / "index.html")
    assert run.open_course() == 0
    told = capsys.readouterr().out
    assert told.isascii()
    assert "my%20lesson/%C3%9Cbung%201/index.html" in told
