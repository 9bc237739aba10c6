"""What `grade watch` shows: the exercise one is at, what it lacks, and how far the lesson is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from receptive.course.sections import where_to_read
from receptive.live.watch.state import LessonState
from receptive.live.watch.topic_state import ExerciseState, TopicState
from receptive.live.watch.watcher import Watcher
from receptive.model import Outcome, Topic, Visibility
from receptive.report.terminal import make_console
from receptive.standing import (
    BEYOND,
    FORESEEN,
    WORDS,
    Mark,
    Standing,
    hints_of,
    more_text,
    points_text,
    standing_of,
    statuses_of,
    titles_text,
    total_text,
)

KEYS = "h hint  n next  l list  r reset  q quiz  p report  x quit"
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
WIDEST = 100
BOUND = "\u2007"  # a space at which no line is broken, until it is shown
UNKNOWN = Mark("?", "not graded yet", "dim")
MOST_LINES_OF_REASON = 30


class Screen:
    """Draws; keeps nothing but the last text, so that a screen that would look the same is not drawn again."""

    def __init__(self) -> None:
        self.drawn = ""

    def draw(self, watcher: Watcher, extra: Sequence[str] = (), again: bool = False, keys: bool = True) -> None:
        """Show how things stand, and below it `extra` lines: a hint, a list, a question."""
        console = make_console()
        with console.capture() as captured:
            for line in _lines(watcher, extra, keys, min(console.width, WIDEST)):
                console.print(line, soft_wrap=True)
        text = captured.get()
        if text == self.drawn and not again:
            return
        self.drawn = text
        can_clear = console.is_terminal and not console.is_dumb_terminal
        _write(console, (CLEAR if can_clear else "\n") + text)


def _write(console: Console, text: str) -> None:
    console.file.write(text)
    console.file.flush()


def _lines(watcher: Watcher, extra: Sequence[str], keys: bool, width: int) -> Iterator[Text]:
    """All lines, none wider than `width`."""
    lesson = watcher.lesson
    state, exercise = lesson.topic, lesson.current()
    points = "" if state.points is None else f"  {points_text(state.points, state.topic.max_points)}"
    yield Text(f"{state.topic.title}: {exercise.name}{points}", style="bold", overflow="fold")
    yield Text()
    if not watcher.folder_is_there:
        yield from _wrap("The folder is gone. Waiting until it is back.", width, "yellow")
    elif state.note:
        yield from _wrap(f"· {state.note}", width, "yellow")
    else:
        yield from _exercise_lines(watcher, state, exercise, width)
    for remark in state.remarks if watcher.folder_is_there else ():
        yield from _wrap(f"· {state.path.name}: {remark}", width, "yellow")
    yield Text()
    yield from _marks(state, width)
    yield from _wrap(_progress(lesson), width, "")
    for warning in watcher.warnings:
        yield from _wrap(warning, width, "magenta")
    for line in extra:
        yield Text()
        yield from _wrap(line, width, "cyan")
    if keys:
        yield Text()
        yield from _wrap(KEYS, width, "dim")


def _exercise_lines(watcher: Watcher, state: TopicState, exercise: ExerciseState, width: int) -> Iterator[Text]:
    outcome = exercise.lacking
    if not exercise.outcomes:
        loads = state.needs_torch and state.topic.slug in watcher.warming
        slow = " torch is loading, which takes a few seconds." if loads else ""
        yield from _wrap(f"Grading {exercise.name}.{slow}", width, "dim")
    elif outcome is None:
        yield from _foreseen_lines(exercise, width)
        yield from _passed_lines(_standing(state, exercise), len(exercise.outcomes), width)
        yield from _wrap(_what_next(watcher.lesson), width, "")
    else:
        yield from _outcome_lines(outcome, exercise, width)
    if watcher.seconds:
        yield from _wrap(f"First verdict {watcher.seconds:.2f} s after your save was seen.", width, "dim")


def _foreseen_lines(exercise: ExerciseState, width: int) -> Iterator[Text]:
    """The mistakes that only criteria would notice which are not run here."""
    for each in exercise.foreseen:
        if each.diagnosis:
            yield from _wrap(f"{FORESEEN.sign} {each.exercise}: {BEYOND}", width, f"bold {FORESEEN.color}")
            for text in filter(None, (each.diagnosis.text, each.diagnosis.small_case)):
                yield from _wrap(text, width - 2, "", "  ")


def _passed_lines(standing: Standing, criteria: int, width: int) -> Iterator[Text]:
    """An exercise of which nothing lacks as far as it was run."""
    told = f"{standing.label}: all of its {criteria} criteria."
    if standing.is_open_passed:
        told = f"{standing.label}: {more_text(standing.withheld)}: {titles_text(standing.withheld)}."
    yield from _wrap(told, width, standing.mark.color)


def _outcome_lines(outcome: Outcome, exercise: ExerciseState, width: int) -> Iterator[Text]:
    criterion = outcome.criterion
    sign, word, color = WORDS[outcome.status]
    hidden = ", hidden" if criterion.visibility is Visibility.HIDDEN else ""
    yield from _wrap(f"{sign} {criterion.full_title}  ({word}{hidden})", width, f"bold {color}")
    reason = [outcome.message]
    if outcome.diagnosis:
        reason.append(outcome.diagnosis.text)
    if outcome.small_case:
        reason.append(outcome.small_case)
    if not exercise.is_explained:
        reason.append("Looking for the reason…")
    lines = [line for text in reason for part in text.split("\n") for line in _wrap(part, width - 2, "", "  ")]
    yield from lines[:MOST_LINES_OF_REASON]


def _what_next(lesson: LessonState) -> str:
    if any(state.lacks for state in lesson.topics):
        return "n goes on to the next."
    withheld = any(state.topic.withheld for state in lesson.topics)
    return "All that can be reached here. Hand it in." if withheld else "All points. Well done."


def _marks(state: TopicState, width: int) -> Iterator[Text]:
    """One mark for each exercise of the topic, never torn from its name."""
    marked = [(_mark(state, exercise), exercise.name) for exercise in state.exercises]
    joined = textwrap.wrap("  ".join(f"{sign}{BOUND}{name}" for (sign, _, _), name in marked), width)
    for line in joined:
        text = Text(line.replace(BOUND, " "))
        for (sign, _, color), name in marked:
            text.highlight_regex(rf"{'[?]' if sign == '?' else sign} {name}(?=\s|$)", style=color)
        yield text


def _mark(state: TopicState, exercise: ExerciseState) -> Mark:
    return _standing(state, exercise).mark if exercise.outcomes else UNKNOWN


def _standing(state: TopicState, exercise: ExerciseState) -> Standing:
    return standing_of(state.topic, exercise.name, statuses_of(exercise.outcomes), exercise.foreseen)


def _progress(lesson: LessonState) -> str:
    """Points of every topic, and of the lesson."""
    each = [f"{state.topic.slug} {state.points or 0:g}/{state.topic.max_points:g}" for state in lesson.topics]
    points = sum(state.points or 0 for state in lesson.topics)
    most = sum(state.topic.max_points for state in lesson.topics)
    withheld = [criterion for state in lesson.topics for criterion in state.topic.withheld]
    return f"Lesson: {total_text(points, most, withheld)} ({', '.join(each)})"


def list_lines(lesson: LessonState) -> list[str]:
    """Every exercise of the lesson, for the key `l`."""
    return [f"{state.topic.slug}: " + ", ".join(_list(state)) for state in lesson.topics]


def _list(state: TopicState) -> Iterator[str]:
    for exercise in state.exercises:
        yield f"{_mark(state, exercise).sign}{BOUND}{exercise.name}"


def hint_lines(topic: Topic, exercise: str, outcome: Outcome | None, step: int) -> list[str]:
    """One rung of the ladder for what is lacking; `step` counts from 0 and stops at the last."""
    if outcome is None:
        withheld = [criterion for criterion in topic.withheld if criterion.subject == exercise]
        if not withheld:
            return ["Nothing is lacking here. n goes on to the next."]
        commands = [f"{command} ({criterion.title})" for command, criterion in hints_of(topic, withheld)]
        return ["What was run is passed. Hints for what is run when you hand in:", *commands]
    hints = outcome.criterion.hints
    step = min(step, len(hints) - 1)
    more = " h says more." if step + 1 < len(hints) else f" Read: {where_to_read(topic, outcome.criterion.exercise)}"
    return [f"Hint {step + 1} of {len(hints)}: {hints[step]}{more}"]


def _wrap(text: str, width: int, style: str, indent: str = "") -> Iterator[Text]:
    lines = textwrap.wrap(text, max(width, 20), break_on_hyphens=False) or [""]
    for line in lines:
        yield Text(indent + line.replace(BOUND, " "), style=style)
