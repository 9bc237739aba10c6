"""`grade` itself and `grade start`, run as a user runs them: with real input, wrong input and none."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from receptive.catalogue.content import find_content
from support import (
    COMMAND,
    FRESH,
    HALF_WRITTEN,
    ROOT,
    WITH_A_SLIP,
    Grade,
    descendants,
    solution,
    taught_topics,
    wait_until,
)

CONTENT = find_content()


# start


def test_start_writes_every_stub_and_a_readme(workspace: Path) -> None:
    for topic in CONTENT.topics():
        assert (workspace / f"{topic}.py").read_text() == CONTENT.stub(topic).read_text()
    page = (workspace / "README.md").read_text()
    assert "grade reset TOPIC" in page
    assert "In words: 1 point more" in page
    assert "In words: 2 points more" in page


def test_start_never_overwrites_a_students_file(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text("mine")
    (workspace / "filter_math.py").unlink()
    ran = grade("start", workspace)
    assert ran.code == 0
    assert "kept" in ran.out
    assert (workspace / "output_size.py").read_text() == "mine"
    assert (workspace / "filter_math.py").exists()


def test_start_where_nothing_can_be_written_says_so(tmp_path: Path, grade: Grade) -> None:
    (tmp_path / "file").write_text("")
    ran = grade("start", tmp_path / "file" / "lesson")
    assert ran.code == 2
    assert "cannot make the folder" in ran.err
    assert "name another one" in ran.err


# grade


def test_a_full_solution_gives_full_points_and_exit_0(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(solution("output_size"))
    ran = grade("output_size", cwd=workspace)
    assert ran.code == 0
    assert "All points" in ran.out
    assert "Next: grade quiz output_size; grade solution output_size" in ran.out
    assert "Isolation" in ran.out


def test_json_is_one_object_and_nothing_else(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text("print('noise')\n" + solution("output_size").replace("+ 1", "+ 2", 1))
    ran = grade("output_size", "--json", "--seed", "abc", cwd=workspace)
    attempt = ran.attempt
    assert ran.code == 1
    assert attempt["schema"] == "receptive/attempt/v1"
    assert attempt["seed"] == "abc"
    assert attempt["isolation"] in "ABC"
    assert attempt["points"] == sum(line["points"] for line in ran.criteria().values())
    assert attempt["max_points"] == sum(line["max_points"] for line in ran.criteria().values())
    assert {"id", "title", "visibility", "points", "max_points", "status", "message", "diagnosis"} <= set(
        next(iter(ran.criteria().values()))
    )
    assert set(attempt["topics"][0]["hashes"]) == {"submission", "grader", "environment"}
    assert all(len(value) == 64 for value in attempt["topics"][0]["hashes"].values())


def test_the_same_seed_gives_the_same_outcomes(workspace: Path, grade: Grade) -> None:
    shutil.copy(ROOT / "docs" / "demo" / "filter_math.py", workspace)
    first, second = (grade("filter_math", "--json", "--seed", "7", cwd=workspace, **start) for start in ({}, FRESH))
    assert first.criteria() == second.criteria()
    assert first.attempt["topics"][0]["hashes"] == second.attempt["topics"][0]["hashes"]


def test_unchanged_work_gets_the_same_points_again(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(solution("output_size"))

    def seed_of_a_run(*words: str) -> str:
        return re.findall(r"Seed (\w+),", grade("output_size", *words, cwd=workspace).out)[0]

    first = seed_of_a_run()
    assert seed_of_a_run() == first
    assert seed_of_a_run("--seed", "other") == "other"
    grade("report", "output_size", cwd=workspace)
    assert json.loads((workspace / ".receptive" / "output_size.json").read_text())["seed"] == first
    (workspace / ".receptive" / "seed").write_text("somebody's own")
    assert re.fullmatch("[0-9a-f]{16}", seed_of_a_run())


def test_a_criterion_of_the_whole_topic_blames_no_exercise(workspace: Path, grade: Grade) -> None:
    wrapped = """

_before = unused_pixels
def unused_pixels(*args, **kwargs):
    return float(_before(*args, **kwargs))
"""
    (workspace / "output_size.py").write_text(solution("output_size") + wrapped)
    out = grade("output_size", cwd=workspace).out
    assert "✗ whole topic: Sizes are plain ints" in out
    assert "✓ configs" in out
    assert "✗ whole topic" in grade("status", cwd=workspace).out
    assert "whole topic: Sizes" in grade("hint", "output_size", cwd=workspace).out
    (workspace / "output_size.py").write_text(HALF_WRITTEN)  # much else is left to do first
    assert "whole topic:" not in grade("output_size", cwd=workspace).out


def test_how_many_more_criteria_of_an_exercise_fail_is_said(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(WITH_A_SLIP)
    assert "more criteria of trace not passed: grade report)" in grade("output_size", cwd=workspace).out


def test_an_untouched_workspace_is_graded_at_once(workspace: Path, grade: Grade) -> None:
    ran = grade("--json", cwd=workspace)
    assert ran.code == 1
    assert {line["status"] for line in ran.criteria().values()} == {"missing"}
    assert ran.attempt["duration_s"] < 10  # torch alone takes longer where it is loaded


def test_a_file_or_a_folder_can_be_named(workspace: Path, grade: Grade, tmp_path: Path) -> None:
    (workspace / "output_size.py").write_text(solution("output_size"))
    assert grade(workspace / "output_size.py", "--json").attempt["points"] == 20
    by_folder = grade(workspace, "--json", cwd=tmp_path).attempt
    assert [topic["topic"] for topic in by_folder["topics"]] == taught_topics()


def test_grading_writes_nothing_outside_a_workspace(tmp_path: Path, grade: Grade) -> None:
    (tmp_path / "output_size.py").write_text(solution("output_size"))
    grade("output_size")
    assert [path.name for path in tmp_path.iterdir()] == ["output_size.py"]


def test_a_folder_without_topics_is_nothing_to_grade(grade: Grade) -> None:
    ran = grade()
    assert ran.code == 5
    assert "`grade start` writes them" in ran.err
    assert grade("output_size").code == 5


def test_a_wrong_name_suggests_the_right_one(grade: Grade, tmp_path: Path) -> None:
    ran = grade("outputsize")
    assert ran.code == 2
    assert "Did you mean output_size?" in ran.err
    (tmp_path / "output-size.py").write_text("")
    ran = grade("output-size.py")
    assert ran.code == 2
    assert "is not named after a topic" in ran.err


def test_a_broken_file_of_one_topic_leaves_the_others(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(solution("output_size"))
    (workspace / "filter_math.py").unlink()
    (workspace / "filter_math.py").symlink_to(workspace / "output_size.py")
    ran = grade("filter_math", "output_size", "--json", cwd=workspace)
    assert ran.code == 1
    assert [topic["points"] for topic in ran.attempt["topics"]] == [0, 20]
    assert "filter_math.py is a link" in ran.attempt["topics"][0]["criteria"][0]["message"]


def test_an_unwritable_workspace_is_graded_all_the_same(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text(solution("output_size"))
    shutil.rmtree(workspace / ".receptive")
    (workspace / ".receptive").write_text("in the way")
    assert grade("output_size", cwd=workspace).code == 0


def test_output_is_plain_without_a_terminal(workspace: Path, grade: Grade) -> None:
    assert "\x1b" not in grade(cwd=workspace).out
    assert "\x1b" not in grade(cwd=workspace, NO_COLOR="1", FORCE_COLOR="").out


def test_ctrl_c_ends_with_130_and_leaves_nothing_running(workspace: Path) -> None:
    (workspace / "output_size.py").write_text("while True: pass\n")
    running = subprocess.Popen([*COMMAND, "output_size"], cwd=workspace, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: len(descendants(running.pid)) >= 2)  # its zygote, and a worker or the child that tries the level
    started = descendants(running.pid)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted" in err
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


INTERRUPTED = """
import sys
from receptive.cli import app

def command(*_):
    try:
        exec("import os, signal; os.kill(os.getpid(), signal.SIGINT); pass")
    except KeyboardInterrupt:
        return 130

app._run = command
sys.exit(app.run([]))
"""


def test_ctrl_c_while_something_is_made_by_exec_ends_with_130_too(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    ran = subprocess.run([sys.executable, "-m", "interrupted"], cwd=tmp_path, check=False, capture_output=True)
    assert ran.returncode == 130


def test_what_concerns_the_whole_file_is_said_once(workspace: Path, grade: Grade) -> None:
    (workspace / "output_size.py").write_text("def conv_out(i, k:\n    return 1\n")
    ran = grade("output_size", cwd=workspace)
    assert ran.out.count("Python cannot read it") == 1
    assert "Nothing in it was run. Mend this first, then: grade output_size" in ran.out


def test_a_slip_in_the_only_name_written_is_not_taken_for_nothing(workspace: Path, grade: Grade) -> None:
    stub = (workspace / "output_size.py").read_text()
    (workspace / "output_size.py").write_text(stub.replace("def conv_out(", "def conv_outt("))
    ran = grade("output_size", cwd=workspace)
    assert "nothing is written yet" not in ran.out
    assert "It has conv_outt: did you mean conv_out?" in ran.out


def test_a_terminal_without_our_signs_gets_others(workspace: Path, grade: Grade) -> None:
    ran = grade("output_size", cwd=workspace, PYTHONIOENCODING="ascii")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert grade("output_size", "--json", cwd=workspace, PYTHONIOENCODING="ascii").attempt["points"] == 0


def test_a_file_named_twice_is_graded_once(workspace: Path, grade: Grade) -> None:
    attempt = grade("output_size", "./output_size.py", "output_size", "--json", cwd=workspace).attempt
    assert [topic["path"] for topic in attempt["topics"]] == ["output_size.py"]


def test_several_folders_are_told_apart_and_not_added_up(grade: Grade, tmp_path: Path) -> None:
    for name in ("ada", "bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "output_size.py").write_text("x = 1\n")
    ran = grade("ada/output_size.py", "bob/output_size.py", cwd=tmp_path)
    assert "ada/output_size.py" in ran.out
    assert "Together" not in ran.out


def test_a_topic_without_a_file_is_missing(workspace: Path, grade: Grade) -> None:
    (workspace / "filter_math.py").unlink()
    ran = grade("--json", cwd=workspace)
    assert {line["status"] for line in ran.criteria().values()} == {"missing"}
    assert "there is no filter_math.py" in grade(cwd=workspace).out


def test_help_after_a_topic_is_the_help(grade: Grade) -> None:
    assert "Exit codes" in grade("output_size", "--help").out
    assert "grade-these" not in grade("output_size", "--no-such-option").err


def test_a_mistyped_command_is_recognized(grade: Grade) -> None:
    assert "Did you mean the command status?" in grade("stats").err


def test_a_folder_of_many_peoples_work_does_not_fill_the_terminal(grade: Grade, tmp_path: Path) -> None:
    for number in range(12):
        file = tmp_path / f"{number}" / "output_size.py"
        file.parent.mkdir()
        file.write_text(f"{solution('output_size')}\n# {number}\n", "utf-8")
        os.utime(file, (1e9, 1e9 + 3600 * number))
    told, whole = grade(), grade("--json")
    assert "more notes; grade --json lists them" in told.err
    assert told.err.count("grade: output_size.py") == 9 < whole.err.count("grade: output_size.py")
