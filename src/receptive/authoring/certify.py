"""Checks topics, part by part in processes of their own, and writes their certificates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from multiprocessing.util import Finalize

from receptive.authoring.check import PARTS, RUNTIME, check_part, join_parts
from receptive.authoring.findings import Effort, Found, TopicCheck
from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.grading.certificate import effort_of_certificate, write_certificate
from receptive.grading.pool import Pool

FULL = "full"
EFFORTS = {"quick": Effort.quick, FULL: Effort.full}


def certify(content: Content, topics: Sequence[str], effort: str, jobs: int) -> Iterator[TopicCheck]:
    """The check of each topic, in order.

    A certificate is written whether it holds or not, and says so; a quick look replaces none that was made in full.
    """
    asked = EFFORTS[effort]()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running = {
            topic: [pool.submit(_check_part, content, topic, asked, part) for part in PARTS]
            for topic in _longest_first(content, topics)
        }
        for topic in topics:
            found = join_parts(content, topic, asked, [part.result() for part in running[topic]])
            _write(content, topic, effort, found)
            yield found


def _check_part(content: Content, slug: str, effort: Effort, part: str) -> Found:
    return check_part(content, slug, effort, part, _own_pool())


@cache
def _own_pool() -> Pool:
    """That of this process: what one part of a check has warmed up is used by the next."""
    pool = Pool()
    Finalize(None, pool.close, exitpriority=0)  # a process of an executor calls nothing else at its end
    return pool


def _longest_first(content: Content, topics: Sequence[str]) -> list[str]:
    """Topics that train come first, so that no processor waits for the last of them."""
    return sorted(topics, key=lambda topic: "torch" not in load_topic(content, topic).packages)


def _write(content: Content, topic: str, effort: str, found: TopicCheck) -> None:
    loaded = load_topic(content, topic)
    if effort != FULL and effort_of_certificate(loaded) == FULL:
        return
    proven = [line for line in found.lines if line.name != RUNTIME]
    lines: list[dict[str, object]] = [{"name": line.name, "ok": line.ok, "found": line.found} for line in proven]
    write_certificate(loaded, effort, lines, found.ok)
