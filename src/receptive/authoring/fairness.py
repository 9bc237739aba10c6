"""Whether one seed is as hard as another: each submission of a class is graded on inputs of its own."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from receptive.authoring.findings import Effort, Found, Line
from receptive.catalogue.content import Content
from receptive.catalogue.grader_package import load_module
from receptive.diagnosis.registry import Registry
from receptive.grading.session import GraderSession
from receptive.model import Status
from receptive.student.model_process import ModelProcess, with_model

MOST_UNEQUAL = 0.03  # of all models
MOST_WHERE_NETWORKS_TRAIN = 2  # seeds


def check_fairness(content: Content, session: GraderSession, effort: Effort) -> Found:
    """Every wrong model must lose the same criteria whatever the seed; hardly one may be lucky."""
    registry = Registry(session.topic.grader)
    module = load_module(content.solution(session.topic.slug), session.topic.slug)
    most = MOST_WHERE_NETWORKS_TRAIN if "torch" in session.topic.packages else effort.fairness
    seeds = [f"fair {number}" for number in range(min(most, effort.fairness))]
    count, unequal = 0, []
    for entry in registry.known:
        for exercise in entry.exercises:
            found = list(_find_lost(session, registry, module, exercise, entry.id, seeds))
            count += 1
            lucky = {name for lost in found for name in lost if not all(name in other for other in found)}
            if lucky:
                unequal.append(f"{entry.id} in {exercise} loses {', '.join(sorted(lucky))} with some seeds only")
    told = f"{count - len(unequal)} of {count} models lose the same criteria under {len(seeds)} seeds"
    enough = len(unequal) <= MOST_UNEQUAL * count
    return Found((Line("fairness", told, () if enough else tuple(unequal)),))


def _find_lost(
    session: GraderSession, registry: Registry, solution: ModuleType, exercise: str, name: str, seeds: list[str]
) -> Iterator[set[str]]:
    """The criteria of its own exercise that a model loses, for each seed."""
    model = registry.model(exercise, frozenset({name}))
    if model is None:
        return
    module = with_model(solution, exercise, model)
    own = tuple(each for each in session.topic.exercises if each.name == exercise)
    with session.only(own):
        for seed in seeds:
            process = ModelProcess(session.topic.slug, module, registry.probes)
            outcomes = session.grade_process(process, seed, explain=False).outcomes
            yield {outcome.criterion.id for outcome in outcomes if outcome.status is not Status.PASSED}
