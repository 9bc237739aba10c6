"""An open grader: collected once, run for each submission, and never fooled by silence."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from receptive.catalogue.content import Content, ContentError, find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading import desk as desks
from receptive.grading.pool import Pool
from receptive.grading.records import ToGrade
from receptive.grading.session import GraderSession
from receptive.model import Status, Submission
from support import solution

STUB = 'def double(n: int) -> int:\n    """Twice n."""\n    # TODO: write it\n    raise NotImplementedError\n'
MANIFEST = """schema: receptive/topic/v1
title: Doubling
order: 1
summary: Numbers times two.
limits: {call_s: 20, total_s: 60, memory_mb: 64}
exercises:
  - name: double
    summary: Twice a number.
    criteria:
      - {id: small, title: Small numbers, points: 1, visibility: open, hints: [Add it to itself.]}
      - {id: large, title: Large numbers, points: 2, visibility: hidden, hints: [No limit.]}
"""
GRADER = """
import pytest
from receptive.grader import check_equal
from .oracle import twice

@pytest.mark.criterion("small")
def test_small(student):
    check_equal(student.double(2), twice(2))

@pytest.mark.criterion("large")
def test_large(student, py_rng):
    n = py_rng.randrange(10**6, 10**7)
    check_equal(student.double(n), twice(n))
"""
Make = Callable[..., GraderSession]


@pytest.fixture
def make(tmp_path: Path, pool: Pool) -> Make:
    """Opens a grader of a topic of our own, with other files if given."""

    def opened(grader: str = GRADER, manifest: str = MANIFEST, **files: str) -> GraderSession:
        folders = [tmp_path / "exercises" / "doubling", tmp_path / "graders" / "doubling"]
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        (folders[0] / "doubling.py").write_text(STUB)
        (folders[0] / "README.md").write_text("# Doubling\n")
        (folders[0] / "topic.yaml").write_text(manifest)
        (folders[1] / "test_doubling.py").write_text(grader)
        (folders[1] / "oracle.py").write_text("def twice(n):\n    return 2 * n\n")
        for name, text in files.items():
            (folders[1] / f"{name}.py").write_text(text)
        return GraderSession(load_topic(Content(tmp_path), "doubling"), pool.sandbox(()))

    return opened


def statuses(session: GraderSession, source: str) -> list[Status]:
    graded = session.grade(Submission("doubling", Path("doubling.py"), source.encode()), "seed")
    return [outcome.status for outcome in graded.outcomes]


RIGHT = "def double(n): return 2 * n\n"


def test_one_grader_serves_many_submissions(make: Make) -> None:
    with make() as session:
        assert statuses(session, RIGHT) == [Status.PASSED, Status.PASSED]
        assert statuses(session, "def double(n): return 4\n") == [Status.PASSED, Status.FAILED]
        assert statuses(session, STUB) == [Status.MISSING, Status.MISSING]
        assert statuses(session, RIGHT) == [Status.PASSED, Status.PASSED]


def test_two_topics_may_have_an_oracle_of_the_same_name(
    make: Make, open_grader: Callable[[str], GraderSession]
) -> None:
    other = open_grader("output_size")
    with make() as session:
        assert statuses(session, RIGHT) == [Status.PASSED, Status.PASSED]
        source = solution("output_size").encode()
        graded = other.grade(Submission("output_size", Path("output_size.py"), source), "seed")
        assert {outcome.status for outcome in graded.outcomes} == {Status.PASSED}
    assert "oracle" not in sys.modules


def test_where_no_process_can_be_guarded_a_desk_judges_here(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "CAN_GUARD", False)
    submission = Submission("doubling", Path("doubling.py"), RIGHT.encode())
    with make() as session, contextlib.closing(desks.Desk()) as desk:
        judged = desk.judge(ToGrade(session.topic, submission, "seed"))
        assert desk.process is None
    assert [outcome.status for outcome in judged.graded.outcomes] == [Status.PASSED, Status.PASSED]


def test_a_test_that_asks_nothing_is_no_pass(make: Make) -> None:
    silent = GRADER.replace("    check_equal(student.double(2), twice(2))", "    pass")
    with make(silent) as session:
        graded = session.grade(Submission("doubling", Path("doubling.py"), RIGHT.encode()), "seed")
    assert [outcome.status for outcome in graded.outcomes] == [Status.INTERNAL, Status.PASSED]
    assert "without asking the student's code anything" in graded.incident


def test_a_skipped_test_is_not_run(make: Make) -> None:
    skipping = GRADER.replace("    check_equal(student.double(2), twice(2))", "    pytest.skip('torch is absent')")
    with make(skipping) as session:
        assert statuses(session, RIGHT) == [Status.NOT_RUN, Status.PASSED]


def test_a_plain_assert_tells_its_authored_message_only(make: Make) -> None:
    plain = GRADER.replace(
        "    check_equal(student.double(2), twice(2))", "    assert student.double(2) == 4, 'not twice two'"
    )
    with make(plain) as session:
        graded = session.grade(Submission("doubling", Path("doubling.py"), b"def double(n): return 5\n"), "seed")
    assert graded.outcomes[0].message == "double(2): not twice two."


def test_a_student_object_is_never_equal_to_anything(make: Make) -> None:
    comparing = GRADER.replace("check_equal(student.double(2), twice(2))", "assert student.double(2) == 4, 'no'")
    hostile = "class Yes:\n    def __eq__(self, other): return True\ndef double(n): return Yes()\n"
    with make(comparing) as session:
        assert Status.PASSED not in statuses(session, hostile)


def test_hidden_criteria_run_after_the_open_ones(make: Make) -> None:
    """So that code cannot print in an open criterion what it was asked in a hidden one."""
    lines = MANIFEST.splitlines(keepends=True)
    hidden_first = "".join([*lines[:-2], lines[-1], lines[-2]])
    source = "seen = []\ndef double(n):\n    seen.append(n)\n    print(seen)\n    return None\n"
    with make(manifest=hidden_first) as session:
        assert [criterion.id for criterion in session.topic.criteria] == ["large", "small"]
        graded = session.grade(Submission("doubling", Path("doubling.py"), source.encode()), "seed")
    assert graded.printed == "[2]\n"


def test_the_environment_and_stray_files_configure_nothing(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    with make(conftest="raise RuntimeError('conftest is read')") as session:
        assert statuses(session, RIGHT) == [Status.PASSED, Status.PASSED]
    assert os.environ["PYTEST_PLUGINS"] == "no_such_plugin"


@pytest.mark.parametrize(
    ("grader", "told"),
    [
        (GRADER.replace('criterion("large")', 'criterion("small")'), "decides 'small', which test_small decides"),
        (GRADER.replace('@pytest.mark.criterion("large")\n', ""), "test_large must have one mark criterion"),
        (GRADER.replace('criterion("large")', 'criterion("other")'), "no test decides it"),
        (GRADER.replace("import twice", "import thrice"), "cannot import name 'thrice'"),
        (GRADER + "def broken(:\n", "SyntaxError"),
        (GRADER.replace("(student)", "(student, nothing)"), None),
    ],
)
def test_a_grader_that_does_not_fit_is_broken_content(make: Make, grader: str, told: str | None) -> None:
    if told is None:  # a fixture that does not exist shows when the test runs
        with make(grader) as session:
            assert statuses(session, RIGHT) == [Status.INTERNAL, Status.PASSED]
        return
    with pytest.raises(ContentError, match=told):
        make(grader)


def test_the_time_of_a_topic_is_a_budget(make: Make) -> None:
    slow = "import time\ndef double(n):\n    time.sleep(0.4)\n    return 2 * n\n"
    patient = GRADER.replace("check_equal(student.double(2), twice(2))", "[student.double(2) for _ in range(9)]")
    with make(patient, MANIFEST.replace("total_s: 60", "total_s: 1")) as session:
        graded = session.grade(Submission("doubling", Path("doubling.py"), slow.encode()), "seed")
    assert [outcome.status for outcome in graded.outcomes] == [Status.TIMEOUT, Status.TIMEOUT]
    assert "the 1 seconds of this topic are used up" in graded.outcomes[1].message


def test_probes_run_beside_the_code_and_are_not_named_to_the_student(make: Make) -> None:
    grader = GRADER.replace("def test_small(student):", "def test_small(student, probes):").replace(
        "check_equal(student.double(2), twice(2))", "check_equal(probes.called_with(student.put(3), 2), twice(2))"
    )
    with make(grader, probes="def called_with(kept, n):\n    return kept + n\n") as session:
        graded = session.grade(Submission("doubling", Path("doubling.py"), RIGHT.encode()), "seed")
    assert graded.outcomes[0].message == "double: the result is wrong (returned 5, expected 4)."


def test_probes_that_are_no_python_are_the_fault_of_the_grader(make: Make) -> None:
    with pytest.raises(ContentError, match=r"probes.py: cannot be compiled: .*line 2"):
        make(probes="a = 1\nb = = 2\n")


def test_a_topic_of_the_lesson_cannot_be_taken_for_another() -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load_topic(find_content(), "no_such_topic")
