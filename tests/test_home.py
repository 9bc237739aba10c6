"""A student's folder, and the actions of an ordinary day: unpack, update, move, interrupt, damage, go offline."""

from __future__ import annotations

import ast
import os
import runpy
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from home import Home, finished, hashes, other_wheel, packages_at_hand
from receptive.authoring.release import RUN
from receptive.catalogue.content import find_content
from receptive.live.server.place import identity
from support import solution, wait_until
from test_hostile import OTHER_USER, as_user

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its environments have other paths")
CONTENT = find_content()


@pytest.fixture(scope="module")
def unpacked(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A release, unpacked and not used yet."""
    return Home(released / "lesson", packages_at_hand(tmp_path_factory.mktemp("at hand") / "packages"))


@pytest.fixture(scope="module")
def ready(unpacked: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same, set up."""
    home = unpacked.copy(tmp_path_factory.mktemp("home") / "lesson")
    ran = home.run("list")
    assert (ran.code, "Setting up" in ran.err) == (0, True), ran.err
    return home


@pytest.fixture
def home(ready: Home, tmp_path: Path) -> Home:
    """One that is set up, to be hurt. It was copied, so it also was moved."""
    return ready.copy(tmp_path / "my lesson")


def is_one_sentence(ran: object) -> bool:
    told = [line for line in getattr(ran, "err", "").splitlines() if line.startswith("run.py: ")]
    return len(told) == 1 and "Traceback" not in getattr(ran, "err", "")


def test_set_up_writes_what_is_missing_and_its_own_commands_work(home: Home) -> None:
    there = {path.name for path in home.folder.iterdir()}
    assert there >= {"conftest.py", *(f"{slug}.py" for slug in CONTENT.topics())}
    assert "python3 run.py hint color" in (home.folder / "README.md").read_text()
    (home.folder / "output_size.py").write_text("def conv_out(i, k, s=1, p=0, d=1): return 7\n")
    (home.folder / "random.py").write_text("raise SystemExit('this is not Python's own')\n")
    ran = home.run("output_size")
    assert ran.code == 1
    assert "Setting up" not in ran.err
    assert "Next: python3 run.py hint output_size." in ran.out
    for words in (("--help",), ("hint", "--help"), ("status",), ("hint", "color"), ("submit",), ("nonsense",)):
        told = home.run(*words)
        text = (told.out + told.err).replace("`grade start`", "").replace("grade: ", "")
        assert "  grade " not in text, text
        assert ": grade " not in text, text
    assert "python3 run.py" in home.run("hint", "--help").out


def test_a_warm_server_never_answers_with_another_form(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = identity()
    monkeypatch.setenv("RECEPTIVE_COMMAND", "python3 run.py")
    assert identity() != mine


def test_it_works_on_its_own_folder_from_anywhere(home: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "color.py").write_text(solution("color"))
    own = home.run("color", "--json", cwd=elsewhere)
    assert own.attempt["points"] == 0.0
    given = home.run("color.py", "--json", cwd=elsewhere)
    assert given.attempt["points"] == given.attempt["max_points"]
    assert home.run("submit", "mine.zip", cwd=elsewhere).code == 0
    assert (elsewhere / "mine.zip").exists()
    assert home.run("submit", cwd=elsewhere).code == 0
    assert (home.folder / "submission.zip").exists()
    assert "python3 '../my lesson/run.py' hint color." in home.run("hint", "color", cwd=elsewhere).out


def test_a_newer_lesson_is_unpacked_over_work(home: Home, unpacked: Home) -> None:
    (home.folder / "color.py").write_text(solution("color"))
    (home.folder / "output_size.ipynb").write_text("{}")
    (home.folder / "output_size.py").unlink()
    before = hashes(home.folder)
    for path in unpacked.folder.rglob("*"):
        if path.is_file():
            shutil.copy2(path, home.folder / path.relative_to(unpacked.folder))
    other_wheel(unpacked.wheel(), home.folder, note="newer")  # of the same version and the same date
    assert hashes(home.folder) == before | {home.wheel().name: hashes(home.folder)[home.wheel().name]}
    ran = home.run("color", "--json")
    assert "Installing another version" in ran.err
    assert ran.attempt["points"] == ran.attempt["max_points"]
    after = hashes(home.folder)
    assert not (home.folder / "output_size.py").exists()  # its notebook is the work
    assert {name for name in before if before[name] != after[name]} == {
        home.wheel().name, "build_cnn.py", "filter_math.py", "parameter_count.py",
    }  # fmt: skip
    assert (home.folder / "filter_math.py").read_text().endswith("# newer\n")  # nobody had written in it
    assert "Installing" not in home.run("list").err


def test_another_folder_is_graded_by_the_command_that_is_named(home: Home, tmp_path: Path) -> None:
    started = home.run("start", "elsewhere", cwd=tmp_path)
    command = started.out.partition("then: ")[2].splitlines()[0]
    assert command.endswith(" elsewhere/color.py")
    assert (tmp_path / "elsewhere" / "color.py").exists()
    assert "0 of 5.25" in home.run("elsewhere/color.py", cwd=tmp_path).out


@pytest.mark.parametrize("home_of_python", ["", "home = /nowhere/at/all"])
def test_an_environment_whose_python_is_gone_is_noticed(home_of_python: str, tmp_path: Path) -> None:
    (tmp_path / "pyvenv.cfg").write_text(f"{home_of_python}\n")
    python_of = runpy.run_path(str(RUN))["python_of"]
    assert python_of(tmp_path, Path(sys.executable)) == ""
    (tmp_path / "pyvenv.cfg").write_text(f"home = {tmp_path}\n")
    assert python_of(tmp_path, tmp_path / "python.exe") == f"python.exe in {tmp_path}"


def test_on_windows_the_launcher_finds_a_newer_python() -> None:
    commands = runpy.run_path(str(RUN))["commands_of_newer_pythons"]
    assert commands(True)[0] == ["py", "-3.14"]
    assert commands(False)[-1] == ["python3.11"]


def test_of_several_wheels_the_newest_version_is_installed(tmp_path: Path) -> None:
    shutil.copy(RUN, tmp_path)
    for version in ("0.10.0", "0.9.0", "0.11.0rc1", "0.11.0", "0.11.0.dev3"):
        (tmp_path / f"receptive-{version}-py3-none-any.whl").touch()
    (tmp_path / "receptive-0.12.0-py3-none-any (1).whl").touch()  # a name that pip refuses
    found = runpy.run_path(str(tmp_path / "run.py"))["find_wheel"]()
    assert found.name == "receptive-0.11.0-py3-none-any.whl"


def test_without_a_network_the_lesson_that_is_there_goes_on(home: Home, unpacked: Home) -> None:
    other_wheel(unpacked.wheel(), home.folder, "0.2.0", needs="a-package-that-nobody-has>=1")
    ran = home.run("--version")
    assert (ran.code, ran.out) == (0, "grade 0.1.0\n")
    assert is_one_sentence(ran)
    assert "going on with the lesson that was installed before" in ran.err


@pytest.mark.slow
def test_without_a_network_at_the_first_use(unpacked: Home, tmp_path: Path) -> None:
    home = unpacked.copy(tmp_path / "lesson")
    ran = home.run("color", online=False)
    assert ran.code == 2
    assert is_one_sentence(ran)
    assert "see that there is a network, and run this again" in ran.err


DAMAGES = {
    "another Python": "rm python; ln -s /nowhere/python3.11 python",
    "a package is gone": "rm -r ../lib/python3*/site-packages/receptive",
    "it was not finished": "echo '{\"unfinished\": true}' > ../lesson.json",
    "no folder": "cd ../..; rm -r .venv; touch .venv",
}


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_environment_is_made_anew(home: Home, damage: str) -> None:
    (home.folder / "color.py").write_text(solution("color"))
    subprocess.run(["sh", "-c", DAMAGES[damage]], cwd=home.folder / ".venv" / "bin", check=True)
    ran = home.run("color", "--json")
    assert (ran.code, "Setting up" in ran.err) == (0, True), ran.err
    assert "Setting up" not in home.run("list").err


@pytest.mark.slow
def test_a_set_up_that_is_interrupted_begins_anew_and_two_wait_for_each_other(unpacked: Home, tmp_path: Path) -> None:
    home = unpacked.copy(tmp_path / "lesson")
    command = [sys.executable, "run.py", "--version"]
    first = subprocess.Popen(
        command, cwd=home.folder, env=home.environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_until((home.folder / ".venv" / "lesson.json").exists)
    time.sleep(0.3)
    os.killpg(first.pid, signal.SIGINT)
    told = first.communicate(timeout=60)[1]
    assert (first.returncode, "Traceback" in told) == (130, False), told
    both = [
        subprocess.Popen(command, cwd=home.folder, env=home.environment(), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [each.communicate(timeout=120)[0] for each in both] == ["grade 0.1.0\n"] * 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_that_is_somebody_elses(unpacked: Home, open_folder: Path) -> None:
    home = unpacked.copy(open_folder / "lesson")
    ran = finished([*as_user(OTHER_USER), "/usr/bin/python3", "run.py"], home.folder, {"PATH": "/usr/bin:/bin"})
    if ran.code == 127 or "Python 3.11" in ran.err:
        pytest.skip("no Python here that the other user could use")
    assert (ran.code, is_one_sentence(ran)) == (2, True), ran.err
    assert "copy the folder to a place of your own" in ran.err


def test_an_older_python_reads_the_file_and_looks_for_a_newer_one(unpacked: Home, tmp_path: Path) -> None:
    ast.parse(RUN.read_text("utf-8"), feature_version=(3, 6))
    old = "import runpy, sys; sys.version_info = (3, 6, 9); sys.argv = ['run.py', '--version']; "
    command = [sys.executable, "-c", old + "runpy.run_path('run.py', run_name='__main__')"]
    home = unpacked.copy(tmp_path / "lesson")
    ran = finished(command, home.folder, home.environment(PATH=str(tmp_path)))
    assert (ran.code, is_one_sentence(ran)) == (2, True), ran.err
    assert "https://www.python.org/downloads/" in ran.err
    (tmp_path / "python3.13").write_text("#!/bin/sh\nexit 127\n")  # as a version manager that has none leaves it
    (tmp_path / "python3.12").write_text('#!/bin/sh\necho "$*"\n')
    for name in ("python3.13", "python3.12"):
        (tmp_path / name).chmod(0o755)
    ran = finished(command, home.folder, home.environment(PATH=f"{tmp_path}:/usr/bin:/bin"))
    assert ran.out.splitlines()[-1] == "run.py --version"


def test_the_open_criteria_are_tests(home: Home) -> None:
    (home.folder / "output_size.py").write_text("def conv_out(i, k, s=1, p=0, d=1): return 7\n")
    pytest_there = [str(home.python), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    listed = finished([*pytest_there, "--collect-only"], home.folder, home.environment())
    assert "output_size.py::conv_out: Larger strides round down" in listed.out
    ran = finished([*pytest_there, "-rsf", "output_size.py"], home.folder, home.environment())
    assert ran.code == 1
    assert "conv_out(" in ran.out
    assert "the result is wrong" in ran.out
    assert "Traceback" not in ran.out
    assert "testing.py" not in ran.out
    assert "Larger strides round down (hidden: run when you hand in)" in ran.out


@pytest.mark.parametrize("topic", CONTENT.topics())
def test_a_file_that_is_run_alone_says_what_to_do_instead(topic: str) -> None:
    ran = finished([sys.executable, str(CONTENT.stub(topic))], CONTENT.root, os.environ)
    assert f"python3 run.py {topic}, or: grade {topic}" in ran.out


def test_pytest_with_another_python_says_which_to_choose(home: Home) -> None:
    without = [sys.executable, "-S", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = finished(without, home.folder, home.environment())
    assert "choose the Python that the lesson is installed in (.venv)" in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
