"""What is asked ahead, and what is remembered, changes no outcome, no message and no evidence."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.grading.foresight import Foresight
from receptive.grading.pool import Pool
from receptive.grading.records import GradedTopic
from receptive.grading.session import GraderSession
from receptive.model import Limits, Status, Submission
from receptive.sandbox.requests import PLACE, answer_of, answers_together, make_request, together
from receptive.sandbox.wire import encode
from receptive.student.ahead import Pass, Script
from receptive.student.model_process import ModelProcess
from receptive.student.process import StudentProcess

STUB = '''
def double(n):
    """Twice n."""
    raise NotImplementedError


def triple(n):
    """Three times n."""
    raise NotImplementedError
'''
MANIFEST = """schema: receptive/topic/v1
title: Times
order: 1
summary: Numbers times two and three.
limits: {call_s: 20, total_s: 60, memory_mb: 64}
exercises:
  - name: double
    summary: Twice a number.
    criteria:
      - {id: small, title: Small numbers, points: 1, visibility: open, hints: [Add it to itself.]}
      - {id: chain, title: What comes back is doubled again, points: 1, visibility: open, hints: [Twice.]}
      - {id: large, title: Large numbers, points: 2, visibility: hidden, hints: [No limit.]}
  - name: triple
    summary: Three times a number.
    criteria:
      - {id: some, title: Some numbers, points: 1, visibility: open, hints: [Add it twice.]}
      - {id: refuses, title: Words are refused, points: 1, visibility: hidden, hints: [Raise.]}
"""
GRADER = """
import pytest
from receptive.grader import StudentRaised, check, check_equal

RUNS = []

@pytest.mark.criterion("small")
def test_small(student):
    RUNS.append("small")
    for n in range(6):
        check_equal(student.double(n), 2 * n)

@pytest.mark.criterion("chain")
def test_chain(student):
    n = 1
    for _ in range(5):
        n = student.double(n)
    check_equal(n, 32)

@pytest.mark.criterion("large")
def test_large(student, py_rng):
    for _ in range(5):
        n = py_rng.randrange(10**6, 10**7)
        check_equal(student.double(n), 2 * n)

@pytest.mark.criterion("some")
def test_some(student, py_rng):
    for n in (1, 2, py_rng.randrange(5, 90)):
        check_equal(student.triple(n), 3 * n)

@pytest.mark.criterion("refuses")
def test_refuses(student):
    for word in ("a", "b"):
        try:
            student.triple(word)
        except StudentRaised:
            continue
        check(False, "a word has no triple")
    check_equal(student.triple(2), 6)
"""
RIGHT = """
def double(n):
    return n + n


def triple(n):
    if isinstance(n, str):
        raise TypeError("a word")
    return 3 * n
"""


def with_double(body: str) -> str:
    """The right submission, in which `double` begins with something else."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return RIGHT.replace("def double(n):\n", f"CALLS = []\n\n\ndef double(n):\n    CALLS.append(n)\n{lines}")


PROGRAMS = {
    "right": RIGHT,
    "right in floats": with_double("return 2.0 * n"),
    "not written": STUB,
    "nothing": "x = 1\n",
    "cannot be loaded": "import nothing_of_that_name\n",
    "wrong": with_double("return n * n"),
    "wrong from the third call on": with_double("if len(CALLS) > 2:\n    return 0"),
    "wrong in every seventh call": with_double("if len(CALLS) % 7 == 0:\n    return 0"),
    "tells the number of the call": with_double("if len(CALLS) % 4 == 0:\n    return len(CALLS)"),
    "prints and is wrong late": with_double("print('call', len(CALLS))\nif n == 4:\n    return 0"),
    "raises in the middle": with_double("if n == 3:\n    raise ValueError(f'call {len(CALLS)}')"),
    "ends its process in the middle": with_double("import os\nif len(CALLS) == 4:\n    os._exit(3)"),
    "ends it where it was not asked yet": with_double(
        "import os\nif n == 5:\n    os._exit(3)\nif n == 3:\n    return 0"
    ),
    "hangs in the middle": with_double("import time\nif n == 3:\n    time.sleep(9)"),
    "hangs where it was not asked yet": with_double(
        "import time\nif n == 5:\n    time.sleep(9)\nif n == 3:\n    return 0"
    ),
    "gives too much": with_double("if n == 3:\n    return list(range(10**5))"),
    "gives what cannot travel back": with_double("if n == 3:\n    return [{'a': object()}] * 3"),
    "is right and slow": with_double("import time\ntime.sleep(0.1 if n < 6 else 0)"),
    "takes a word": RIGHT.replace("raise TypeError", "return str"),
    "gives a number that is equal to all": with_double(
        "class Any(int):\n    __eq__ = lambda *_: True\n    __hash__ = None\nreturn Any(7)"
    ),
    "gives a list that says it is empty": with_double(
        "class Empty(list):\n    __len__ = lambda _: 0\n    __iter__ = lambda _: iter([2 * n])\nreturn Empty([n])"
    ),
    "says that it is a number": with_double(
        "class Liar:\n    __class__ = property(lambda _: int)\n    __eq__ = lambda *_: True\nreturn Liar()"
    ),
    "gives a number of 510 bits": with_double("return 1 << 509 if n == 4 else 2 * n"),
    "gives False for 0": with_double("if n == 0:\n    return False"),
    "raises what cannot be told": with_double(
        "class Silent(BaseException):\n    def __str__(self):\n        raise SystemExit\n"
        "if n == 4:\n    raise Silent from Silent()"
    ),
    "gives a generator": with_double("return (each for each in [2 * n])"),
}


HANGING = Limits(call_s=1, total_s=6, memory_mb=64)  # for what hangs; all else may take its time on a busy machine
SOON_SLOW_S = 0.3  # of code that sleeps for a second, of which nothing is to be asked ahead any more
# It does not know twice eight, and looks for what it will be asked after that, among the variables of who calls it
LOOKS_AHEAD = """
import sys
from receptive.sandbox.channel import unpacked
from receptive.sandbox.wire import read


def double(n):
    frame = sys._getframe()
    while frame and "requests" not in frame.f_locals:
        frame = frame.f_back
    asked = [read(message)[-1][0] for message in unpacked(frame.f_locals["requests"])] if frame else []
    return 2 * n if n != 8 else asked[asked.index(n) + 1] if n in asked[:-1] else 0
"""
FEW = st.lists(st.integers(0, 6), max_size=2)


class Never(Foresight):
    """Remembers nothing, so everything is asked as the test comes to it."""

    def learn(self, *_: Any) -> None:
        return


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that is quick is taken for that on a busy machine, too."""
    monkeypatch.setattr("receptive.student.process.QUICK_LOAD_S", 20.0)
    monkeypatch.setattr("receptive.student.process.QUICK_S", 20.0)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, pool: Pool) -> Iterator[GraderSession]:
    with opened(tmp_path_factory.mktemp("times"), pool) as made:
        yield made


def opened(folder: Path, pool: Pool, grader: str = GRADER) -> GraderSession:
    for place in ("exercises", "graders"):
        (folder / place / "times").mkdir(parents=True)
    (folder / "exercises" / "times" / "times.py").write_text(STUB)
    (folder / "exercises" / "times" / "README.md").write_text("# Times\n")
    (folder / "exercises" / "times" / "topic.yaml").write_text(MANIFEST)
    (folder / "graders" / "times" / "test_times.py").write_text(grader)
    return GraderSession(load_topic(Content(folder), "times"), pool.sandbox(()))


def graded(session: GraderSession, source: str, seed: str = "seed", limits: Limits | None = None) -> GradedTopic:
    with session.only(session.topic.exercises, limits):
        return session.grade(Submission("times", Path("times.py"), source.encode()), seed)


def all_that_is_told(found: GradedTopic) -> tuple[Any, ...]:
    replies = {name: [repr(reply) for reply in given] for name, given in found.replies.items()}
    return found.outcomes, found.printed, found.incident, found.noted, found.notes, replies


def calls_made(session: GraderSession) -> int:
    """How often the test of `small` has been run so far."""
    return len(session.items["small"].function.__globals__["RUNS"])


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_asked_ahead_is_judged_alike(
    session: GraderSession, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "slow" in name:
        monkeypatch.setattr("receptive.student.process.QUICK_S", SOON_SLOW_S)
    limits = HANGING if "hangs" in name else None
    session.foresight = Never()
    live = graded(session, PROGRAMS[name], limits=limits)
    session.foresight = Foresight()
    graded(session, RIGHT)
    assert all_that_is_told(graded(session, PROGRAMS[name], limits=limits)) == all_that_is_told(live)
    assert {outcome.status for outcome in graded(session, RIGHT).outcomes} == {Status.PASSED}


@pytest.mark.usefixtures("quick")
def test_equal_answers_pass_without_the_test_and_others_do_not(session: GraderSession) -> None:
    session.foresight = Foresight()
    graded(session, RIGHT)
    before = calls_made(session)
    graded(session, RIGHT)
    assert calls_made(session) == before
    graded(session, PROGRAMS["right in floats"])
    assert calls_made(session) == before + 1
    graded(session, PROGRAMS["right in floats"])
    graded(session, RIGHT)
    assert calls_made(session) == before + 1


@pytest.mark.usefixtures("quick")
def test_a_test_that_draws_is_remembered_for_its_seed_only(session: GraderSession) -> None:
    session.foresight = Foresight()
    graded(session, RIGHT, "one")
    before = calls_made(session)
    graded(session, RIGHT, "two")
    assert calls_made(session) == before  # it draws nothing
    assert set(session.foresight.fixed) == {"small", "chain", "refuses"}
    assert set(session.foresight.drawn) == {"large", "some"}
    remembering_ones_own = "SEEN = {}\n" + RIGHT.replace(
        "return n + n", "return n + n if n < 90 else SEEN.setdefault(len(SEEN), 7)"
    )
    found = graded(session, remembering_ones_own, "three")
    assert [outcome.status for outcome in found.outcomes[:3]] == [Status.PASSED, Status.PASSED, Status.FAILED]


@pytest.mark.parametrize(("given", "look"), [("student", "student.source"), ("student, clock", "clock()")])
def test_a_test_that_looks_at_more_than_replies_is_run_each_time(
    tmp_path: Path, pool: Pool, given: str, look: str
) -> None:
    grader = GRADER.replace("def test_small(student)", f"def test_small({given})")
    with opened(tmp_path, pool, grader.replace('RUNS.append("small")', f"RUNS.append({look})")) as session:
        graded(session, RIGHT)
        graded(session, RIGHT)
        assert calls_made(session) == 2


@pytest.mark.usefixtures("quick")
def test_a_test_that_asks_by_what_is_replied_is_asked_live(session: GraderSession) -> None:
    session.foresight = Foresight()
    for name in ("right", "right in floats", "right"):
        assert {outcome.status for outcome in graded(session, PROGRAMS[name]).outcomes} == {Status.PASSED}
    assert session.foresight.unforeseeable == {"chain"}


def test_what_is_asked_next_tells_no_answer(session: GraderSession) -> None:
    session.foresight = Foresight()
    graded(session, RIGHT)
    assert graded(session, LOOKS_AHEAD).outcomes[1].status is Status.FAILED


@settings(deadline=None)
@given(st.lists(st.tuples(FEW, FEW), min_size=1, max_size=9))
def test_no_piece_tells_an_answer_that_was_not_given_yet(asked: list[tuple[list[int], list[int]]]) -> None:
    """An answer may stand in a later request of its piece only where an earlier one has told it."""
    requests = [make_request("call", ("times", "double", arguments)) for arguments, _ in asked]
    answers = [answer_of(encode([PLACE, "value", values]), PLACE) for _, values in asked]
    script = Script(tuple(requests), passes=[Pass(tuple(answers), ())])
    pieces = list(script.pieces_with(requests[0].seeded(7)))
    assert b"".join(piece for _, piece in pieces) == together(script.requests_with(7))
    begin = 0
    for end, _ in pieces:
        for at, later in itertools.combinations(range(begin, end), 2):
            told = {number for arguments, _ in asked[: at + 1] for number in arguments}
            assert not {*asked[at][1]} & {*asked[later][0]} - told
        begin = end
    assert begin == len(requests)


def test_answers_that_come_later_than_their_piece_are_those_of_no_pass() -> None:
    """Who keeps one back has seen what the next piece tells."""
    answers = tuple(answer_of(encode([PLACE, "value", value]), PLACE) for value in (2, "four", 6))
    passed = Pass(answers, ())
    for sent, count in itertools.product(range(4), range(4)):
        assert passed.begins_with(answers_together(answers[:sent]), count) == (sent == count)
    assert not passed.begins_with(answers_together(answers[1:2]), 1)


def test_a_test_with_fixtures_of_its_own_goes_through_pytest(tmp_path: Path, pool: Pool) -> None:
    grader = GRADER.replace("RUNS = []", "RUNS = []\n\n@pytest.fixture\ndef two():\n    yield 2\n")
    grader = grader.replace("def test_small(student):", "def test_small(student, two):").replace(
        "2 * n)", "two * n)", 1
    )
    with opened(tmp_path, pool, grader) as session:
        assert session.plain == {"chain", "large", "some", "refuses"}
        assert {outcome.status for outcome in graded(session, RIGHT).outcomes} == {Status.PASSED}


def test_a_trusted_module_in_the_students_place_is_asked_live(session: GraderSession) -> None:
    session.foresight = Foresight()
    graded(session, RIGHT)
    module = ModuleType("times")
    exec(RIGHT, module.__dict__)
    found = session.grade_process(ModelProcess("times", module, None, RIGHT), "seed")
    assert {outcome.status for outcome in found.outcomes} == {Status.PASSED}


def test_code_that_prints_as_it_likes_makes_no_fault_of_ours(session: GraderSession) -> None:
    moody = "import os\nprint('x' * int.from_bytes(os.urandom(2), 'little'))\nif n == 8:\n    return 0"
    session.foresight = Foresight()
    graded(session, RIGHT)
    for _ in range(8):  # in half of all cases it prints less when it is begun anew
        assert graded(session, with_double(moody)).outcomes[1].status is Status.FAILED


def test_coming_back_has_an_end(session: GraderSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("receptive.student.process.COMING_BACK_S", 0.1)
    slow = with_double("import time\ntime.sleep(0.1 if n < 4 else 0)\nif n == 3:\n    return 0")
    session.foresight = Never()
    live = graded(session, slow)
    session.foresight = Foresight()
    graded(session, RIGHT)
    assert all_that_is_told(graded(session, slow)) == all_that_is_told(live)


@pytest.mark.usefixtures("quick")
def test_slow_code_is_asked_nothing_ahead(session: GraderSession, monkeypatch: pytest.MonkeyPatch) -> None:
    session.foresight = Foresight()
    graded(session, RIGHT)
    tried: list[bool] = []
    may = StudentProcess._may_ask_ahead

    def noted(process: StudentProcess, *given: Any) -> bool:
        tried.append(may(process, *given))
        monkeypatch.setattr("receptive.student.process.QUICK_S", SOON_SLOW_S)  # not before: to load it may take as long
        return tried[-1]

    monkeypatch.setattr(StudentProcess, "_may_ask_ahead", noted)
    slow = RIGHT.replace("return n + n", "import time\n    time.sleep(0.04)\n    return n + n")
    graded(session, slow)
    assert tried[0]
    assert not tried[-1]


@pytest.mark.usefixtures("quick")
def test_more_than_the_way_can_hold_is_sent_piece_by_piece(tmp_path: Path, pool: Pool) -> None:
    wide = GRADER.replace("for n in range(6):", "for n in ('x' * 30_000 + str(i) for i in range(30)):")
    with opened(tmp_path, pool, wide) as session:
        for _ in range(2):
            found = graded(session, RIGHT)
            assert {outcome.status for outcome in found.outcomes} == {Status.PASSED}
        assert calls_made(session) == 1
        found = graded(session, with_double("if len(CALLS) == 17:\n    return 0"))
        assert found.outcomes[0].status is Status.FAILED
