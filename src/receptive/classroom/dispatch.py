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
LOST = (BrokenExecutor, CancelledError)


class Dispatcher:
    def __init__(self, engine: Engine, tasks: Iterable[Task]) -> None:
        self.engine = engine
        self.tasks = iter(tasks)
        self.again: deque[Task] = deque()
        self.suspects: deque[Task] = deque()  # were under way when the engine broke: tried one at a time
        self.waiting: dict[Future[Graded], Task] = {}
        self.failures: Counter[str] = Counter()

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
        while len(self.waiting) < (1 if self.suspects else self.engine.window):
            task = self._next()
            if task is None:
                break
            try:
                self.waiting[self.engine.submit(task)] = task
            except LOST:
                self._lose(task)
        return bool(self.waiting)

    def _next(self) -> Task | None:
        for queue in (self.suspects, self.again):
            if queue:
                return queue.popleft()
        return next(self.tasks, None)

    def _result(self, task: Task, future: Future[Graded]) -> Graded | None:
        """The result of a task, or None if it will be tried again."""
        try:
            graded = future.result()
        except ClassError:
            raise
        except LOST as lost:
            return self._lose(task, lost)
        except Exception as fault:
            graded = Graded("", "".join(traceback.format_exception(fault)))
        if graded.incident and self._tried(task) < TRIES:
            self.again.append(task)
            return None
        return graded

    def _lose(self, task: Task, lost: BaseException | None = None) -> Graded | None:
        """The engine is gone. Who was alone under way is to blame; of several, nobody is yet."""
        alone = not self.waiting
        queue = self.suspects if self.engine.one_suspect else self.again
        queue.extend([*self.waiting.values(), task])
        self.waiting.clear()
        self.engine.renew()
        if alone and lost is not None and self.engine.one_suspect and self._tried(task) >= TRIES:
            queue.pop()
            return Graded("", f"the grading process died, twice: {lost}")
        return None

    def _tried(self, task: Task) -> int:
        self.failures[task.key] += 1
        return self.failures[task.key]
