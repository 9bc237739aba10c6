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
    console.print()
    for result in attempt.results:
        _print_failures(result, console)
    if attempt.points == attempt.max_points:
        console.print("All points. Well done.\n", style="bold green")
    isolation = attempt.isolation
    weak = isolation.level is not Level.A
    label = f"Isolation {isolation.level}{' (weak)' if weak else ''}: {isolation.reason}."
    console.print(f"{label} Seed {attempt.seed}, {attempt.duration_s:.1f} s.", style="yellow" if weak else "dim")


def first_failures(result: TopicResult) -> Iterator[Outcome]:
    """The first criterion of each exercise that is not passed; exercises not written yet give one line together."""
    seen = set()
    for outcome in result.outcomes:
        exercise = outcome.criterion.exercise
        if outcome.status is not Status.PASSED and exercise not in seen:
            seen.add(exercise)
            yield outcome


def _print_failures(result: TopicResult, console: Console) -> None:
    failures = list(first_failures(result))
    missing = [outcome for outcome in failures if outcome.status is Status.MISSING]
    if len(missing) == len(result.topic.exercises):
        first = missing[0].criterion.exercise
        console.print(
            f"· {result.topic.title}: nothing is written yet. Begin with {first} in {result.topic.slug}.py.\n"
        )
        return
    for outcome in [outcome for outcome in failures if outcome.status is not Status.MISSING] + missing:
        _print_outcome(result, outcome, console)
    if missing:
        console.print()
    if result.printed and result.points < result.max_points:
        _print_output(result, console)


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
    if outcome.status is Status.MISSING:
        console.print(Text(f"{sign} {outcome.message}", style=color))
        return
    hidden = ", hidden" if criterion.visibility is Visibility.HIDDEN else ""
    points = f"{criterion.points:g} {'point' if criterion.points == 1 else 'points'}"
    head = Text(f"{sign} {criterion.exercise}: {criterion.title}", style=f"bold {color}")
    console.print(head.append(f"  ({word}{hidden}, {points})", style="not bold"))
    console.print(_indented(outcome.message))
    if outcome.diagnosis:
        console.print(_indented(outcome.diagnosis.says))
    if outcome.status not in (Status.INTERNAL, Status.NOT_RUN):
        console.print(f"  Next: grade hint {result.topic.slug}.{criterion.id}", style="cyan")
    console.print()


def _print_output(result: TopicResult, console: Console) -> None:
    lines = result.printed.splitlines()[-SHOWN_OUTPUT_LINES:]
    console.print(f"The last that {result.topic.slug}.py printed:", style="bold")
    console.print(_indented("\n".join(lines)))
    console.print()


def _indented(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2), expand=False)
