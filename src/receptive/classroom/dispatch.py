"""Gives tasks to an engine, never more than a window of them, and takes what comes back, whatever happens."""

from __future__ import annotations

import traceback
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait

from receptive.classroom.engines import Engine
from receptive.classroom.errors import ClassError
from receptive.classroom.tasks import Graded, Task

TRIES = 2  # of a task that fails by our fault
MOST_LOSSES = 5  # of an engine over one task
LOST = (BrokenExecutor, CancelledError)


class Dispatcher:
    def __init__(self, engine: Engine, tasks: Iterable[Task]) -> None:
        self.engine = engine
        self.tasks = iter(tasks)
        self.again: deque[Task] = deque()
        self.waiting: dict[Future[Graded], Task] = {}
        self.failures: Counter[str] = Counter()
        self.losses: Counter[str] = Counter()

    def run(self) -> Iterator[tuple[Task, Graded]]:
        """Every task with its result, once, as they come. A result with an `incident` has failed twice.

        Raises:
            ClassError: the workers cannot be used at all.
        """
        while self._fill():
            for future in wait(self.waiting, return_when=FIRST_COMPLETED).done:
                task = self.waiting.pop(future, None)
                if task is None:  # it was lost with the others
                    continue
                graded = self._result(task, future)
                if graded is not None:
                    yield task, graded

    def _fill(self) -> bool:
        """Give out what there is room for; False if nothing is under way and nothing is left."""
        while len(self.waiting) < self.engine.window:
            task = self.again.popleft() if self.again else next(self.tasks, None)
            if task is None:
                break
            try:
                self.waiting[self.engine.submit(task)] = task
            except LOST:
                self._lose(task)
        return bool(self.waiting)

    def _result(self, task: Task, future: Future[Graded]) -> Graded | None:
        """The result of a task, or None if it will be tried again."""
        try:
            graded = future.result()
        except ClassError:
            raise
        except LOST as lost:
            self._lose(task)
            if self.losses[task.key] < MOST_LOSSES:
                return None
            self.again.remove(task)
            return Graded("", f"the engine was gone {MOST_LOSSES} times while this was under way: {lost}")
        except Exception as fault:
            graded = Graded("", "".join(traceback.format_exception(fault)))
        if graded.incident and self._tried(task) < TRIES:
            self.again.append(task)
            return None
        return graded

    def _lose(self, task: Task) -> None:
        """The engine is gone, with all that was under way: that is done again, by the next one."""
        self.losses[task.key] += 1
        self.again.extend([*self.waiting.values(), task])
        self.waiting.clear()
        self.engine.renew()

    def _tried(self, task: Task) -> int:
        self.failures[task.key] += 1
        return self.failures[task.key]
