"""Seals the known mistakes of topics, exercise by exercise in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random

from receptive.authoring.mistakes.boxes import Built, build_exercise, head_of, known_exercises
from receptive.catalogue.content import Content, ContentError
from receptive.catalogue.grader_package import load_module
from receptive.catalogue.manifest import load_topic
from receptive.grading.certificate import grader_hash
from receptive.grading.pool import Pool
from receptive.model import Topic
from receptive.recognition.table import read_table, table_of, with_told, write_table
from receptive.seals import Damaged
from receptive.student.model_process import ModelProcess
from receptive.student.proxy import Call

SEEDS = ("seal 1", "seal 2", "seal 3")  # what hidden criteria ask depends on it


@dataclass(frozen=True)
class Written:
    """A table, and how much is in it."""

    path: Path
    mistakes: int
    pairs: int
    unsealed: tuple[tuple[str, str, str], ...]  # exercise, misconception, and why it has no lock


def write_mistakes(content: Content, topics: Sequence[str], jobs: int) -> Iterator[Written]:
    """Seal the mistakes of these topics; a topic that knows none gets no table.

    Raises:
        ContentError: a grader cannot be loaded.
    """
    known = {slug: list(known_exercises(load_topic(content, slug))) for slug in topics}
    asked = [(content, slug, name) for slug, names in known.items() for name in names]
    with _mapping(jobs) as mapped:
        built = iter(mapped(_build, asked))
        for slug, names in known.items():
            if names:
                yield _write(load_topic(content, slug), list(islice(built, len(names))))


@contextmanager
def _mapping(jobs: int) -> Iterator[Callable[..., Iterable[Built]]]:
    """What does as `map` does, in so many processes. One is this one: another would load all our libraries again."""
    if jobs == 1:
        yield map
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield pool.map


def _build(asked: tuple[Content, str, str]) -> Built:
    content, slug, exercise = asked
    topic = load_topic(content, slug)
    return build_exercise(topic, exercise, _hidden_calls(content, topic, exercise))


def _hidden_calls(content: Content, topic: Topic, exercise: str) -> list[Call]:
    """What the hidden criteria ask the reference solution of an exercise; nothing where they bring objects along."""
    path = content.solution(topic.slug)
    module, found = load_module(path, topic.slug), []
    own = tuple(each for each in topic.exercises if each.name == exercise)
    with Pool() as pool:
        grader = pool.grader(topic, True)
        registry = grader.load_expert().registry
        if not any(registry.calls(exercise, Random(0))):
            return []
        with grader.only(own):
            for seed in SEEDS:
                process = ModelProcess(topic.slug, module, registry.probes, path.read_text("utf-8"))
                found += grader.hidden_calls(process, seed)
    return found


def sealed_text(content: Content, slug: str, told: str) -> str | None:
    """The table of a topic as it is handed out; None if the topic knows no mistakes.

    Args:
        told: which mistakes are told.

    Raises:
        ContentError: it is absent, damaged, or made of another grader.
    """
    topic = load_topic(content, slug)
    path = table_of(topic)
    problem = find_problem(topic)
    if not problem:
        return with_told(path.read_text("utf-8"), told)
    if known_exercises(topic):
        raise ContentError(path, problem)
    return None


def find_problem(topic: Topic) -> str:
    """Why the table of a topic cannot be used; empty if it can."""
    path = table_of(topic)
    mend = f"run: grade author seal {topic.slug}"
    if not path.exists():
        return f"the known mistakes are not sealed; {mend}"
    try:
        head = read_table(path).head
    except Damaged as why:
        return f"{why}; {mend}"
    return "" if head.grader == grader_hash(topic) else f"the grader has changed since it was sealed; {mend}"


def _write(topic: Topic, built: Sequence[Built]) -> Written:
    path = table_of(topic)
    write_table(path, head_of(topic), [each.sealed for each in built])
    unsealed = tuple((each.sealed.exercise, name, why) for each in built for name, why in each.unsealed.items())
    mistakes = sum(len(each.sealed.boxes) for each in built)
    return Written(path, mistakes, sum(each.pairs for each in built), unsealed)
