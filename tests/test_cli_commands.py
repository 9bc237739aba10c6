"""The other commands, run as a user runs them: with real input, wrong input and none."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from support import HALF_WRITTEN, Grade, solution, taught_topics

CONTENT = find_content()


def test_version_and_help(grade: Grade) -> None:
    assert grade("--version").out.startswith("grade ")
    assert "grade output_size" in grade("--help").out
    for command in ("start", "list", "reset", "status", "hint", "doctor", "completion"):
        assert re.search(r"Examples?:\s+grade", grade(command, "--help").out)


def test_list_names_topics_and_exercises(grade: Grade) -> None:
    assert "conv_out" in grade("list").out
    topics = json.loads(grade("list", "--json").out)["topics"]
    assert [topic["topic"] for topic in topics] == taught_topics()


def test_reset_keeps_the_students_file(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text("mine")
    ran = grade("reset", "output_size", cwd=workspace)
    assert ran.code == 0
    assert (workspace / "output_size.old1.py").read_text() == "mine"
    assert (workspace / "output_size.py").read_text() == CONTENT.stub("output_size").read_text()
    (workspace / "output_size.py").write_text("mine again")
    assert grade("reset", "output_size", cwd=workspace).code == 0
    assert (workspace / "output_size.old2.py").read_text() == "mine again"
    assert grade("reset", "nothing", cwd=workspace).code == 2


def test_reset_moves_the_file_that_counts_whatever_its_name(workspace: Path, grade: Grade) -> None:
    stub = CONTENT.stub("output_size").read_text()
    work = "def conv_out(i, k, s=1, p=0, d=1):\n    return 7\n"
    copy = workspace / "output_size (1).py"
    copy.write_text(work)
    assert grade("output_size", cwd=workspace).err.startswith("grade: output_size (1).py was taken for output_size.py;")
    ran = grade("reset", "output_size", cwd=workspace)
    assert ran.out == "your output_size (1).py is now output_size.old1.py\nwrote output_size.py\n"
    assert not copy.exists()
    assert (workspace / "output_size.old1.py").read_text() == work
    assert (workspace / "output_size.py").read_text() == stub
    assert "nothing is written yet" in grade("output_size", cwd=workspace).out
    notes = stub.replace("raise NotImplementedError", "raise NotImplementedError  # my notes")
    (workspace / "output_size.py").write_text(notes)
    copy.write_text(work)
    assert grade("reset", "output_size", cwd=workspace).code == 0
    kept = [(workspace / f"output_size.old{number}.py").read_text() for number in (2, 3)]
    assert kept == [work, notes], "what holds no work is kept too, if it is not the stub itself"


def test_status_follows_the_work(workspace: Path, grade: Grade) -> None:
    def line() -> dict[str, object]:
        topics = json.loads(grade("status", "--json", cwd=workspace).out)["topics"]
        found = dict(next(topic for topic in topics if topic["topic"] == "output_size"))
        exercises.update(found.pop("exercises"))
        return found

    exercises: dict[str, str] = {}

    assert line()["file"] == "not begun"
    (workspace / "output_size.py").write_text(solution("output_size"))
    assert line()["file"] == "written"
    grade("output_size", cwd=workspace)
    assert line() == {
        "topic": "output_size", "file": "graded", "points": 20, "max_points": 20, "note": "",
        "quiz": None, "quiz_due": 0,
    }  # fmt: skip
    assert set(exercises.values()) == {"done"}
    assert "✓ conv_out" in grade("status", cwd=workspace).out
    (workspace / "output_size.py").write_text(solution("output_size") + "\n")
    assert line()["file"] == "changed since graded"
    grade("reset", "output_size", cwd=workspace)
    assert (line()["file"], line()["points"], set(exercises.values())) == ("not begun", None, {"not graded"})
    (workspace / "output_size.py").write_text(solution("output_size"))
    (workspace / ".receptive" / "output_size.json").write_text("{}")
    assert line()["file"] == "written"
    (workspace / "output_size.py").unlink()
    assert line()["file"] == "no file"


def test_a_hint_without_a_name_is_for_the_topic_that_was_begun(workspace: Path, grade: Grade) -> None:
    stub = (workspace / "output_size.py").read_text()
    (workspace / "output_size.py").write_text(stub.replace("raise NotImplementedError", "return 7", 1))
    grade("color", "output_size", cwd=workspace)
    assert grade("hint", cwd=workspace).out.startswith("conv_out: ")


def test_hints_climb_a_ladder(workspace: Path, grade: Grade) -> None:
    first = grade("hint", "output_size.stride", cwd=workspace)
    assert "hint 1 of" in first.out
    assert "--step 2" in first.out
    assert grade("hint", "output_size.stride", "--step", "2", cwd=workspace).out != first.out
    assert grade("hint", "output_size.stride", "--step", "9", cwd=workspace).code == 2
    wrong = grade("hint", "output_size.strides", cwd=workspace)
    assert wrong.code == 2
    assert "Did you mean stride?" in wrong.err
    assert "color." in grade("hint", cwd=workspace).out


def test_an_exercise_is_enough_for_a_hint(workspace: Path, grade: Grade) -> None:
    by_criterion = grade("hint", "output_size.window", cwd=workspace).out
    assert grade("hint", "conv_out", cwd=workspace).out == by_criterion
    assert grade("hint", "output_size.py", cwd=workspace).code == 0


def test_a_folder_that_start_did_not_make_is_told_so(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "output_size.py").write_text("x = 1\n")
    assert "results are not remembered: grade start ." in grade("status").out


def test_a_hint_without_a_criterion_is_for_the_first_that_lacks(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(HALF_WRITTEN)
    grade("output_size", cwd=workspace)
    assert grade("hint", "output_size", cwd=workspace).out.startswith("conv_out: Larger strides")
    assert grade("hint", "conv_out", cwd=workspace).out.startswith("conv_out: Larger strides")
    assert "No hint needed" in grade("hint", "tf_out", cwd=workspace).out
    (workspace / "output_size.py").write_text(solution("output_size"))
    grade("output_size", cwd=workspace)
    assert "No hint needed" in grade("hint", "output_size", cwd=workspace).out


def test_doctor_reports_python_torch_and_the_level(grade: Grade) -> None:
    findings = {line["what"]: line for line in json.loads(grade("doctor", "--json").out)["findings"]}
    assert {"Python", "torch", "isolation", "lesson", "numpy", "pytest"} <= set(findings)
    assert all(line["ok"] or line["mend"] for line in findings.values())
    assert "level" in findings["isolation"]["found"]
    assert findings["isolation"]["found"].split(": ")[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(grade: Grade, shell: str) -> None:
    assert "_GRADE_COMPLETE" in grade("completion", shell).out


def test_the_shell_completes_topics(grade: Grade) -> None:
    ran = grade(_GRADE_COMPLETE="bash_complete", COMP_WORDS="grade hint out", COMP_CWORD="2")
    assert "output_size" in ran.out


def test_a_closed_pipe_is_no_fault(workspace: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m receptive list | head -1",
        shell=True,
        cwd=workspace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
