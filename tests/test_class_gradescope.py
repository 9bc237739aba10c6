"""Gradescope: results for a graded class, and the autograder's zip run as Gradescope runs it, with real submissions."""

from __future__ import annotations

import io
import json
import resource
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gradebook_sample import small_class
from receptive.catalogue.content import find_content
from receptive.exchange.gradebook.attempts import attempt_of
from receptive.exchange.gradebook.gradescope import nothing_handed_in, results_of
from receptive.exchange.gradebook.gradescope_zip import autograder_zip
from support import descendants, solution

MEMORY = 768 << 20  # bytes that Gradescope's smallest machine has
TOP = {
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
    "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip
TEST = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags", "visibility",
    "extra_data",
}  # fmt: skip
VISIBLE = {"hidden", "after_due_date", "after_published", "visible"}


def check_results(results: dict[str, Any]) -> None:
    """What Gradescope's documentation says of results.json."""
    assert results.keys() <= TOP
    assert isinstance(results["score"], int | float)
    assert results.get("output_format", "text") in {"text", "html", "simple_format", "md", "ansi"}
    assert {results.get("visibility", "visible"), results.get("stdout_visibility", "hidden")} <= VISIBLE
    for test in results["tests"]:
        assert test.keys() <= TEST
        assert test.get("status", "passed") in {"passed", "failed"}
        assert test.get("visibility", "visible") in VISIBLE
        assert isinstance(test["name"], str)
        assert "max_score" not in test or test["score"] <= test["max_score"]
    json.dumps(results, allow_nan=False)


def test_results_of_a_class_say_what_the_gradebook_says() -> None:
    gradebook = small_class()
    for student in gradebook.students:
        results = results_of(attempt_of(gradebook, student))
        check_results(results)
        assert results["score"] == student.points
    jose = results_of(attempt_of(gradebook, gradebook.students[2]))
    assert sum(test["score"] for test in jose["tests"]) == pytest.approx(jose["score"])
    assert jose["tests"][1]["tags"] == ["FIL-9"]
    assert jose["tests"][1]["name"] == "alpha, conv2d: What depth asks"
    assert (jose["tests"][2]["name"], jose["tests"][2]["score"]) == ("late, alpha", -0.5)
    check_results(nothing_handed_in("a.py"))


@dataclass(frozen=True)
class Autograder:
    """Gradescope's folder, its Python, and what a run of it took."""

    root: Path
    python: Path

    def run(self, files: Mapping[str, str | bytes]) -> tuple[int, int, str]:
        """Hand in files; the exit code, the most memory of all processes together in bytes, and what was printed."""
        for folder in ("submission", "results"):
            shutil.rmtree(self.root / folder)
            (self.root / folder).mkdir()
        for name, text in files.items():
            path = self.root / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        environment = {"AUTOGRADER": str(self.root), "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
        process = subprocess.Popen(
            [self.python, self.root / "source" / "run_autograder"],
            env=environment, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        most = 0
        while process.poll() is None:
            most = max(most, sum(map(proportional_memory, {process.pid, *descendants(process.pid)})))
            time.sleep(0.05)
        said = process.stdout.read() if process.stdout else ""
        if process.stdout:
            process.stdout.close()
        return process.returncode, most, said

    @property
    def results(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.root / "results" / "results.json").read_text("utf-8"))
        check_results(found)
        return found


def proportional_memory(pid: int) -> int:
    """Bytes, shared pages counted in parts; 0 if the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def installed(root: Path, *topics: str) -> Autograder:
    """As setup.sh leaves it, but with the libraries of this environment instead of downloaded ones."""
    with zipfile.ZipFile(io.BytesIO(autograder_zip(find_content(), topics, "autumn"))) as archive:
        archive.extractall(root / "source")
    for name in ("submission", "results"):
        (root / name).mkdir()
    venv.create(root / "venv", symlinks=True)
    library = root / "venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (root / "source" / "receptive").rename(library / "receptive")
    (library / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return Autograder(root, root / "venv" / "bin" / "python")


@pytest.fixture(scope="module")
def autograder(tmp_path_factory: pytest.TempPathFactory) -> Autograder:
    return installed(tmp_path_factory.mktemp("autograder"), "output_size", "filter_math")


def test_the_zip_has_scripts_at_its_root_and_no_solution() -> None:
    data = autograder_zip(find_content(), ["output_size"], "autumn")
    assert data == autograder_zip(find_content(), ["output_size"], "autumn")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in ("setup.sh", "run_autograder"):
            assert archive.getinfo(name).external_attr >> 16 == 0o755
        names = archive.namelist()
        requirements = archive.read("requirements.txt").decode().split("\n")
    assert not any({"solutions", "color", "color.py", "__pycache__"} & set(Path(name).parts) for name in names)
    assert any(line.startswith("numpy") for line in requirements)
    assert not any(line.startswith(("torch", "nbgrader", "ruff")) for line in requirements)
    subprocess.run(
        ["bash", "-n", Path(__file__).parent.parent / "src/receptive/exchange/gradebook/gradescope_files/setup.sh"],
        check=True,
    )


def test_a_topic_with_torch_asks_for_it() -> None:
    with zipfile.ZipFile(io.BytesIO(autograder_zip(find_content(), ["build_cnn"], "autumn"))) as archive:
        lines = archive.read("requirements.txt").decode().split("\n")
    assert any(line.startswith("torch<2.14") or line.startswith("torch>=2.6") for line in lines)


@pytest.mark.parametrize(
    "topics", [("output_size", "filter_math"), pytest.param(("build_cnn",), marks=pytest.mark.slow)]
)
def test_the_autograder_grades_and_fits_its_machine(topics: tuple[str, ...], tmp_path: Path) -> None:
    if "build_cnn" in topics:
        pytest.importorskip("torch", reason="torch is not installed")
    autograder = installed(tmp_path, *topics)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code, memory, said = autograder.run({f"{topic}.py": solution(topic) for topic in topics})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert code == 0, said
    results = autograder.results
    assert results["score"] == sum(test["max_score"] for test in results["tests"])
    assert "isolation" in said
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{topics}: {memory >> 20} MiB, {seconds:.1f} CPU s")
    assert memory < MEMORY, f"{memory >> 20} MiB"
    assert seconds < 150, "at half a core that is five minutes of the ten that Gradescope gives"


def test_partial_nothing_and_broken_submissions(autograder: Autograder) -> None:
    assert autograder.run({"output_size.py": "def conv_out(:"})[0] == 0
    assert autograder.results["score"] == 0
    assert "conv_out" in json.dumps(autograder.results)
    assert autograder.run({"photo.png": "no picture"})[0] == 0
    assert autograder.results["score"] == 0
    assert "output_size.py, filter_math.py" in autograder.results["output"]


def test_notebooks_folders_and_other_spellings_are_taken_as_in_a_class(autograder: Autograder) -> None:
    cells = [{"cell_type": "code", "source": solution("output_size")}]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("work\\filter_math (1).py", solution("filter_math"))
    assert autograder.run({"week 1/Output-Size.ipynb": notebook, "mine.zip": packed.getvalue()})[0] == 0
    results = autograder.results
    assert results["score"] == sum(test["max_score"] for test in results["tests"]) > 20
    assert "mine.zip/work/filter_math (1).py was taken for filter_math.py" in results["output"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (
            {"a/output_size.py": "def conv_out(i, k):\n    return 0\n", "b/output_size.py": "def conv_out(i): pass\n"},
            "several files could be output_size: a/output_size.py, b/output_size.py. None was graded; hand in one.",
        ),
        ({"output_size.ipynb": '{"cells": ['}, "output_size.ipynb cannot be graded: it is no notebook, or is damaged."),
        ({"output_size.ipynb": ""}, "output_size.ipynb is empty, which no notebook is that was saved"),
        ({"output_size.7z": b"7z\xbc\xaf\x27\x1c" * 9}, "7z"),
    ],
)
def test_what_nobody_can_decide_gets_no_number(autograder: Autograder, files: dict[str, str | bytes], why: str) -> None:
    """Though another topic is clear, and right: a score that is written counts for the assignment."""
    code, _, said = autograder.run({**files, "filter_math.py": solution("filter_math")})
    assert code == 1
    assert why in said
    assert "Tell the student to upload one file for each topic." in said
    assert list((autograder.root / "results").iterdir()) == []


def test_a_program_under_another_name_alone_gets_no_number_either(autograder: Autograder) -> None:
    code, _, said = autograder.run({"other.py": "x = 1\n"})
    assert (code, list((autograder.root / "results").iterdir())) == (1, [])
    assert "there is no output_size.py, and other.py could not be taken: it is named after no topic" in said


def test_a_fault_of_ours_writes_no_results(autograder: Autograder) -> None:
    manifests = autograder.root / "venv" / "lib"
    (manifest,) = manifests.rglob("exercises/output_size/topic.yaml")
    text = manifest.read_text("utf-8")
    manifest.write_text("broken: [", "utf-8")
    try:
        code, _, said = autograder.run({"output_size.py": solution("output_size")})
    finally:
        manifest.write_text(text, "utf-8")
    assert code != 0
    assert "nothing was written" in said
    assert list((autograder.root / "results").iterdir()) == []
