"""What topic.yaml lets code import besides can be imported where code is graded, within the topic's limits."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Iterator

from receptive.authoring.findings import Line
from receptive.grading.session import GraderSession
from receptive.sandbox.client import Ended, Reply, Value


def check_imports(session: GraderSession) -> Line:
    """Each package that is installed here loads; one that is not is nobody's fault, and is said where it is asked."""
    names = session.topic.importable
    return Line("imports", f"{len(names)} packages besides those of the topic", tuple(_faults(session, names)))


def _faults(session: GraderSession, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if importlib.util.find_spec(name) is not None:
            reply = _import(session, name)
            if not isinstance(reply, Value):
                yield f"importable: {name} cannot be imported where code is graded: {reply}"


def _import(session: GraderSession, name: str) -> Reply | Ended:
    topic = session.topic
    worker = session.sandbox.spawn(topic.limits.memory_mb << 20, int(topic.limits.total_s))
    with contextlib.closing(worker):
        try:
            return worker.ask(topic.limits.call_s, "load", topic.slug, f"{topic.slug}.py", f"import {name}\n".encode())
        except Ended as ended:
            return ended
