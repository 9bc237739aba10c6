"""What our own work on one submission may take: comparing, oracles, diagnosis, shrinking, pictures.

All of it handles values that a student's code has made up, so all of it could be made to last, or to swell. The kernel
ends a process that uses more of the processor than a stage may, whatever it is doing there, and refuses it memory. Who
started the process (`guarded.py`) begins a new one after the stage that was too much.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from receptive.grading.journal import Given, Journal, Progress

STAGE_S = 10.0  # of the processor, for one criterion, or for all that is said about one exercise
TOTAL_S = 60.0  # of the processor, for one submission
MEMORY_BYTES = 1 << 30  # on top of what the process holds when it begins
TOO_MUCH = "what your code returned took more time or memory to judge than any right result does; it was not judged"


class Allowance:
    """No limits, for what is the lesson's own. `Limited` has some."""

    progress = Progress()
    explains = True  # whether there is still something to look into after the verdicts
    rest_is_lost = False  # whether what is not decided yet fails without being tried

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """All work on one submission."""
        yield

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:  # noqa: ARG002  # nobody asks
        """One step of it."""
        yield

    def is_used_up(self) -> bool:
        return False

    def decided(self, given: Given, student_s: float) -> None:
        """Note that a criterion is decided."""


class Limited(Allowance):
    """The limits of a process that may be ended at any moment, and what is known of the submission from before."""

    def __init__(self, journal: Journal, before: Progress, lost: Sequence[Given], is_last: bool) -> None:
        """Args:
        before: what another process has decided and spent.
        lost: what it died of.
        is_last: too many have died.
        """
        self.journal = journal
        self.progress = Progress((*before.given, *lost), "", before.student_s, before.own_s)
        self.explains = not (before.given or lost)
        self.rest_is_lost = is_last
        self.began = time.process_time()

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        self.began = time.process_time()
        with _limit_memory():
            yield

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.journal.begin(name)
        signal.setitimer(signal.ITIMER_PROF, max(0.01, min(STAGE_S, TOTAL_S - self._own_s())))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def is_used_up(self) -> bool:
        return self._own_s() >= TOTAL_S

    def decided(self, given: Given, student_s: float) -> None:
        self.journal.decided(given, student_s, self._own_s())

    def _own_s(self) -> float:
        return self.progress.own_s + time.process_time() - self.began


@contextlib.contextmanager
def limit_here() -> Iterator[Callable[[], Allowance]]:
    """Limits for a process that somebody waits for who knows what to do if it dies; one for each submission."""
    if not hasattr(signal, "setitimer"):  # Windows, where one grades one's own work only
        yield Allowance
        return
    with tempfile.TemporaryFile() as journal:
        yield lambda: Limited(Journal(journal.fileno()), Progress(), (), False)


@contextlib.contextmanager
def _limit_memory() -> Iterator[None]:
    """Refuse this process more memory than it needs; what is too much raises MemoryError, and is then let go."""
    if sys.platform != "linux":  # elsewhere one grades one's own work only
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * os.sysconf("SC_PAGESIZE") + MEMORY_BYTES
    lowest = min([limit, *(each for each in (before, hard) if each != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_AS, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))
