"""Proves a topic's grader: what must earn everything does, what must lose points does, and mistakes are recognised."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from receptive.authoring.equivalents import Equivalents, read_equivalents
from receptive.authoring.misconceptions import misconception_problems
from receptive.authoring.mutants import Mutant, mutants
from receptive.catalogue import load_topic
from receptive.content import Content
from receptive.grading.run import Sandboxes
from receptive.grading.session import GradedTopic, GraderSession
from receptive.model import Limits, Status, Submission, Topic
from receptive.scoring import total_points

MUTANTS_KILLED = 0.97
RUNTIME = "runtime"  # no part of a certificate: it is different every time
MUTANT_LIMITS = Limits(call_s=1.0, total_s=4.0)


@dataclass(frozen=True)
class Effort:
    """How much is tried."""

    seeds: int
    mutants: int  # at most, drawn with a fixed seed

    @classmethod
    def quick(cls) -> Effort:
        return cls(seeds=2, mutants=40)

    @classmethod
    def quick_where_networks_train(cls) -> Effort:
        return cls(seeds=1, mutants=6)

    @classmethod
    def full(cls) -> Effort:
        return cls(seeds=20, mutants=100_000)


@dataclass(frozen=True)
class Line:
    """One property of one topic: whether it holds, what was counted, and every case in which it does not."""

    name: str
    found: str
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class TopicCheck:
    topic: str
    lines: tuple[Line, ...]

    @property
    def ok(self) -> bool:
        return all(line.ok for line in self.lines)


def check_topic(content: Content, slug: str, effort: Effort) -> TopicCheck:
    """Run every check of one topic.

    Raises:
        ContentError: the topic cannot even be loaded: its manifest or grader is broken.
    """
    topic = load_topic(content, slug)
    if "torch" in topic.packages and effort == Effort.quick():
        effort = Effort.quick_where_networks_train()
    sandboxes = Sandboxes()
    try:
        with GraderSession(topic, sandboxes.prepare(topic.packages)) as session:
            return TopicCheck(slug, tuple(_lines(content, session, effort)))
    finally:
        sandboxes.close()


def _lines(content: Content, session: GraderSession, effort: Effort) -> Iterator[Line]:
    topic = session.topic
    yield _signatures(content, topic)
    yield _rubric(topic)
    yield _nothing_for(session, "stub", topic.stub.read_bytes(), {Status.MISSING})
    yield _nothing_for(session, "empty module", b"x = 1\n", {Status.MISSING})
    yield _everything_for(session, "reference", [content.solution(topic.slug)], effort.seeds)
    yield _runtime(session, content.solution(topic.slug).read_bytes())
    alternatives = sorted((topic.grader / "alternatives").glob("*.py"))
    least = 2 if "torch" in topic.packages else 5
    line = _everything_for(session, "alternatives", alternatives, effort.seeds)
    few = () if len(alternatives) >= least else (f"{len(alternatives)} alternatives; {least} are asked",)
    yield replace(line, problems=line.problems + few)
    problems, count = misconception_problems(content, session)
    yield Line("misconceptions", f"{count} models lose points and are recognised", tuple(problems))
    yield _mutants(content, session, effort)


def _graded(session: GraderSession, source: bytes, seed: str = "check") -> GradedTopic:
    return session.grade(Submission(session.topic.slug, session.topic.stub, source), seed, explain=False)


def _nothing_for(session: GraderSession, name: str, source: bytes, allowed: set[Status]) -> Line:
    graded = _graded(session, source)
    wrong = [f"{o.criterion.id} is {o.status}" for o in graded.outcomes if o.status not in allowed]
    return Line(name, f"{total_points(graded.outcomes):g} points", tuple(wrong))


def _everything_for(session: GraderSession, name: str, files: list[Path], seeds: int) -> Line:
    problems = []
    for path in files:
        source = path.read_bytes()
        for number in range(seeds):
            graded = _graded(session, source, f"check {number}")
            problems += [
                f"{path.name}, seed 'check {number}': {o.criterion.id} is {o.status}: {o.message}"
                for o in graded.outcomes
                if o.status is not Status.PASSED
            ]
    runs = f"{len(files)} in {seeds} runs each: {len(problems)} criteria refused"
    return Line(name, runs, tuple(problems))


def _runtime(session: GraderSession, source: bytes) -> Line:
    """What the reference solution takes, and what takes most of it."""
    seconds = _graded(session, source).seconds
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
    refusing = sum(criterion.points for criterion in topic.criteria if criterion.id == "validation")
    if refusing > topic.max_points / 10:
        problems.append(f"validation gives {refusing:g} of {topic.max_points:g} points; a tenth is the most")
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


def _mutants(content: Content, session: GraderSession, effort: Effort) -> Line:
    source = content.solution(session.topic.slug).read_text("utf-8")
    every = list(mutants(source))
    equivalents = read_equivalents(session.topic.grader / "equivalents.yaml")
    drawn = every if len(every) <= effort.mutants else random.Random(0).sample(every, effort.mutants)
    whole = session.topic
    survivors = []
    for mutant in drawn:
        if equivalents.excuse(mutant) is None and _survives(session, whole, mutant):
            survivors.append(mutant)
    session.topic = whole
    return _mutant_line(drawn, survivors, equivalents)


def _survives(session: GraderSession, whole: Topic, mutant: Mutant) -> bool:
    """Whether a mutant loses nothing. What stands in one exercise is judged by that exercise alone, first."""
    own = tuple(exercise for exercise in whole.exercises if exercise.name == mutant.function)
    limits = MUTANT_LIMITS if "torch" not in whole.packages else whole.limits
    for exercises in filter(None, (own, whole.exercises)):
        session.topic = replace(whole, exercises=exercises, limits=limits)
        graded = _graded(session, mutant.source.encode())
        if any(outcome.status is not Status.PASSED for outcome in graded.outcomes):
            return False
    return True


def _mutant_line(drawn: list[Mutant], survivors: list[Mutant], equivalents: Equivalents) -> Line:
    excused = sum(equivalents.excuse(mutant) is not None for mutant in drawn)
    judged = len(drawn) - excused
    killed = judged - len(survivors)
    found = f"{killed} of {judged} killed, {excused} equivalent for a reason"
    enough = judged == 0 or killed >= MUTANTS_KILLED * judged
    names = tuple(mutant.name for mutant in survivors)
    if enough:
        return Line("mutants", found + (f"; alive: {'; '.join(names)}" if names else ""))
    return Line("mutants", found, names)
