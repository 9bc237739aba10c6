"""Proves a topic's grader: what must earn everything does, what must lose points does, and mistakes are recognized.

The parts of a check are independent, so each can run in a process of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from receptive.authoring.exercise_files import check_exercise_files
from receptive.authoring.fairness import check_fairness
from receptive.authoring.findings import Effort, Found, Line, TopicCheck
from receptive.authoring.grading import grade_source
from receptive.authoring.importing import check_imports
from receptive.authoring.misconceptions import check_misconceptions
from receptive.authoring.mistakes.proof import check_sealed
from receptive.authoring.mutation import check_mutants
from receptive.authoring.number_types import check_types
from receptive.authoring.order import check_order
from receptive.authoring.quizzes import check_quiz
from receptive.authoring.trivial import check_trivial
from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.grading.pool import Pool
from receptive.grading.session import GraderSession
from receptive.model import Status, Topic
from receptive.scoring import total_points

LEAST = 2  # independent right solutions: a grader must not insist on the reference's way
RUNTIME = "runtime"  # no part of a certificate: it is different every time

Part = Callable[[Content, GraderSession, Effort], Found]


def check_topic(content: Content, slug: str, effort: Effort) -> TopicCheck:
    """Run every check of one topic, one after the other.

    Raises:
        ContentError: the topic cannot even be loaded: its manifest or grader is broken.
    """
    with Pool() as pool:
        return join_parts(content, slug, effort, [check_part(content, slug, effort, part, pool) for part in PARTS])


def check_part(content: Content, slug: str, effort: Effort, part: str, pool: Pool) -> Found:
    """Run one of the `PARTS` of the check of a topic.

    Args:
        pool: its sandboxes and graders are used for other parts too.

    Raises:
        ContentError: the topic cannot even be loaded: its manifest or grader is broken.
    """
    topic = load_topic(content, slug)
    if "torch" in topic.packages and effort == Effort.quick():
        effort = Effort.quick_where_networks_train()
    return PARTS[part](content, pool.grader(topic), effort)


def join_parts(content: Content, slug: str, effort: Effort, parts: Sequence[Found]) -> TopicCheck:
    """The whole check, with what only all parts together can tell."""
    lines = [line for part in parts for line in part.lines]
    failing = frozenset().union(*(part.failing for part in parts))
    return TopicCheck(slug, (*lines, _each_criterion(load_topic(content, slug), failing, effort)))


def _each_criterion(topic: Topic, failing: frozenset[str], effort: Effort) -> Line:
    """A criterion that no wrong program ever fails decides nothing. A quick look runs too few programs to tell."""
    names = [criterion.id for criterion in topic.criteria]
    idle = tuple(f"{name} is failed by no wrong program" for name in names if name not in failing)
    found = f"{len(names) - len(idle)} of {len(names)} are failed by a wrong program"
    return Line("criteria", found, idle if effort.is_full else ())


def _basics(content: Content, session: GraderSession, effort: Effort) -> Found:
    return Found(tuple(_basic_lines(content, session, effort)))


def _quiz(content: Content, session: GraderSession, effort: Effort) -> Found:
    return check_quiz(content, session.topic.slug, effort.variants)


def _course(content: Content, session: GraderSession, effort: Effort) -> Found:  # noqa: ARG001  # a part of a check
    return check_order(content, session.topic.slug)


def _basic_lines(content: Content, session: GraderSession, effort: Effort) -> Iterator[Line]:
    topic = session.topic
    yield _signatures(content, topic)
    yield _rubric(topic)
    yield check_exercise_files(session)
    if topic.importable:
        yield check_imports(session)
    yield _nothing_for(session, "stub", topic.stub.read_bytes(), {Status.MISSING})
    yield _nothing_for(session, "empty module", b"x = 1\n", {Status.MISSING})
    yield _everything_for(session, "reference", [content.solution(topic.slug)], effort.seeds)
    yield _runtime(session, content.solution(topic.slug).read_bytes())
    alternatives = sorted((topic.grader / "alternatives").glob("*.py"))
    line = _everything_for(session, "alternatives", alternatives, effort.seeds)
    few = () if len(alternatives) >= LEAST else (f"{len(alternatives)} alternatives; {LEAST} are asked",)
    yield replace(line, problems=line.problems + few)


def _nothing_for(session: GraderSession, name: str, source: bytes, allowed: set[Status]) -> Line:
    graded_topic = grade_source(session, source)
    wrong = [f"{o.criterion.id} is {o.status}" for o in graded_topic.outcomes if o.status not in allowed]
    return Line(name, f"{total_points(graded_topic.outcomes):g} points", tuple(wrong))


def _everything_for(session: GraderSession, name: str, files: list[Path], seeds: int) -> Line:
    problems = []
    for path in files:
        source = path.read_bytes()
        for number in range(seeds):
            graded_topic = grade_source(session, source, f"check {number}")
            problems += [
                f"{path.name}, seed 'check {number}': {o.criterion.id} is {o.status}: {o.message}"
                for o in graded_topic.outcomes
                if o.status is not Status.PASSED
            ]
    runs = f"{len(files)} in {seeds} runs each: {len(problems)} criteria refused"
    return Line(name, runs, tuple(problems))


def _runtime(session: GraderSession, source: bytes) -> Line:
    """What the reference solution takes, and what takes most of it."""
    seconds = grade_source(session, source).seconds
    slowest = sorted(seconds, key=lambda name: -seconds[name])[:3]
    shown = ", ".join(f"{name} {seconds[name] * 1000:.0f}" for name in slowest)
    return Line(RUNTIME, f"{sum(seconds.values()) * 1000:.0f} ms in {len(seconds)} criteria; most: {shown}")


def _rubric(topic: Topic) -> Line:
    problems = [
        f"{exercise.name} has no {kind} criterion"
        for exercise in topic.exercises
        for kind in ("open", "hidden")
        if kind not in {criterion.visibility.value for criterion in exercise.criteria}
    ]
    refusing = sum(criterion.points for criterion in topic.criteria if criterion.refusing)
    if refusing > topic.max_points / 10:
        problems.append(
            f"refusing impossible input gives {refusing:g} of {topic.max_points:g} points; a tenth is the most"
        )
    return Line("rubric", f"{len(topic.criteria)} criteria, {topic.max_points:g} points", tuple(problems))


def _signatures(content: Content, topic: Topic) -> Line:
    """Stub and solution agree in names and arguments, and the stub explains each."""
    stub, solution = (_top_level(path) for path in (topic.stub, content.solution(topic.slug)))
    problems = [f"the stub has no {exercise.name}" for exercise in topic.exercises if exercise.name not in stub]
    for name, node in stub.items():
        other = solution.get(name)
        if other is None:
            problems.append(f"{topic.slug}.py, line {node.lineno}: the solution has no {name}")
        elif _arguments(node) != _arguments(other):
            problems.append(f"{topic.slug}.py, line {node.lineno}: {name} has other arguments in the solution")
        if not ast.get_docstring(node):
            problems.append(f"{topic.slug}.py, line {node.lineno}: {name} has no docstring")
    return Line("signatures", f"{len(stub)} names", tuple(problems))


def _top_level(path: Path) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
    }


def _arguments(node: ast.FunctionDef | ast.ClassDef) -> str:
    """Names and defaults; annotations may be more precise in one of the two."""
    if isinstance(node, ast.ClassDef):
        inits = [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
        return _arguments(inits[0]) if inits else ""
    arguments = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    defaults = [ast.unparse(default) for default in (*node.args.defaults, *filter(None, node.args.kw_defaults))]
    return f"{arguments} {defaults}"


PARTS: dict[str, Part] = {
    "basics": _basics,
    "trivial": check_trivial,
    "types": check_types,
    "fairness": check_fairness,
    "misconceptions": check_misconceptions,
    "sealed": check_sealed,
    "mutants": check_mutants,
    "quiz": _quiz,
    "course": _course,
}
