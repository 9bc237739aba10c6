"""An attempt in a terminal: a table by topic, then the first failing criterion of each exercise in full."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from receptive.invocation import typed
from receptive.model import Attempt, Lacking, Level, Outcome, Status, TopicResult, Visibility
from receptive.text import printable

UNWRAPPED = 10_000  # where nobody watches, whoever reads the text wraps it
MARKS_WIDTH = 60
GAP = "  "
SHOWN_OUTPUT_LINES = 12

QUIZ_WORDS = {Status.PASSED: "right", Status.FAILED: "not yet", Status.MISSING: "open"}

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
    """A console that is plain, and does not wrap, when nobody watches."""
    console = SeenConsole(stderr)
    return console if console.is_terminal else SeenConsole(stderr, width=UNWRAPPED)


class SeenConsole(Console):
    """Moves the cursor for nobody but ourselves: of what it is given, control characters are written out."""

    def __init__(self, stderr: bool = False, width: int | None = None, file: IO[str] | None = None) -> None:
        super().__init__(stderr=stderr, width=width, file=file, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=printable(segment.text))


def attempt_text(attempt: Attempt, console: Console) -> str:
    """Everything a student reads after `grade`, for this console, without blanks at the ends of lines."""
    with console.capture() as captured:
        _print_attempt(attempt, console)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def first_failures(result: TopicResult) -> Iterator[Outcome]:
    """The first criterion of each exercise that is not passed, and the first of the whole topic."""
    seen = set()
    for outcome in result.outcomes:
        subject = outcome.criterion.subject
        if outcome.status is not Status.PASSED and subject not in seen:
            seen.add(subject)
            yield outcome


def _print_quiz(result: TopicResult, console: Console) -> None:
    open_ones = sum(outcome.status is not Status.PASSED for outcome in result.outcomes)
    if open_ones:
        topic = result.topic.slug.partition("/")[0]
        how = typed(f"quiz {topic}")
        console.print(f"· {result.topic.title}: {open_ones} not right yet. Go on: {how}\n", style="yellow")


def _print_attempt(attempt: Attempt, console: Console) -> None:
    console.print(_table(attempt))
    console.print()
    for result in attempt.results:
        if result.topic.is_quiz:
            _print_quiz(result, console)
        else:
            _print_failures(result, console)
    for result in attempt.results:
        if result.solution_seen:
            text = f"You looked at the solution of {result.topic.slug} before full points: half of its points count.\n"
            console.print(text, style="yellow")
    _print_end(attempt, console)
    for result in attempt.results:
        if result.certificate != "current" and not result.topic.withheld:
            slug = result.topic.slug
            how = typed(f"author check {slug} --full")
            console.print(f"The certificate of the grader of {slug} is {result.certificate}: {how}", style="dim")
    isolation = attempt.isolation
    weak = isolation.level is not Level.A
    label = f"Isolation {isolation.level}{' (weak)' if weak else ''}: {isolation.reason}."
    console.print(f"{label} Seed {attempt.seed}, {attempt.duration_s:.1f} s.", style="yellow" if weak else "dim")


def _print_end(attempt: Attempt, console: Console) -> None:
    withheld = [criterion for result in attempt.results for criterion in result.topic.withheld]
    if attempt.points == attempt.max_points:
        console.print("All points. Well done." if not withheld else "All open points.", style="bold green")
        console.print(f"{_what_is_next(attempt)}\n", style="cyan")
    if withheld:
        criteria = "1 hidden criterion" if len(withheld) == 1 else f"{len(withheld)} hidden criteria"
        points = sum(criterion.points for criterion in withheld)
        console.print(f"{criteria}, worth {points:g} points, will be run when you hand this in.\n")


def _what_is_next(attempt: Attempt) -> str:
    slugs = [result.topic.slug for result in attempt.results if not result.topic.is_quiz]
    if len(slugs) > 1:
        return f"Next: {typed('status')} shows what is left, {typed('submit')} packs what you hand in."
    answered = any(result.topic.is_quiz for result in attempt.results)
    look = f"{typed(f'solution {slugs[0]}')} shows how else it can be written"
    return f"Next: {look}." if answered else f"Next: {typed(f'quiz {slugs[0]}')}; {look}."


def _print_failures(result: TopicResult, console: Console) -> None:
    failures = list(first_failures(result))
    if not failures:
        return
    whole = {outcome.message for outcome in result.outcomes}
    if len(whole) == 1 and failures[0].message:  # the file as a whole: said once
        _print_whole_file(result, failures[0], console)
        return
    # What is asked of the whole topic fails along with any exercise: it has its turn when nothing else is left
    failures = [outcome for outcome in failures if not outcome.criterion.whole_topic] or failures
    missing = [o for o in failures if o.status is Status.MISSING and not o.criterion.whole_topic]
    for outcome in failures:
        if outcome.status is not Status.MISSING:
            _print_outcome(result, outcome, console)
    _print_missing(result, missing, console)
    if result.printed and result.points < result.max_points:
        _print_output(result, console)


def _print_whole_file(result: TopicResult, outcome: Outcome, console: Console) -> None:
    sign, _, color = WORDS[outcome.status]
    head, *rest = outcome.message.split("\n")
    if outcome.status is Status.NOT_RUN:
        head = f"{result.topic.title}: {head}"
    console.print(Text(f"{sign} {head}", style=f"bold {color}"))
    if rest:
        console.print(_indent("\n".join(line.removeprefix("  ") for line in rest)))
    if outcome.status not in (Status.NOT_RUN, Status.INTERNAL, Status.MISSING):
        console.print(f"  Nothing in it was run. Mend this first, then: {typed(result.topic.slug)}", style="cyan")
    console.print()


def _print_missing(result: TopicResult, missing: Sequence[Outcome], console: Console) -> None:
    """Unwritten exercises together; what looks like a slip on a line of its own."""
    plain = [o for o in missing if o.lacking is Lacking.UNWRITTEN]
    absent = [o for o in missing if o.lacking is Lacking.ABSENT]
    for outcome in missing:
        if outcome not in plain and outcome not in absent:
            console.print(Text(f"· {outcome.message}", style="yellow"))
    if absent:
        names = ", ".join(o.criterion.exercise for o in absent)
        console.print(f"· Not in {result.path.name}: {names}. Names must be as in the stub.", style="yellow")
    if len(plain) == len(result.topic.exercises):
        first = plain[0].criterion.exercise
        console.print(f"· {result.topic.title}: nothing is written yet. Begin with {first} in {result.path.name}.")
    elif plain:
        console.print(f"· Not written yet: {', '.join(o.criterion.exercise for o in plain)}.", style="yellow")
    if missing:
        console.print()


def _table(attempt: Attempt) -> Table:
    folders = {result.path.parent for result in attempt.results if not result.topic.is_quiz}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ["Topic"] if len(folders) == 1 else ["File", "Topic"]:
        table.add_column(name)
    table.add_column("Points", justify="right")
    table.add_column("Criteria", justify="right")
    table.add_column("Exercises")
    for result in attempt.results:
        passed = sum(outcome.status is Status.PASSED for outcome in result.outcomes)
        points = f"{result.points:g} of {result.max_points:g}"
        names = [result.topic.title] if len(folders) == 1 else [str(result.path), result.topic.title]
        table.add_row(*names, points, f"{passed} of {len(result.outcomes)}", _marks(result))
    if len(attempt.results) > 1 and len(folders) == 1:
        table.add_row("Together", f"{attempt.points:g} of {attempt.max_points:g}", "", "", style="bold")
    return table


def _marks(result: TopicResult) -> Text:
    """One mark for each exercise, with its name, never torn apart; and one for the whole topic if that lacks."""
    if result.topic.is_quiz:
        return _quiz_marks(result)
    worst = {outcome.criterion.subject: outcome.status for outcome in first_failures(result)}
    colors = {}
    for subject in dict.fromkeys((*(exercise.name for exercise in result.topic.exercises), *worst)):
        sign, _, color = WORDS[worst.get(subject, Status.PASSED)]
        colors[f"{sign} {subject}".replace(" ", "\u2007")] = color
    lines = textwrap.wrap(GAP.join(colors), MARKS_WIDTH)
    return Text("\n").join(
        Text(GAP).join(Text(mark.replace("\u2007", " "), style=colors[mark]) for mark in line.split(GAP))
        for line in lines
    )


def _quiz_marks(result: TopicResult) -> Text:
    """How many questions are right, wrong and open; their names would fill the screen."""
    marks = []
    for status, word in QUIZ_WORDS.items():
        count = sum(outcome.status is status for outcome in result.outcomes)
        sign, _, color = WORDS[status]
        if count:
            marks.append(Text(f"{sign} {count} {word}", style=color))
    return Text(GAP).join(marks)


def _print_outcome(result: TopicResult, outcome: Outcome, console: Console) -> None:
    criterion = outcome.criterion
    sign, word, color = WORDS[outcome.status]
    hidden = ", hidden" if criterion.visibility is Visibility.HIDDEN else ""
    points = f"{criterion.points:g} {'point' if criterion.points == 1 else 'points'}"
    head = Text(f"{sign} {criterion.subject}: {criterion.title}", style=f"bold {color}")
    console.print(head.append(f"  ({word}{hidden}, {points})", style="not bold"))
    console.print(_indent(outcome.message))
    if outcome.diagnosis:
        console.print(_indent(outcome.diagnosis.text))
    if outcome.small_case:
        console.print(_indent(outcome.small_case))
    if outcome.status not in (Status.INTERNAL, Status.NOT_RUN):
        how = typed(f"hint {result.topic.slug}.{criterion.id}")
        console.print(f"  Next: {how}{_and_more(result, outcome)}", style="cyan")
    console.print()


def _and_more(result: TopicResult, shown: Outcome) -> str:
    lacking = [outcome for outcome in result.outcomes if outcome.status is not Status.PASSED]
    more = sum(outcome.criterion.subject == shown.criterion.subject for outcome in lacking) - 1
    if not more:
        return ""
    what = f"{more} more {'criterion' if more == 1 else 'criteria'} of {shown.criterion.subject}"
    return f"  ({what} not passed: {typed('report')})"


def _print_output(result: TopicResult, console: Console) -> None:
    lines = result.printed.splitlines()[-SHOWN_OUTPUT_LINES:]
    console.print(f"The last that {result.path.name} printed:", style="bold")
    console.print(_indent("\n".join(lines)))
    console.print()


def _indent(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2), expand=False)
