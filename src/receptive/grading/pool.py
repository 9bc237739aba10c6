"""What grading keeps warm: a sandbox for each set of packages, and an open grader for each topic.

There is no other holder of either. Who grades makes one `Pool`, hands it down, and closes it; so a process has as many
as it was given, which is one. Where grading is a process of its own, `desk.py` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from receptive.model import Isolation, Level, Topic
from receptive.sandbox.choose import start_sandbox
from receptive.sandbox.client import Sandbox

if TYPE_CHECKING:
    from receptive.grading.session import GraderSession

IMPORTABLE = ("numpy",)  # a pure-Python topic forgives it: the mistake to see is then the type of a result
Packages = tuple[tuple[str, ...], tuple[str, ...]]  # loaded beforehand, and found when asked for
LEVELS_BY_TRUST = (Level.C, Level.B, Level.A)


class Unconfined(Exception):
    """Strangers' code cannot be confined on this machine; the text says why."""


class Pool:
    """Sandboxes and graders, started when they are first asked for. A process that is forked from this one may use
    them too, one at a time."""

    def __init__(self) -> None:
        self.sandboxes: dict[Packages, Sandbox] = {}
        self.graders: dict[str, GraderSession] = {}

    def prepare(self, topics: Sequence[Topic]) -> None:
        """Start the sandboxes of these topics without waiting for them."""
        for topic in topics:
            self.sandbox(topic.packages, topic.importable)

    def sandbox(self, packages: tuple[str, ...], importable: tuple[str, ...] = ()) -> Sandbox:
        """That of a set of packages, so that a numpy topic never waits for torch. It may still be warming up.

        Args:
            importable: what may be imported besides, and is not loaded before.
        """
        if (packages, importable) not in self.sandboxes:
            self.sandboxes[packages, importable] = start_sandbox(packages, (*IMPORTABLE, *importable))
        return self.sandboxes[packages, importable]

    def grader(self, topic: Topic, weak: bool = True) -> GraderSession:
        """The topic's grader, collected once, with a sandbox that is warm.

        Args:
            weak: grade also where code cannot be confined, as everybody may with their own.

        Raises:
            ContentError: the grader is broken.
            CannotStart: no sandbox works here.
            Unconfined: and that is not allowed.
        """
        sandbox = self.sandbox(topic.packages, topic.importable)
        if not weak and isolation_of(sandbox).level is Level.C:
            raise Unconfined(isolation_of(sandbox).reason)
        from receptive.grading.session import GraderSession  # pytest, only now, while the sandbox warms up

        if topic.slug not in self.graders:
            self.graders[topic.slug] = GraderSession(topic, sandbox)
        sandbox.wait()
        return self.graders[topic.slug]

    def isolation(self) -> Isolation:
        """The weakest level in use. Where nothing had to run, a bare sandbox is tried.

        Raises:
            CannotStart: no sandbox works here.
        """
        if not self.sandboxes:
            self.sandbox(())
        return weakest(map(isolation_of, self.sandboxes.values()))

    def drop(self, slug: str) -> None:
        """Close the grader of a topic, if it is open; what is asked for after that is a new one."""
        grader = self.graders.pop(slug, None)
        if grader is not None:
            grader.close()

    def close(self) -> None:
        """Close everything. What is asked for after that is started anew, so this also is what an own fault needs."""
        for slug in tuple(self.graders):
            self.drop(slug)
        while self.sandboxes:
            self.sandboxes.popitem()[1].close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def isolation_of(sandbox: Sandbox) -> Isolation:
    """What a sandbox, once it is warm, was seen to refuse, as a level of docs/threat-model.md.

    Raises:
        CannotStart: it does not work here.
    """
    sandbox.wait()
    match sandbox.refuses_reading, sandbox.refuses_calls:
        case True, True:
            return Isolation(Level.A, "Landlock and seccomp refuse files, network and processes")
        case False, True:
            return Isolation(
                Level.B, "no Landlock here: seccomp refuses network, processes and writing, not reading files"
            )
        case True, False:
            return Isolation(Level.B, "no seccomp here: Landlock refuses files, not datagrams and processes")
    return Isolation(Level.C, "neither Landlock nor seccomp here: only limits of time and memory")


def weakest(found: Iterable[Isolation]) -> Isolation:
    """Of several levels, that which whoever reads an outcome must know."""
    return min(found, key=lambda isolation: LEVELS_BY_TRUST.index(isolation.level))
