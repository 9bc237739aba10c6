"""An attempt in a terminal: a table by topic, then the first failing criterion of each exercise in full."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from receptive.model import Attempt, Level, Outcome, Status, TopicResult, Visibility

PLAIN_WIDTH = 100
SHOWN_OUTPUT_LINES = 12

# A word and a sign for each, so that nothing depends on color
WORDS = {
    Status.PASSED: ("✓", "passed", "green"),
    Status.FAILED: ("✗", "wrong answer", "red"),
    Status.ERROR: ("✗", "your code raised", "red"),
    Status.TIMEOUT: ("✗", "too slow", "red"),
    Status.MEMORY: ("✗", "too much memory", "red"),
    Status.CRASHED: ("✗", "Python ended", "red"),
    Status.MISSING: ("·", "not written yet", "yellow"),
    Status.NOT_RUN: ("·", "not run", "yellow"),
    Status.INTERNAL: ("!", "our fault", "magenta"),
}


def make_console(stderr: bool = False) -> Console:
    """A console that is plain, and wide enough for the messages, when nobody watches."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=PLAIN_WIDTH)


def print_attempt(attempt: Attempt, console: Console) -> None:
    """Everything a student reads after `grade`."""
    console.print(_table(attempt))
    for result in attempt.results:
        for outcome in first_failures(result):
            _print_outcome(result, outcome, console)
        if result.printed and result.points < result.max_points:
            _print_output(result, console)
    if attempt.points == attempt.max_points:
        console.print("\nAll points. Well done.", style="bold green")
    isolation = attempt.isolation
    weak = isolation.level is not Level.A
    label = f"Isolation {isolation.level}{' (weak)' if weak else ''}: {isolation.reason}."
    console.print(f"\n{label} Seed {attempt.seed}, {attempt.duration_s:.1f} s.", style="yellow" if weak else "dim")


def first_failures(result: TopicResult) -> Iterator[Outcome]:
    """The first criterion of each exercise that is not passed; exercises not written yet give one line together."""
    seen = set()
    for outcome in result.outcomes:
        exercise = outcome.criterion.exercise
        if outcome.status is not Status.PASSED and exercise not in seen:
            seen.add(exercise)
            yield outcome


def _table(attempt: Attempt) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Topic")
    table.add_column("Points", justify="right")
    table.add_column("Criteria", justify="right")
    table.add_column("Exercises")
    for result in attempt.results:
        passed = sum(outcome.status is Status.PASSED for outcome in result.outcomes)
        points = f"{result.points:g} of {result.max_points:g}"
        table.add_row(result.topic.title, points, f"{passed} of {len(result.outcomes)}", _marks(result))
    if len(attempt.results) > 1:
        table.add_row("Together", f"{attempt.points:g} of {attempt.max_points:g}", "", "", style="bold")
    return table


def _marks(result: TopicResult) -> Text:
    """One mark for each exercise, with its name."""
    text = Text()
    for exercise in result.topic.exercises:
        worst = next((o for o in first_failures(result) if o.criterion.exercise == exercise.name), None)
        sign, _, color = WORDS[worst.status if worst else Status.PASSED]
        text.append(f"{sign}\u00a0{exercise.name}  ", style=color)  # not torn apart at the end of a line
    return text


def _print_outcome(result: TopicResult, outcome: Outcome, console: Console) -> None:
    criterion = outcome.criterion
    sign, word, color = WORDS[outcome.status]
    if outcome.status is Status.MISSING and all(o.status is Status.MISSING for o in result.outcomes):
        if criterion is result.outcomes[0].criterion:
            console.print(f"\n{sign} {result.topic.title}: {outcome.message}", style=color)
            console.print(f"  Begin with {criterion.exercise} in {result.topic.slug}.py.")
        return
    hidden = ", hidden" if criterion.visibility is Visibility.HIDDEN else ""
    head = Text(f"\n{sign} {criterion.exercise}: {criterion.title}", style=f"bold {color}")
    head.append(f"  ({word}{hidden}, {criterion.points:g} points)", style="not bold")
    console.print(head)
    console.print(Padding(Text(outcome.message), (0, 0, 0, 2)))
    if outcome.diagnosis:
        console.print(Padding(Text(outcome.diagnosis.says), (0, 0, 0, 2)))
    if outcome.status not in (Status.INTERNAL, Status.NOT_RUN):
        console.print(f"  Next: grade hint {result.topic.slug}.{criterion.id}", style="cyan")


def _print_output(result: TopicResult, console: Console) -> None:
    lines = result.printed.splitlines()[-SHOWN_OUTPUT_LINES:]
    console.print(f"\nThe last that {result.topic.slug}.py printed:", style="bold")
    console.print(Padding(Text("\n".join(lines)), (0, 0, 0, 2)))
