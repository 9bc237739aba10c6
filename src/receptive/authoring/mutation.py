"""Whether the grader notices the small mistakes that a machine makes in the reference solution."""

from __future__ import annotations

import random
from dataclasses import replace

from receptive.authoring.equivalents import Equivalents, read_equivalents
from receptive.authoring.findings import Effort, Found, Line
from receptive.authoring.grading import grade_source
from receptive.authoring.mutants import Mutant, mutants
from receptive.catalogue.content import Content
from receptive.grading.session import GraderSession
from receptive.model import Limits, Status

MUTANTS_KILLED = 0.97
MUTANT_LIMITS = Limits(call_s=1.0, total_s=4.0)


def check_mutants(content: Content, session: GraderSession, effort: Effort) -> Found:
    """Grade mutants of the reference solution: at least 97 % must lose a criterion."""
    source = content.solution(session.topic.slug).read_text("utf-8")
    every = list(mutants(source))
    equivalents = read_equivalents(session.topic.grader / "equivalents.yaml")
    drawn = every if len(every) <= effort.mutants else random.Random(0).sample(every, effort.mutants)
    survivors, failing = [], set()
    for mutant in drawn:
        if equivalents.excuse(mutant) is None:
            lost = _find_lost(session, mutant)
            failing |= lost
            if not lost:
                survivors.append(mutant)
    line = _line(drawn, survivors, equivalents)
    return Found((replace(line, problems=(*line.problems, *equivalents.faults(every))),), frozenset(failing))


def _find_lost(session: GraderSession, mutant: Mutant) -> set[str]:
    """The criteria that a mutant loses. What stands in one exercise is judged by that exercise alone, first."""
    whole = session.topic
    own = tuple(exercise for exercise in whole.exercises if exercise.name == mutant.function)
    limits = MUTANT_LIMITS if "torch" not in whole.packages else whole.limits
    for exercises in filter(None, (own, whole.exercises)):
        with session.only(exercises, limits):
            outcomes = grade_source(session, mutant.source.encode()).outcomes
        lost = {outcome.criterion.id for outcome in outcomes if outcome.status is not Status.PASSED}
        if lost:
            return lost
    return set()


def _line(drawn: list[Mutant], survivors: list[Mutant], equivalents: Equivalents) -> Line:
    excused = sum(equivalents.excuse(mutant) is not None for mutant in drawn)
    judged = len(drawn) - excused
    killed = judged - len(survivors)
    found = f"{killed} of {judged} killed, {excused} equivalent for a reason"
    names = tuple(mutant.name for mutant in survivors)
    if judged == 0 or killed >= MUTANTS_KILLED * judged:
        return Line("mutants", found + (f"; alive: {'; '.join(names)}" if names else ""))
    return Line("mutants", found, names)
