"""Everything that can be wrong with a student's file: each with its own message, and no point lost elsewhere."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.imports import absent_notes
from receptive.grading.session import GradedTopic, GraderSession
from receptive.model import Status, Submission
from receptive.workspace.folder import read_submission

SOLUTION = find_content().solution("output_size").read_text("utf-8")
Graded = Callable[..., GradedTopic]
SHORT_S = 0.5  # for a call that never ends; right code takes a hundredth of it


@pytest.fixture
def graded(open_grader: Callable[[str], GraderSession], tmp_path: Path) -> Graded:
    """Grades the text of an output_size.py, in calls of `call_s` seconds if that is given."""
    session = open_grader("output_size")

    def run(source: str | bytes, call_s: float = 0.0) -> GradedTopic:
        path = tmp_path / "output_size.py"
        path.write_bytes(source.encode() if isinstance(source, str) else source)
        submission = read_submission(path, "output_size")
        assert not submission.fault
        limits = replace(session.topic.limits, call_s=call_s or session.topic.limits.call_s)
        with session.only(session.topic.exercises, limits):
            return session.grade(submission, "seed")

    return run


def statuses(graded: GradedTopic) -> set[Status]:
    return {outcome.status for outcome in graded.outcomes}


def lost(graded: GradedTopic) -> set[str]:
    """The exercises of the criteria that are not passed."""
    return {outcome.criterion.exercise for outcome in graded.outcomes if outcome.status is not Status.PASSED}


def message(graded: GradedTopic, exercise: str) -> str:
    """The first message about an exercise."""
    return next(o.message for o in graded.outcomes if o.criterion.exercise == exercise and o.message)


def replaced(function: str, body: str, signature: str = "*args, **kwargs") -> str:
    """The solution, with one function redefined at its end for callers from outside only."""
    return f"{SOLUTION}\n\ndef {function}({signature}):\n    {body}\n"


# The file as a whole


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def conv_out(i, k:\n    return 1\n", "output_size.py: Python cannot read it in line 1"),
        ("def conv_out(i, k):\nreturn 1\n", "output_size.py: its indentation is wrong in line 2"),
        (b"x = 1\nname = '\xe9t\xe9'\n", "byte 0xe9 in line 2 is not UTF-8; save the file as UTF-8"),
        (b"x = 1\ny = 2\x00\n", "NUL byte in line 2"),
        (
            "import absent_one\nabsent_one.go()\n",
            "ModuleNotFoundError: No module named 'absent_one'. In this topic code",
        ),
        ("n = input('size? ')\n", "take the values from the arguments, not from input()"),
        ("import sys\nsys.exit(0)\n", "sys.exit() ends the program"),
        ("import os\nos._exit(0)\n", "ended the whole Python process; a function returns instead"),
        ("raise RuntimeError('half done')\n", "RuntimeError: half done"),
    ],
)
def test_a_file_that_cannot_be_loaded_says_why_once(graded: Graded, source: str | bytes, told: str) -> None:
    result = graded(source)
    assert Status.PASSED not in statuses(result)
    assert Status.INTERNAL not in statuses(result)
    assert {told in outcome.message for outcome in result.outcomes} == {True}


def test_importing_what_is_not_there_costs_only_what_uses_it(graded: Graded) -> None:
    imports = "import absent_one.part as one, absent_two\nfrom absent_three import thing\n"
    hints = "def draw(x: thing | None, y: list[one.Frame]): absent_two.show(x)\n"
    unused = graded(f"{SOLUTION}\n{imports}\n{hints}")
    assert statuses(unused) == {Status.PASSED}
    assert set(unused.absent) == {"absent_one", "absent_two", "absent_three"}
    used = graded(SOLUTION + f"\n{imports}\ndef configs(*args): return thing(*args)\n")
    assert lost(used) == {"configs"}
    told = "No module named 'absent_three'. In this topic code may import the standard library; nothing else is there"
    assert told in message(used, "configs")


@pytest.mark.parametrize("use", ["thing[0]", "thing.part.x = 1", "list(thing)", "class A(thing): pass", "not thing"])
def test_what_is_not_there_can_be_imported_and_nothing_else(graded: Graded, use: str) -> None:
    found = graded(f"from absent_one import thing\n{use}\n")
    assert {"No module named 'absent_one'" in outcome.message for outcome in found.outcomes} == {True}
    assert 'put it under `if __name__ == "__main__":`' in found.outcomes[0].message


def test_a_file_that_does_without_a_package_is_left_to_do_so(graded: Graded) -> None:
    source = "try:\n    import absent_one\nexcept ImportError:\n    absent_one = None\nif absent_one: 1 / 0\n"
    found = graded(SOLUTION + "\nimport absent_two\n" + source)
    assert statuses(found) == {Status.PASSED}
    assert found.absent == ("absent_two",)


def test_a_file_that_only_says_that_a_package_is_lacking_is_not_believed(graded: Graded) -> None:
    found = graded("import absent_one\nraise ModuleNotFoundError(\"No module named 'absent_two'\")  # absent_two\n")
    assert found.absent == ("absent_one",)
    assert statuses(found) == {Status.ERROR}


def test_a_note_names_each_import_that_is_not_there_with_its_line() -> None:
    topic = load_topic(find_content(), "output_size")
    submission = Submission(topic.slug, topic.stub, b"import os\nimport pandas as pd, numpy\nfrom cv2 import imread\n")
    assert absent_notes((), submission, topic) == ()
    (note,) = absent_notes(("pandas", "cv2"), submission, replace(topic, importable=("no_such_package",)))
    assert note.startswith("it imports pandas (line 2) and cv2 (line 3), but they are not there while code is graded")
    assert "the standard library and no_such_package (no_such_package not installed here)" in note


@pytest.mark.parametrize(
    "encode", [lambda text: b"\xef\xbb\xbf" + text.encode(), lambda text: text.replace("\n", "\r\n").encode()]
)
def test_a_byte_order_mark_and_windows_line_ends_cost_nothing(graded: Graded, encode: Callable[[str], bytes]) -> None:
    assert statuses(graded(encode(SOLUTION))) == {Status.PASSED}


def test_a_declared_encoding_is_respected(graded: Graded) -> None:
    text = "# coding: latin-1\nNAME = 'été'\n" + SOLUTION.replace("from __future__ import annotations", "")
    assert statuses(graded(text.encode("latin-1", "replace"))) == {Status.PASSED}


def test_an_infinite_loop_at_import_is_tried_once(graded: Graded) -> None:
    result = graded("while True: pass\n", SHORT_S)
    assert statuses(result) == {Status.TIMEOUT}
    assert "Look for a loop outside the functions" in result.outcomes[0].message


def test_calling_what_is_not_written_while_loading_is_said_of_the_file(graded: Graded) -> None:
    stub = find_content().stub("output_size").read_text("utf-8")
    result = graded(stub + "\nprint(tf_out(7, 3))\n")
    assert statuses(result) == {Status.ERROR}
    told = result.outcomes[0].message
    assert "calls tf_out, which is not written yet. Delete that line" in told
    assert "print(tf_out(7, 3))" in told
    guarded = graded(stub + "\nif __name__ == '__main__':\n    print(tf_out(7, 3))\n")
    assert statuses(guarded) == {Status.MISSING}


def test_a_function_that_calls_an_unwritten_one_says_which(graded: Graded) -> None:
    result = graded(SOLUTION + "\ndef later(): raise NotImplementedError\ndef configs(*args): return later()\n")
    assert "configs calls later, which is not written yet (line" in message(result, "configs")


def test_of_a_hidden_case_the_kind_of_exception_and_one_line_are_told_and_no_word_of_its_text(graded: Graded) -> None:
    for body in ("return () < 1", "return inner(args)", "raise type('Odd', (Exception,), {})(args)"):
        result = graded(replaced("configs", f"def inner(found): return found < 1\n    {body}"))
        hidden = [o.message for o in result.outcomes if o.criterion.exercise == "configs" and "not shown" in o.message]
        assert hidden
        for told in hidden:
            first, *place = told.splitlines()
            raised = "an exception" if "Odd" in body else "TypeError"
            assert first == f"configs, in a case that is not shown, raised {raised}."
            assert len(place) == 2
            assert place[0].startswith("  output_size.py, line ")
            assert place[0].endswith("in inner" if "inner(args)" in body else "in configs")


def test_an_empty_file_names_the_way_back(tmp_path: Path) -> None:
    for content in (b"", b"\xef\xbb\xbf \n\n"):
        (tmp_path / "output_size.py").write_bytes(content)
        fault = read_submission(tmp_path / "output_size.py", "output_size").fault
        assert fault == "output_size.py is empty; `grade reset output_size` puts the stub back."


def test_a_file_of_100_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "output_size.py"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    submission = read_submission(path, "output_size")
    assert submission.fault == "output_size.py has 100.0 MiB; a solution has at most 256 KiB."
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


def test_links_pipes_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(SOLUTION)
    link, pipe, folder = tmp_path / "link.py", tmp_path / "pipe.py", tmp_path / "folder.py"
    link.symlink_to("other.py")
    os.mkfifo(pipe)
    folder.mkdir()
    assert "is a link; put the file itself there" in read_submission(link, "output_size").fault
    assert "is no ordinary file" in read_submission(pipe, "output_size").fault
    assert "is no ordinary file" in read_submission(folder, "output_size").fault


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file; test_other_user.py runs this as another user")
def test_an_unreadable_file_says_how_to_allow_it(tmp_path: Path) -> None:
    path = tmp_path / "output_size.py"
    path.write_text(SOLUTION)
    path.chmod(0)
    assert "chmod u+r output_size.py" in read_submission(path, "output_size").fault


# One function


def test_a_missing_function_costs_that_exercise_only(graded: Graded) -> None:
    result = graded(SOLUTION + "\ndel configs\n")
    assert lost(result) == {"configs"}
    assert "has no configs" not in message(result, "configs")  # the file does define it, and then deletes it
    result = graded(SOLUTION.replace("def configs(", "def config(", 1))
    assert lost(result) == {"configs"}
    assert message(result, "configs") == "output_size.py has no configs. It has config: did you mean configs?"
    slip = SOLUTION.replace("conv2d_out_shape", "conv2d_outshape").replace("def pool2d_out_shape(", "def pooled(", 1)
    result = graded(slip)
    assert "It has conv2d_outshape: did you mean conv2d_out_shape?" in message(result, "conv2d_out_shape")
    assert "did you mean" not in message(result, "pool2d_out_shape"), "one name is no slip for two"


def test_an_unwritten_stub_is_missing_not_wrong(graded: Graded) -> None:
    result = graded(replaced("configs", "raise NotImplementedError"))
    assert lost(result) == {"configs"}
    assert {o.status for o in result.outcomes if o.criterion.exercise == "configs"} == {Status.MISSING}
    assert "configs is not written yet (line " in message(result, "configs")


def test_a_wrong_signature_says_to_keep_the_stubs(graded: Graded) -> None:
    result = graded(replaced("configs", "return set()", signature="i, o"))
    assert lost(result) == {"configs"}
    assert "takes 2 positional arguments but 5 were given" in message(result, "configs")
    assert "Keep the arguments of the stub" in message(result, "configs")


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ("import sys; sys.exit(0)", Status.ERROR, "raised SystemExit: 0. sys.exit() ends the program"),
        (
            "import os; os._exit(0)",
            Status.CRASHED,
            "ended the whole Python process; a function returns instead (exit code 0)",
        ),
        ("return input()", Status.ERROR, "Nobody can type while the code is graded"),
        ("return bytearray(1 << 40)", Status.MEMORY, "needs more memory than this exercise may use"),
        ("return configs(*args)", Status.ERROR, "A function calls itself without an end"),
        ("import ctypes; ctypes.string_at(0)", Status.CRASHED, "made a segmentation fault"),
        ("return 1 / 0", Status.ERROR, "raised ZeroDivisionError: division by zero"),
        ("return None", Status.FAILED, "the result is no set (it is None)"),
        ("return object()", Status.FAILED, "the result is no set (it is an object)"),
        ("return 'x' * 2_000_000", Status.ERROR, "gave a result that cannot be looked at"),
        ("open('/tmp/x', 'w')", Status.ERROR, "not use files, the network or other programs"),
    ],
)
def test_a_broken_function_costs_that_exercise_only(graded: Graded, body: str, status: Status, told: str) -> None:
    result = graded(replaced("configs", body))
    assert lost(result) == {"configs"}
    assert status in {o.status for o in result.outcomes if o.criterion.exercise == "configs"}
    assert told in message(result, "configs")


def test_an_infinite_loop_in_one_function_costs_that_exercise_only(graded: Graded) -> None:
    result = graded(replaced("configs", "while True: pass"), SHORT_S)
    assert lost(result) == {"configs"}
    assert {o.status for o in result.outcomes if o.criterion.exercise == "configs"} == {Status.TIMEOUT}
    assert f"{SHORT_S:g} seconds and was stopped" in message(result, "configs")


def test_the_traceback_shows_the_students_own_lines(graded: Graded) -> None:
    told = message(graded(replaced("configs", "return 1 / 0  # here")), "configs")
    assert ", in configs\n    return 1 / 0  # here" in told


def test_a_flood_of_prints_costs_nothing_and_its_end_is_shown(graded: Graded) -> None:
    flood = "[print('flood', n, '.' * 1000) for n in range(1250)]\n    return None"  # in each call more than is kept
    result = graded(replaced("configs", flood))
    assert lost(result) == {"configs"}
    assert "flood" in result.printed
    assert len(result.printed) < 3000


@pytest.mark.parametrize("wrong", ["np.int64(n)", "float(n)"])
def test_a_right_size_of_a_wrong_type_costs_one_criterion_that_says_so(graded: Graded, wrong: str) -> None:
    source = f"import numpy as np\n{SOLUTION.replace('from __future__ import annotations', '')}\n"
    source += "_right = unused_pixels\n\ndef unused_pixels(*args, **kwargs):\n    n = _right(*args, **kwargs)\n"
    source += f"    return {wrong}\n"
    failed = [outcome for outcome in graded(source).outcomes if outcome.status is not Status.PASSED]
    assert [outcome.criterion.id for outcome in failed] == ["plain_int"]
    assert "the value is right but its type is not" in failed[0].message


def test_a_file_of_our_own_topic_is_untouched_by_grading(graded: Graded, tmp_path: Path) -> None:
    graded(SOLUTION)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output_size.py"]
    assert (tmp_path / "output_size.py").read_text() == SOLUTION


def test_a_submission_that_could_not_be_read_has_a_fault_and_no_source() -> None:
    submission = read_submission(Path("no-such-folder/output_size.py"), "output_size")
    assert submission == Submission(
        "output_size",
        submission.path,
        fault="there is no output_size.py; `grade reset output_size` puts the stub there.",
        absent=True,
    )
