"""The table of an attempt: a row for each topic, a mark for each of its exercises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from receptive.model import Attempt, Status, TopicResult
from receptive.standing import WORDS, standings, statuses_of

MARKS_WIDTH = 60
GAP = "  "
QUIZ_WORDS = {Status.PASSED: "right", Status.FAILED: "not yet", Status.MISSING: "open"}


class Marks:
    """Signs with their names, in lines that tear no sign from its name."""

    def __init__(self, marks: Sequence[Text]) -> None:
        self.marks = marks

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        line = Text()
        for mark in self.marks:
            if line and len(line) + len(GAP) + len(mark) > min(options.max_width, MARKS_WIDTH):
                yield line
                line = Text()
            line = line + GAP + mark if line else mark.copy()
        yield line

    def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
        widths = [len(mark) for mark in self.marks] or [0]
        together = sum(widths) + len(GAP) * (len(widths) - 1)
        widest = max(max(widths), min(together, MARKS_WIDTH))
        return Measurement(max(widths), widest).with_maximum(options.max_width)


def attempt_table(attempt: Attempt) -> Table:
    """Everything at a glance. Quizzes have rows of their own, and their points are not added to those of exercises."""
    folders = {result.path.parent for result in attempt.exercises}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ["Topic"] if len(folders) == 1 else ["File", "Topic"]:
        table.add_column(name)
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("Criteria", justify="right", no_wrap=True)
    table.add_column("Exercises")
    for result in attempt.results:
        passed = sum(outcome.status is Status.PASSED for outcome in result.outcomes)
        points = f"{result.points:g} of {result.max_points:g}"
        names = [result.topic.title] if len(folders) == 1 else [str(result.path), result.topic.title]
        marks = _quiz_marks(result) if result.topic.is_quiz else _exercise_marks(result)
        table.add_row(*names, points, f"{passed} of {len(result.outcomes)}", Marks(marks))
    if len(attempt.exercises) > 1 and len(folders) == 1:
        table.add_row("Together", f"{attempt.points:g} of {attempt.max_points:g}", "", "", style="bold")
    return table


def _exercise_marks(result: TopicResult) -> list[Text]:
    found = standings(result.topic, statuses_of(result.outcomes), result.foreseen)
    return [Text(standing.label, style=standing.mark.color) for standing in found]


def _quiz_marks(result: TopicResult) -> list[Text]:
    """How many questions are right, wrong and open; their names would fill the screen."""
    marks = []
    for status, word in QUIZ_WORDS.items():
        count = sum(outcome.status is status for outcome in result.outcomes)
        sign, _, color = WORDS[status]
        if count:
            marks.append(Text(f"{sign} {count} {word}", style=color))
    return marks
