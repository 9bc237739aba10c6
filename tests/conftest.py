"""Fixtures that use the product as its users do: the real command, real files, real sandboxes."""

from __future__ import annotations

import compileall
import gc
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path

import pytest

import receptive
from browsing import browser, chromium  # noqa: F401  # fixtures
from receptive.authoring.wheel import student_lesson
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.pool import Pool
from receptive.grading.session import GraderSession
from shared import expert_of, made_once
from support import Grade, run_grade

# Tests rewrite graders within a second and of one length, and look for files that an attack has left
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
sys.dont_write_bytecode = False  # until all tests are known: what pytest makes of their files is kept
# It builds 38 grammars when jsonschema finds it, to check a format that no schema here has: more than half of the time
# that nbformat, and so nbgrader, takes to load. Commands that start from nothing do load it
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # so Python says that a module is not there
os.environ["RECEPTIVE_NO_SERVER"] = "1"  # no test leaves a server behind; one that wants it says so
# Tests that run torch themselves do so as the command does: where every core is busy, threads wait for each other,
# and small networks take ten times as long. Nothing above has loaded it
os.environ.setdefault("OMP_NUM_THREADS", "1")


# Files that take more than a minute of a processor: begun last, one of them would leave the other core idle
LONGEST = ("test_hostile.py", "test_demonstrations.py")


def pytest_configure(config: pytest.Config) -> None:
    """Have our code compiled, once: else each process that starts from nothing would compile it for itself."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(receptive.__file__).parent, quiet=2)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Every other process reads the files of tests from the last to the first, and finds half of them made."""
    report = yield
    if isinstance(collector, pytest.Dir) and int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 2:
        report.result.reverse()
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others in their order."""
    items.sort(key=lambda item: (item.path.name not in LONGEST, item.path))


def pytest_collection_finish() -> None:
    sys.dont_write_bytecode = True
    gc.freeze()  # what is loaded by now stays, and no collection of garbage looks at it again


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    """Runs `grade …` in a fresh folder (or in `cwd`)."""
    return partial(run_grade, cwd=tmp_path)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """One that other users may enter. `tmp_path` lies in one that each run of pytest closes to them as it begins."""
    with tempfile.TemporaryDirectory(prefix="rt-open-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """Warm sandboxes and open graders for the whole run of tests."""
    with Pool() as opened:
        yield opened


@pytest.fixture(scope="session")
def open_grader(pool: Pool) -> Callable[[str], GraderSession]:
    """Graders by topic, collected once; a topic whose packages are absent skips.

    What a mistake answers to questions that never change is asked once, for whatever session asks in this process.
    """

    def opener(slug: str) -> GraderSession:
        topic = load_topic(find_content(), slug)
        if "torch" in topic.packages:
            pytest.importorskip("torch", reason="torch is not installed")
        session = pool.grader(topic)
        session.expert = session.expert or expert_of(slug)
        return session

    return opener


@pytest.fixture(scope="session")
def home_lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is installed from a release: the open criteria, and of the hidden ones what the rubric says."""

    def make(folder: Path) -> None:
        for name, data in student_lesson(find_content(), {}):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    return made_once(tmp_path_factory, "home", make)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `lesson.zip` as `grade release` writes it, and `lesson`, which is the same unpacked."""

    def make(folder: Path) -> None:
        ran = run_grade("release", "lesson.zip", cwd=folder)
        assert ran.code == 0, ran.err
        with zipfile.ZipFile(folder / "lesson.zip") as archive:
            archive.extractall(folder)

    return made_once(tmp_path_factory, "released", make)


@pytest.fixture
def workspace(tmp_path: Path, grade: Grade) -> Path:
    folder = tmp_path / "lesson"
    assert grade("start", folder).code == 0
    return folder
