"""The loop without its face: saves and verdicts come in, jobs go out."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from receptive.catalogue.content import Content
from receptive.live.watch.events import Broken, Gone, Idle, Verdict, Warm
from receptive.live.watch.grader_client import GraderClient
from receptive.live.watch.remembering import keep
from receptive.live.watch.state import LessonState
from receptive.live.watch.topic_state import TopicState
from receptive.model import Lesson
from receptive.workspace.results import seed_of

PLAIN, TORCH = "plain", "torch"
UNWRITTEN = "Results cannot be remembered here (disk full, or no right to write); grading goes on."


class Watcher:
    """Everything that `grade watch` knows and does, apart from the terminal."""

    def __init__(self, content: Content, lesson: Lesson, folder: Path, tell: Callable[[Any], None]) -> None:
        """`tell` is handed what the grading processes say; hand it on to `take`, in one thread."""
        self.content = content
        self.tell = tell
        self.lesson = LessonState(lesson, folder, seed_of(folder))
        self.processes: dict[str, GraderClient] = {}
        self.busy: set[str] = set()
        self.warming: set[str] = set()
        self.warnings: list[str] = []
        self.saved_at = time.monotonic()
        self.seconds = 0.0  # from the last save to its first verdict
        self._waits_for_verdict = False
        self.folder_is_there = True
        for torch in (False, True):
            if any(self._is_begun(state) for state in self.lesson.topics if state.needs_torch == torch):
                self._process(torch)
        self.ask()

    def look(self) -> bool:
        """Read what was saved; gives whether there is anything new to show."""
        there = self.lesson.folder.is_dir()
        changed = there != self.folder_is_there
        self.folder_is_there = there
        if not there:
            return changed
        for state in self.lesson.topics:
            before = state.definitions
            if state.look():
                changed = True
                self.saved_at, self._waits_for_verdict = time.monotonic(), True
                if not state.note:
                    self.lesson.move_to_edited(state, before)
        if changed:
            self.ask()
        return changed

    def take(self, message: Any) -> bool:
        """What a grading process said; gives whether there is anything new to show."""
        match message:
            case Verdict():
                self._take_verdict(message)
            case Idle(process):
                self.busy.discard(process)
                self.ask()
            case Warm(topic):
                self.warming.discard(topic)
            case Broken(topic, problem):
                self.warming.discard(topic)
                self._warn(f"{topic}: the lesson is broken: {problem}")
                self._give_up(topic)
            case Gone(process):
                self._restart(process)
        return True

    def ask(self) -> None:
        """Give each grading process the most urgent thing to do."""
        for torch in (False, True):
            job = self.lesson.next_job(torch)
            name = TORCH if torch else PLAIN
            if job and (job.exercises or name not in self.busy):
                process = self._process(torch)
                self.busy.add(name)
                process.ask(job)

    def step(self) -> None:
        """On to the next exercise."""
        self.lesson.step()
        self.ask()

    def close(self) -> None:
        """End the grading processes."""
        for process in self.processes.values():
            process.close()

    def _take_verdict(self, verdict: Verdict) -> None:
        state = self.lesson.take(verdict)
        if self._waits_for_verdict and state is self.lesson.topic and verdict.source == state.source:
            self.seconds = time.monotonic() - self.saved_at
            self._waits_for_verdict = False
        if verdict.incident:
            self._warn(f"The grader of {verdict.topic} failed; this is our fault and costs you nothing.")
        if state.is_settled and not keep(state, self.lesson.seed, self.seconds):
            self._warn(UNWRITTEN)

    def _process(self, torch: bool) -> GraderClient:
        name = TORCH if torch else PLAIN
        if name not in self.processes:
            states = sorted(self.lesson.topics, key=lambda state: state is not self.lesson.topic)
            topics = [state.topic.slug for state in states if state.needs_torch == torch]
            self.warming |= set(topics)
            self.processes[name] = GraderClient(name, self.content, topics, self.tell)
        return self.processes[name]

    def _restart(self, name: str) -> None:
        """A grading process that ended is replaced when it is needed, once for each save."""
        self.processes.pop(name).close()
        self.busy.discard(name)
        self._warn("The grading process ended; the next save starts another one.")

    def _give_up(self, slug: str) -> None:
        """Ask no more for what cannot be graded, until its file changes."""
        for state in self.lesson.topics:
            if state.topic.slug == slug:
                state.definitions = None

    def _warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    def _is_begun(self, state: TopicState) -> bool:
        return state is self.lesson.topic or any(map(state.is_edited, state.exercises))
