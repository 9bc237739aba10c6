"""Checks that mistakes are recognized whatever somebody chose where an exercise leaves it free.

Another generator, another width, another start: none of them is what an exercise asks about, so none may decide whether
its writer is told what is wrong, or is told something false.
"""

from __future__ import annotations

from collections.abc import Iterator

from receptive.authoring.findings import Effort, Line
from receptive.catalogue.content import Content
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.decided import Answers, Decided, different
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.grading.session import GraderSession
from receptive.model import Status
from receptive.student.model_process import ModelProcess, with_model

LEAST = 3  # choices under which each mistake is recognized


def check_free_choices(
    content: Content, session: GraderSession, expert: Diagnostician, effort: Effort
) -> Iterator[Line]:
    """A line, if the topic has exercises that are recognized by what they decide."""
    registry = expert.registry
    names = [each.name for each in session.topic.exercises if registry.decisions(each.name)]
    if not names:
        return
    problems = []
    for name in names:
        problems += [f"{name}: {text}" for text in _right_programs(content, session, expert.decided, name)]
        problems += [f"{name}: {text}" for text in _mistakes(expert, name)]
        if effort.is_full:
            problems += [f"{name}: {text}" for text in _points(content, session, expert, name)]
    count = sum(len(registry.free_choices(name)) for name in names)
    yield Line("free choices", f"{count} in {len(names)} exercises change nothing", tuple(problems))


def _right_programs(content: Content, session: GraderSession, decided: Decided, exercise: str) -> Iterator[str]:
    """The solution, the alternatives and the right model with each choice decide alike."""
    topic, registry = session.topic, decided.registry
    right = decided.of_model(exercise, frozenset())
    if right is None:
        yield "the Model of model.py does not answer what DECISIONS ask"
        return
    alternatives = sorted((topic.grader / "alternatives").glob("*.py"))
    for path in (content.solution(topic.slug), *alternatives):
        program = getattr(load_module(path, topic.slug), exercise)
        yield from _differences(decided, exercise, path.name, decided.of_program(exercise, program), right)
    for choice in registry.free_choices(exercise):
        model = registry.model(exercise, frozenset(), (choice,))
        yield from _differences(decided, exercise, choice.__name__, decided.of_program(exercise, model), right)


def _differences(decided: Decided, exercise: str, name: str, answers: Answers | None, right: Answers) -> Iterator[str]:
    if answers is None:
        yield f"{name} does not answer"
        return
    for at in sorted(different(answers, right)):
        question = decided.registry.decisions(exercise)[at].call
        yield f"{name} is right and decides otherwise: {question}: {answers[at]!r}, and not {right[at]!r}"


def _mistakes(expert: Diagnostician, exercise: str) -> Iterator[str]:
    """Each is recognized under as many choices as are asked."""
    registry, decided = expert.registry, expert.decided
    for entry in expert.known:
        if exercise not in entry.exercises:
            continue
        tried = 0
        for choice in registry.free_choices(exercise):
            model = registry.model(exercise, frozenset({entry.id}), (choice,))
            if model is None:
                continue  # it is about the very thing that this one chooses
            tried += 1
            answers = decided.of_program(exercise, model)
            said = ["+".join(ids) for ids in decided.suspects(exercise, answers)] if answers else []
            if entry.id not in said or len(said) > 2:
                yield f"{entry.id} with {choice.__name__} is taken for {' or '.join(said) or 'nothing known'}"
        if tried < LEAST:
            yield f"{entry.id} is tried with {tried} of FREE_CHOICES; {LEAST} are asked"


def _points(content: Content, session: GraderSession, expert: Diagnostician, exercise: str) -> Iterator[str]:
    """What is free costs nothing."""
    slug, registry = session.topic.slug, expert.registry
    solution, source = load_module(content.solution(slug), slug), content.solution(slug).read_text("utf-8")
    own = tuple(each for each in session.topic.exercises if each.name == exercise)
    for choice in registry.free_choices(exercise):
        model = registry.model(exercise, frozenset(), (choice,))
        if model is None:
            continue
        with session.only(own):
            graded = session.grade_process(
                ModelProcess(slug, with_model(solution, exercise, model), registry.probes, source), "check", False
            )
        lost = [outcome.criterion.id for outcome in graded.outcomes if outcome.status is not Status.PASSED]
        if lost:
            yield f"{choice.__name__} is free to choose, and loses {', '.join(lost)}"
