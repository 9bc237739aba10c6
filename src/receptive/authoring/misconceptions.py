"""Checks a topic's registry: each model loses points, and is recognized as itself and as nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from receptive.authoring.findings import Effort, Found, Line
from receptive.authoring.free_choices import check_free_choices
from receptive.authoring.partial import read_partial
from receptive.catalogue.chapters import load_chapters
from receptive.catalogue.content import Content
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.agreement import agree
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.misconceptions import Misconception
from receptive.grading.records import GradedTopic
from receptive.grading.session import GraderSession
from receptive.model import Status
from receptive.student.model_process import ModelProcess, with_model


def check_misconceptions(content: Content, session: GraderSession, effort: Effort) -> Found:
    """Run every model of the registry: it must lose points and be recognized as itself."""
    topic = session.topic
    expert = session.expert = Diagnostician(topic.grader, topic.stub)
    if not expert.known:
        return Found((Line("misconceptions", "none", (f"{topic.grader / 'misconceptions'}: there are none",)),))
    problems = [f"{_place(topic.grader, entry)}: {text}" for entry, text in _faults(session, expert)]
    module = load_module(content.solution(topic.slug), topic.slug)
    source = content.solution(topic.slug).read_text("utf-8")
    count, failing = 0, set()
    right = session.grade_process(ModelProcess(topic.slug, module, expert.registry.probes, source), "check", False)
    unnoticed: dict[str, set[str]] = {}
    for entry in expert.known:
        for exercise in entry.exercises:
            count += 1
            fault, lost, graded = _run(session, expert, module, source, entry, exercise)
            failing |= lost
            for name in _find_passed_differently(graded, right):
                unnoticed.setdefault(name, set()).add(entry.id)
            if fault:
                problems.append(f"{_place(topic.grader, entry)}: {entry.id} in {exercise}: {fault}")
    line = Line("misconceptions", f"{count} models lose points and are recognized", tuple(problems))
    lines = [line, *check_free_choices(content, session, expert, effort)]
    if "torch" not in topic.packages:
        lines.append(_differences(session, unnoticed))
    return Found(tuple(lines), frozenset(failing))


def _find_passed_differently(graded: GradedTopic | None, right: GradedTopic) -> Iterator[str]:
    """Criteria that were passed with other replies than those of the right solution."""
    for outcome in graded.outcomes if graded else ():
        name = outcome.criterion.id
        if outcome.status is Status.PASSED:
            theirs, ours = graded.replies[name] if graded else [], right.replies[name]
            # A test that measures time may ask more often on a busy machine: what both were asked is compared
            if not all(agree(one, other) for one, other in zip(theirs, ours, strict=False)):
                yield name


def _differences(session: GraderSession, unnoticed: dict[str, set[str]]) -> Line:
    """No wrong answer passes, unless the criterion judges a part of it or a property, for a reason that is written."""
    path = session.topic.grader / "partial.yaml"
    reasons = read_partial(path)
    problems = [
        f"{name} is passed by {', '.join(sorted(ids)[:3])} with other answers; say why in {path.name}"
        for name, ids in unnoticed.items()
        if name not in reasons
    ]
    problems += [f"{path.name}: {name} notices every difference" for name in reasons if name not in unnoticed]
    found = f"a wrong answer passes in {len(unnoticed)} criteria, each of which judges a part or a property"
    return Line("differences", found, tuple(problems))


def _faults(session: GraderSession, expert: Diagnostician) -> Iterator[tuple[Misconception, str]]:
    """What is wrong before anything runs."""
    names = [entry.id for entry in expert.known]
    exercises = {exercise.name for exercise in session.topic.exercises}
    texts = [session.topic.readme.read_text("utf-8"), *(chapter.text for chapter in load_chapters(session.topic))]
    headings = set(re.findall(r"^#+ +(.*?) *$", "\n".join(texts), re.MULTILINE))
    for entry in expert.known:
        if names.count(entry.id) > 1:
            yield entry, f"{entry.id} is used twice"
        for name in set(entry.exercises) - exercises:
            yield entry, f"{entry.id} names {name}, which is no exercise"
        if entry.read not in headings:
            yield entry, f"{entry.id} points to {entry.read!r}, which is no heading of README.md or of a chapter"


def _run(
    session: GraderSession,
    expert: Diagnostician,
    solution: ModuleType,
    source: str,
    entry: Misconception,
    exercise: str,
) -> tuple[str, set[str], GradedTopic | None]:
    """What is wrong with one model, or an empty text; the criteria that it loses; and its run."""
    model = expert.registry.model(exercise, frozenset({entry.id}))
    if model is None:
        return "there is no model", set(), None
    module = with_model(solution, exercise, model)
    whole = session.topic
    own = tuple(each for each in whole.exercises if each.name == exercise)
    # Criteria of its own first: most models fall there. Then again, since a criterion may measure time and the machine
    # may be busy.
    for exercises in (own, whole.exercises, own, whole.exercises):
        with session.only(exercises):
            graded = session.grade_process(ModelProcess(whole.slug, module, expert.registry.probes, source), "check")
        fault = _judge(graded, entry)
        lost = {outcome.criterion.id for outcome in graded.outcomes if outcome.status is not Status.PASSED}
        if not fault:
            break
    return fault, lost, graded


def _judge(graded: GradedTopic, entry: Misconception) -> str:
    failed = [outcome for outcome in graded.outcomes if outcome.status is not Status.PASSED]
    if not failed:
        return "loses no point: it equals the right solution as far as the grader can see"
    if any(outcome.status is Status.INTERNAL for outcome in failed):
        return f"makes the grader fail: {graded.incident}"
    said = {outcome.diagnosis.misconception for outcome in failed if outcome.diagnosis}
    if any(entry.id in re.split(r"[/+]", name) and "+" not in name for name in said):
        return ""
    return f"is taken for {', '.join(sorted(said))}" if said else "is not recognized"


def _place(folder: Path, entry: Misconception) -> str:
    """The file and line where the id stands; the folder if it is built otherwise."""
    for path in sorted(folder.rglob("*.py")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if f'"{entry.id}"' in line:
                return f"{path}:{number}"
    return str(folder)
