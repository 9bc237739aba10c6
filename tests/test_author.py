"""What an author is told: a grader that is proven, and every way in which one can fall short, with file and line."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from receptive.authoring.check import PARTS, check_part, check_topic
from receptive.authoring.findings import Effort
from receptive.authoring.mutants import mutants
from receptive.authoring.number_types import check_types
from receptive.authoring.scaffold import scaffold
from receptive.authoring.trivial import check_trivial
from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.certificate import CertificateState, certificate_state, grader_hash
from receptive.grading.pool import Pool
from receptive.workspace.folder import WorkspaceError
from support import FRESH, Grade

CONTENT = find_content()
TOPICS = CONTENT.topics()


def needs_torch(slug: str) -> bool:
    return "torch" in load_topic(CONTENT, slug).packages


# The lesson itself


@pytest.mark.slow
@pytest.mark.parametrize("topic", TOPICS)
def test_the_grader_of_a_topic_is_proven(topic: str) -> None:
    if needs_torch(topic):
        pytest.importorskip("torch", reason="torch is not installed")
    found = check_topic(CONTENT, topic, Effort.quick())
    assert {line.name: line.problems for line in found.lines if not line.ok} == {}


@pytest.mark.slow
@pytest.mark.parametrize("topic", TOPICS)
def test_the_grader_of_a_topic_is_proven_in_full(topic: str) -> None:
    if needs_torch(topic):
        pytest.importorskip("torch", reason="torch is not installed")
    found = check_topic(CONTENT, topic, Effort.full())
    assert {line.name: line.problems for line in found.lines if not line.ok} == {}


@pytest.mark.parametrize("topic", TOPICS)
def test_the_certificate_is_current(topic: str) -> None:
    loaded = load_topic(CONTENT, topic)
    state = certificate_state(loaded, grader_hash(loaded))
    assert state is CertificateState.CURRENT, f"run: grade author check {topic} --full"


# A new topic, and what is wrong with it

Problems = Callable[..., dict[str, tuple[str, ...]]]

FIXTURES = """
@pytest.fixture
def three() -> int:
    return 3


@pytest.fixture
def six(three: int, py_rng: Random) -> Any:
    assert py_rng.random() < 1
    yield 2 * three


"""


@pytest.fixture
def lesson(tmp_path: Path, pool: Pool) -> Iterator[Content]:
    """A lesson with one scaffolded topic: everything in it is right."""
    content = Content(tmp_path)
    scaffold(content, "doubling", order=1)
    yield content
    pool.drop("doubling")


def problems_of(lesson: Content, pool: Pool, *parts: str) -> dict[str, tuple[str, ...]]:
    """What these parts of the check find, or the whole of it. Sandboxes are those of all tests."""
    pool.drop("doubling")  # it was edited
    effort = Effort(seeds=2, mutants=50)
    checked = [check_part(lesson, "doubling", effort, part, pool) for part in parts or PARTS]
    return {line.name: line.problems for part in checked for line in part.lines if not line.ok}


@pytest.fixture
def problems(lesson: Content, pool: Pool) -> Problems:
    return partial(problems_of, lesson, pool)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_scaffolded_topic_is_right_and_two_alternatives_are_the_least(lesson: Content, problems: Problems) -> None:
    assert problems() == {}
    (lesson.grader("doubling") / "alternatives" / "adding.py").unlink()
    assert problems("basics") == {"alternatives": ("1 alternatives; 2 are asked",)}


def test_a_topic_is_never_overwritten(lesson: Content) -> None:
    with pytest.raises(WorkspaceError, match="is there already"):
        scaffold(lesson, "doubling", order=2)
    with pytest.raises(WorkspaceError, match="cannot be a module's name"):
        scaffold(lesson, "my topic", order=2)


def test_a_wrong_solution_and_a_wrong_alternative_are_named(lesson: Content, problems: Problems) -> None:
    edit(lesson.grader("doubling") / "alternatives" / "adding.py", "n + n", "n + n + 1")
    assert problems("basics")["alternatives"][0].startswith("adding.py, seed 'check 0': small is failed")
    edit(lesson.solution("doubling"), "2 * n", "n ** 2")
    assert problems("basics")["reference"]


def test_a_stub_that_is_solved_is_named(lesson: Content, problems: Problems) -> None:
    edit(lesson.stub("doubling"), "raise NotImplementedError", "return n + n")
    assert problems("basics")["stub"] == ("small is passed", "other is passed")


def test_other_arguments_in_stub_and_solution_are_named_with_their_line(lesson: Content, problems: Problems) -> None:
    edit(lesson.stub("doubling"), "def twice(n: int)", "def twice(n: int = 1)")
    assert problems("basics")["signatures"] == ("doubling.py, line 4: twice has other arguments in the solution",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("return 3", "return 2", "NEW-1 in twice: loses no point: it equals the right solution"),
        ('exercises=("twice",)', 'exercises=("thrice",)', "NEW-1 names thrice, which is no exercise"),
        ('read="`twice(n)`"', 'read="Thrice"', "NEW-1 points to 'Thrice', which is no heading of README.md"),
    ],
)
def test_a_faulty_misconception_is_named_with_file_and_line(
    lesson: Content, problems: Problems, old: str, new: str, told: str
) -> None:
    file = lesson.grader("doubling") / "misconceptions" / "factors.py"
    edit(file, old, new)
    found = problems("misconceptions")["misconceptions"]
    line = next(at for at, text in enumerate(file.read_text().splitlines(), 1) if '"NEW-1"' in text)
    assert any(problem.startswith(f"{file}:{line}: ") and told in problem for problem in found)


def test_an_exercise_without_a_model_is_named(lesson: Content, problems: Problems) -> None:
    edit(lesson.grader("doubling") / "model.py", "def twice", "def thrice")
    assert any(
        "NEW-1 in twice: there is no model" in problem for problem in problems("misconceptions")["misconceptions"]
    )


def test_an_id_used_twice_and_two_models_that_are_one_are_named(lesson: Content, problems: Problems) -> None:
    file = lesson.grader("doubling") / "misconceptions" / "factors.py"
    text = file.read_text()
    entry = text[text.index("@misconception") :]
    file.write_text(f"{text}\n\n{entry.replace('class Triples', 'class AlsoTriples')}")
    assert any("NEW-1 is used twice" in problem for problem in problems("misconceptions")["misconceptions"])
    file.write_text(f"{text}\n\n{entry.replace('NEW-1', 'NEW-2').replace('Triples', 'AlsoTriples')}")
    assert problems("misconceptions") == {}, "two that do the same are said together, as one of two"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("model.py", "self.factor() * n", "self.factor() * n + (n == 3)", "gives another answer to (3,) {}: 7"),
        ("model.py", "def twice", "def thrice", "the Model of model.py has no twice"),
        ("twice.py", "    while True:\n        yield", "    yield", "calls end after 4"),
        ("twice.py", '"3 + 3 = 6")', "1 / 0)", "example raises ZeroDivisionError: division by zero (twice.py, line"),
        ("twice.py", "return f", "return _ + f", "arithmetic raises TypeError"),
    ],
)
def test_what_fails_beside_the_tests_is_named(
    lesson: Content, problems: Problems, file: str, old: str, new: str, told: str
) -> None:
    edit(lesson.grader("doubling") / file, old, new)
    found = problems("basics")["exercises"]
    assert any(told in problem for problem in found), found


def test_a_mutant_that_the_grader_lets_live_is_named(lesson: Content, problems: Problems) -> None:
    edit(lesson.solution("doubling"), "return 2 * n", "return 2 * n if n < 100 else n + n")
    assert any("n < 100 -> n <= 100" in problem for problem in problems("mutants").get("mutants", ()))
    excuse = "- {function: twice, before: n < 100, after: n <= 100, reason: both branches say the same}\n"
    excuse += "- {function: twice, before: '100', after: '101', reason: both branches say the same}\n"
    (lesson.grader("doubling") / "equivalents.yaml").write_text(excuse)
    assert not any("n < 100" in problem for problem in problems("mutants").get("mutants", ()))


def test_an_excuse_that_fits_no_mutant_or_several_lines_is_named(lesson: Content, problems: Problems) -> None:
    edit(lesson.solution("doubling"), "return 2 * n", "m = 1 * n\n    return m + 1 * n")
    excuses = lesson.grader("doubling") / "equivalents.yaml"
    excuses.write_text("- {function: twice, before: '7', after: '8', reason: none}\n")
    assert "equivalents.yaml: twice: 7 -> 8 fits no mutant" in problems("mutants")["mutants"]
    excuses.write_text("- {function: twice, before: '1', after: '2', reason: none}\n")
    assert "equivalents.yaml: twice: 1 -> 2 fits 2 lines; say which with `line`" in problems("mutants")["mutants"]
    excuses.write_text("- {function: twice, before: '1', after: '2', line: m = 1 * n, reason: none}\n")
    assert not any("equivalents.yaml" in problem for problem in problems("mutants").get("mutants", ()))


def test_a_criterion_that_no_wrong_program_fails_is_named_by_a_full_check(lesson: Content) -> None:
    test = lesson.grader("doubling") / "test_twice.py"
    source = test.read_text()
    body = source[source.rindex("@pytest.mark.criterion") :]
    name = body.split('"')[1]
    edit(test, body, f'@pytest.mark.criterion("{name}")\ndef test_nothing(student):\n    student.twice(1)\n')
    found = check_topic(lesson, "doubling", Effort.full())
    line = next(line for line in found.lines if line.name == "criteria")
    assert line.problems == (f"{name} is failed by no wrong program",)


def test_a_criterion_that_lets_a_wrong_answer_pass_is_named_unless_there_is_a_reason(
    lesson: Content, problems: Problems
) -> None:
    test = lesson.grader("doubling") / "test_twice.py"
    source = test.read_text()
    body = source[source.rindex("@pytest.mark.criterion") :]
    name = body.split('"')[1]
    edit(test, body, f'@pytest.mark.criterion("{name}")\ndef test_nothing(student):\n    student.twice(1)\n')
    assert problems("misconceptions")["differences"] == (
        f"{name} is passed by NEW-1 with other answers; say why in partial.yaml",
    )
    partial = lesson.grader("doubling") / "partial.yaml"
    partial.write_text(f"- {{criterion: {name}, reason: looks at nothing}}\n")
    assert "differences" not in problems("misconceptions")
    partial.write_text(f"- {{criterion: {name}, reason: x}}\n- {{criterion: small, reason: x}}\n")
    assert problems("misconceptions")["differences"] == ("partial.yaml: small notices every difference",)


def test_a_criterion_that_a_trivial_program_passes_is_named_with_what_it_gives(lesson: Content, pool: Pool) -> None:
    edit(
        lesson.grader("doubling") / "test_twice.py",
        "check_exact(student.twice(n), twice(n))  #",
        "assert not abs(student.twice(n) - twice(n)) > 0  # what is no number is not greater, and",
    )
    (line,) = check_trivial(lesson, pool.grader(load_topic(lesson, "doubling")), Effort.quick()).lines
    told = "programs that implement nothing earn 1 of 2 points together, the best alone 1 (constant float('nan'))"
    assert line.found == told
    assert line.problems == ("other is passed by: constant float('nan'), NaN like the input, NaN in the right shape",)


OTHER_KINDS = ("gives np.int64", "gives float")
ARRAYS = """
import numpy as np
from receptive.grader import check_close


@pytest.mark.criterion("other")
def test_arrays(student):
    check_close(student.twice(np.array([3.5, 4], dtype=np.float32)), np.array([7.0, 8]))
"""


def types_not_asked(lesson: Content, pool: Pool) -> list[str]:
    pool.drop("doubling")  # it was edited
    session = pool.grader(load_topic(lesson, "doubling"))
    return [text for line in check_types(lesson, session, Effort.quick()).lines for text in line.problems]


def test_a_type_that_is_not_asked_is_named_unless_there_is_a_reason(lesson: Content, pool: Pool) -> None:
    edit(lesson.grader("doubling") / "test_twice.py", "check_exact(student", "check_equal(student")
    told = [f"twice, {kind}: loses no point; ask it, or say in types.yaml why not" for kind in OTHER_KINDS]
    assert types_not_asked(lesson, pool) == told
    entries = [f"- {{exercise: twice, type: {kind}, reason: any will do}}\n" for kind in OTHER_KINDS]
    excuses = lesson.grader("doubling") / "types.yaml"
    excuses.write_text("".join(entries) + "- {exercise: twice, type: given uint8, reason: x}\n")
    assert types_not_asked(lesson, pool) == ["types.yaml: twice, given uint8: this excuses nothing"]


def test_a_type_that_costs_a_whole_exercise_is_named(lesson: Content, pool: Pool) -> None:
    test = lesson.grader("doubling") / "test_twice.py"
    test.write_text(test.read_text().replace("check_equal(", "check_exact("))
    assert all("loses all 2 criteria" in text for text in types_not_asked(lesson, pool))


def test_an_element_type_that_is_not_asked_is_named(lesson: Content, pool: Pool) -> None:
    test = lesson.grader("doubling") / "test_twice.py"
    test.write_text(test.read_text().partition('@pytest.mark.criterion("other")')[0] + ARRAYS)
    told = " ".join(types_not_asked(lesson, pool))
    assert all(f"given {dtype}" in told for dtype in ("uint8", "int64", "float64"))
    assert "float32" not in told


def test_a_mutant_that_hangs_is_killed_by_its_deadline(lesson: Content, pool: Pool) -> None:
    edit(lesson.solution("doubling"), "return 2 * n", "k = n\n    while k > n - 3:\n        k -= 1\n    return 2 * n")
    edit(lesson.manifest("doubling"), "call_s: 2", "call_s: 0.5")
    source = lesson.solution("doubling").read_text()
    assert any(mutant.before == "k -= 1" and mutant.after == "pass" for mutant in mutants(source))  # this one hangs
    found = check_part(lesson, "doubling", Effort(seeds=1, mutants=50), "mutants", pool)
    line = next(line for line in found.lines if line.name == "mutants")
    assert not any("k -= 1" in problem for problem in line.problems)


def test_the_certificate_follows_the_grader(lesson: Content) -> None:
    topic = load_topic(lesson, "doubling")
    assert certificate_state(topic, grader_hash(topic)) is CertificateState.ABSENT
    (topic.grader / "certificate.json").write_text(json.dumps({"ok": True, "grader": grader_hash(topic)}))
    assert certificate_state(topic, grader_hash(topic)) is CertificateState.CURRENT
    edit(topic.grader / "twice.py", "n + n", "2 * n")
    assert certificate_state(topic, grader_hash(topic)) is CertificateState.STALE
    (topic.grader / "certificate.json").write_text("{")
    assert certificate_state(topic, grader_hash(topic)) is CertificateState.STALE


def test_a_quick_look_replaces_no_full_certificate(lesson: Content, grade: Grade) -> None:
    certificate = lesson.grader("doubling") / "certificate.json"
    full = grade("--lesson", lesson.root, "author", "check", "doubling", "--full", "--jobs", "1")
    assert (full.code, full.out.splitlines()[-1]) == (0, f"  wrote {certificate}")
    proven = certificate.read_bytes()
    assert grade("--lesson", lesson.root, "author", "check", "--jobs", "1").code == 0
    assert certificate.read_bytes() == proven


def test_a_grader_may_have_fixtures_of_its_own_and_mistakes_are_recognized(lesson: Content, problems: Problems) -> None:
    test = lesson.grader("doubling") / "test_twice.py"
    edit(test, "@pytest.mark", FIXTURES + "@pytest.mark")
    edit(test, "def test_three_becomes_six(student: Any,", "def test_three_becomes_six(student: Any, six: int,")
    edit(test, "check_equal(student.twice(3), 6)", "check_equal(student.twice(3), six)")
    assert problems() == {}


def test_mutants_are_programs_that_differ_in_one_place() -> None:
    source = (
        "def f(a, b=1):\n    '''Doc.'''\n    if a < b and not a:\n        raise ValueError('no')\n"
        "    return a[b, 0] + max(a, b)\n"
    )
    made = list(mutants(source))
    assert {(m.before, m.after) for m in made} >= {
        ("a < b", "a <= b"),
        ("1", "2"),
        ("not a", "a"),
        ("a[b, 0]", "a[0, b]"),
        ("a[b, 0] + max(a, b)", "a[b, 0] - max(a, b)"),
    }
    assert not any("max(b, a)" in mutant.after for mutant in made)
    for mutant in made:
        assert ast.dump(ast.parse(mutant.source)) != ast.dump(ast.parse(source))


# The commands


def test_author_check_prints_writes_and_exits(lesson: Content, grade: Grade) -> None:
    ran = grade("author", "check", "doubling", "--jobs", "1", RECEPTIVE_LESSON=str(lesson.root), **FRESH)
    assert ran.code == 0, ran.out + ran.err
    assert "1 models lose points and are recognized" in ran.out
    assert json.loads((lesson.grader("doubling") / "certificate.json").read_text())["ok"] is True
    edit(lesson.grader("doubling") / "twice.py", "n + n", "n + n + 1")
    ran = grade("author", "check", "--json", "--jobs", "2", RECEPTIVE_LESSON=str(lesson.root))
    assert ran.code == 1
    assert json.loads(ran.out)["topics"][0]["ok"] is False


def test_a_broken_lesson_is_named_by_a_check_in_another_process(lesson: Content, grade: Grade) -> None:
    edit(lesson.manifest("doubling"), "points:", "pints:")
    ran = grade("author", "check", "doubling", RECEPTIVE_LESSON=str(lesson.root))
    assert ran.code == 4
    assert "topic.yaml" in ran.err
    assert "Traceback" not in ran.err


def test_grade_says_that_a_grader_is_not_proven(lesson: Content, grade: Grade, tmp_path: Path) -> None:
    shutil.copy(lesson.solution("doubling"), tmp_path / "doubling.py")
    ran = grade("doubling", RECEPTIVE_LESSON=str(lesson.root))
    assert ran.code == 0
    assert "The certificate of the grader of doubling is absent: grade author check doubling --full" in ran.out


def test_a_lesson_in_a_folder_of_its_own_is_begun_graded_and_released(grade: Grade, tmp_path: Path) -> None:
    folder = tmp_path / "another"
    begun = grade("--lesson", folder, "author", "new", "strides")
    assert begun.code == 0, begun.out + begun.err
    assert grade(f"--lesson={folder}", folder / "solutions" / "strides.py").code == 0
    assert grade("list", "--json", "--lesson", folder).out.count('"topic"') == 1
    released = grade("--lesson", folder, "release", tmp_path / "handed_out")
    assert released.code == 0, released.out + released.err
    assert "It holds strides.\n" in released.out, "and not the lesson that is installed"
    assert "strides has no pictures" in grade("--lesson", folder, "author", "figures").out
    assert "nothing found" in grade("--lesson", folder, "author", "audit", tmp_path / "handed_out").out


def test_the_lesson_one_stands_in_is_the_one_that_is_written(grade: Grade, lesson: Content) -> None:
    assert grade("author", "new", "strides", cwd=lesson.root).code == 0
    assert lesson.topics() == ["doubling", "strides"]


def test_author_commands_refuse_what_is_wrong(grade: Grade, lesson: Content) -> None:
    assert grade("author", "check", "nothing").code == 2
    assert grade("--lesson", lesson.root, "author", "new", "doubling").code == 2
    assert "--lesson needs a folder" in grade("author", "check", "--lesson").err
    assert "Example: grade author new" in grade("author", "new", "--help").out
