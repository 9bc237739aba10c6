"""Programs that implement nothing earn next to nothing, whichever of them somebody hands in.

Whoever passes a criterion with one of `trivial_programs` has not done what it asks. Where a criterion asks all there
is to ask, knowing the answers by heart is knowing them: `by_heart.yaml` beside the grader names it, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from receptive.authoring.findings import Effort, Found, Line
from receptive.authoring.grading import grade_source
from receptive.authoring.partial import read_partial
from receptive.authoring.trivial_programs import REMEMBERED, trivial_programs
from receptive.catalogue.content import Content
from receptive.grading.session import GraderSession
from receptive.model import Status, Topic

MOST_OF_A_TOPIC = 0.05
SEED = "trivial"
SHOWN = 4  # programs of a criterion


def check_trivial(content: Content, session: GraderSession, effort: Effort) -> Found:
    """What such programs earn: all of them together, by the criteria that any of them passes, and the best alone."""
    topic, path = session.topic, session.topic.grader / "by_heart.yaml"
    passed: dict[str, list[str]] = {}  # by criterion
    for program in trivial_programs(content, session, effort.is_full):
        for outcome in grade_source(session, program.source.encode(), SEED).outcomes:
            if outcome.status is Status.PASSED:
                passed.setdefault(outcome.criterion.id, []).append(program.name)
    by_heart = read_partial(path)
    idle = [name for name in by_heart if not set(passed.get(name, ())) & set(REMEMBERED)]
    for name in by_heart:
        passed[name] = [program for program in passed.get(name, ()) if program not in REMEMBERED]
    passed = {name: programs for name, programs in passed.items() if programs}
    found, together = _sum_up(topic, passed)
    told = tuple(f"{name} is passed by: {', '.join(programs[:SHOWN])}" for name, programs in passed.items())
    faults = tuple(f"{path.name}: {name} is passed by no program that knows answers by heart" for name in idle)
    if together < MOST_OF_A_TOPIC * topic.max_points:
        return Found((Line("trivial", "; ".join([found, *told]), faults),))
    return Found((Line("trivial", found, told + faults),))


def _sum_up(topic: Topic, passed: Mapping[str, Sequence[str]]) -> tuple[str, float]:
    """A sentence, and the points of all programs together."""
    points = {criterion.id: criterion.points for criterion in topic.criteria if criterion.id in passed}
    alone: dict[str, float] = {}
    for criterion, value in points.items():
        for program in passed[criterion]:
            alone[program] = alone.get(program, 0) + value
    together = sum(points.values())
    found = f"programs that implement nothing earn {together:g} of {topic.max_points:g} points together"
    if not alone:
        return found, together
    best = max(alone, key=lambda program: alone[program])
    return f"{found}, the best alone {alone[best]:g} ({best})", together
