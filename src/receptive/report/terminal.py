"""An attempt in a terminal: a table by topic, then the first failing criterion of each exercise in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

from receptive.invocation import typed
from receptive.model import Attempt, Lacking, Level, Outcome, Status, TopicResult, Visibility
from receptive.report.table import attempt_table
from receptive.standing import (
    BEYOND,
    FORESEEN,
    OPEN_PASSED,
    WORDS,
    Standing,
    more_text,
    standings,
    statuses_of,
    titles_text,
    total_text,
    worth_text,
)
from receptive.text import printable

UNWRAPPED = 10_000  # where nobody watches, whoever reads the text wraps it
MOST_LISTED = 3  # exercises whose hidden criteria are named; of more it is said where they are
SHOWN_OUTPUT_LINES = 12
SCREEN = 1600  # characters


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
    console.print(attempt_table(attempt))
    console.print()
    for result in attempt.results:
        if result.topic.is_quiz:
            _print_quiz(result, console)
        else:
            _print_failures(result, console)
    for result in attempt.exercises:
        _print_foreseen(result, console)
    _print_open_passed(attempt, console)
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
    reached = attempt.points == attempt.max_points
    knows_of_a_mistake = any(each.diagnosis for result in attempt.exercises for each in result.foreseen)
    if reached and not attempt.withheld:
        console.print("All points. Well done.", style="bold green")
    elif attempt.withheld:
        total = total_text(attempt.points, attempt.max_points, attempt.withheld)
        if reached:
            console.print("All open points.", style=f"bold {OPEN_PASSED.color}")
        console.print(f"{total}.")
    if reached and not knows_of_a_mistake:
        console.print(_what_is_next(attempt), style="cyan")
    if reached or attempt.withheld:
        console.print()


def _print_open_passed(attempt: Attempt, console: Console) -> None:
    """What passed as far as it was run: with titles where there is little of it."""
    found = [(result, _open_passed(result)) for result in attempt.exercises]
    is_short = sum(len(standings) for _, standings in found) <= MOST_LISTED
    for result, some in found:
        if some and not is_short:
            is_all = len(some) == len(result.topic.exercises)  # then what is asked of the whole topic is what is left
            more = len(result.topic.withheld if is_all else [each for one in some for each in one.withheld])
            told = f"{result.topic.title}: {OPEN_PASSED.word} of {len(some)} exercise{'' if len(some) == 1 else 's'}"
            _print_told(f"{told}, {more} more when you hand in.", typed(f"list {result.topic.slug}"), console)
        for standing in some if is_short else ():
            told = f"{standing.subject}: {more_text(standing.withheld)}: {titles_text(standing.withheld)}."
            _print_told(told, typed(f"list {result.topic.slug}.{standing.subject}"), console)


def _print_foreseen(result: TopicResult, console: Console) -> None:
    """What is known of an exercise although no open criterion fails because of it."""
    for each in result.foreseen:
        if each.diagnosis is None:
            console.print(Text(f"◐ {each.exercise}: {each.trouble}.", style=OPEN_PASSED.color))
            console.print("  So it could not be compared with known mistakes.\n")
            continue
        console.print(Text(f"✗ {each.exercise}: {BEYOND}", style=f"bold {FORESEEN.color}"))
        console.print(_indent(each.diagnosis.text))
        if each.diagnosis.small_case:
            console.print(_indent(each.diagnosis.small_case))
        console.print(_indent(f"Next: {typed(f'hint {result.topic.slug}.{each.exercise}')}", "cyan"))
        console.print()


def _open_passed(result: TopicResult) -> list[Standing]:
    return [one for one in standings(result.topic, statuses_of(result.outcomes), result.foreseen) if one.is_open_passed]


def _print_told(text: str, command: str, console: Console) -> None:
    console.print(Text(f"{OPEN_PASSED.sign} {text}", style=OPEN_PASSED.color))
    console.print(_indent(f"What they ask: {command}\n", "cyan"))


def _what_is_next(attempt: Attempt) -> str:
    slugs = [result.topic.slug for result in attempt.exercises]
    if len(slugs) > 1 or attempt.exercises[0].topic.part_of:
        return f"Next: {typed('status')} shows what is left, {typed('submit')} packs what you hand in."
    answered = len(attempt.results) > len(attempt.exercises)
    quiz = typed(f"quiz {slugs[0]}")
    if attempt.withheld:
        return f"Next: {typed('submit')} packs what you hand in{'' if answered else f'; {quiz}'}."
    look = f"{typed(f'solution {slugs[0]}')} shows how else it can be written"
    return f"Next: {look}." if answered else f"Next: {quiz}; {look}."


def _print_failures(result: TopicResult, console: Console) -> None:
    failures = list(first_failures(result))
    if not failures:
        return
    whole = {outcome.message for outcome in result.outcomes}
    if len(whole) == 1 and _is_about_the_file(result, failures[0]):  # said once
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


def _is_about_the_file(result: TopicResult, outcome: Outcome) -> bool:
    """Whether what all criteria say is about the file, and not about the only exercise that was asked."""
    of_all = outcome.status in (Status.MISSING, Status.NOT_RUN, Status.INTERNAL, Status.NEEDS_LOOK)
    return of_all or outcome.message.startswith((result.path.name, f"{result.topic.slug}.py"))


def _print_whole_file(result: TopicResult, outcome: Outcome, console: Console) -> None:
    sign, _, color = WORDS[outcome.status]
    head, *rest = outcome.message.split("\n")
    if outcome.status is Status.NOT_RUN:
        head = f"{result.topic.title}: {head}"
    console.print(Text(f"{sign} {head}", style=f"bold {color}"))
    if rest:
        console.print(_indent("\n".join(line.removeprefix("  ") for line in rest)))
    if outcome.status not in (Status.NOT_RUN, Status.INTERNAL, Status.MISSING):
        then = f"Nothing in it was run. Mend this first, then: {typed(result.topic.slug)}"
        console.print(_indent(then, "cyan"))
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
    if len(plain) == len(result.topic.exercises) > 1:
        first = plain[0].criterion.exercise
        console.print(f"· {result.topic.title}: nothing is written yet. Begin with {first} in {result.path.name}.")
    elif plain:
        console.print(f"· Not written yet: {', '.join(o.criterion.exercise for o in plain)}.", style="yellow")
    if missing:
        console.print()


def _print_outcome(result: TopicResult, outcome: Outcome, console: Console) -> None:
    criterion = outcome.criterion
    sign, word, color = WORDS[outcome.status]
    hidden = ", hidden" if criterion.visibility is Visibility.HIDDEN else ""
    head = Text(f"{sign} {criterion.subject}: {criterion.title}", style=f"bold {color}")
    console.print(head.append(f"  ({word}{hidden}, {worth_text(criterion.points)})", style="not bold"))
    console.print(_indent(outcome.message))
    if outcome.call and result.topic.part_of:  # somebody looks at this exercise alone
        _print_call(outcome.call, console)
    if outcome.diagnosis:
        console.print(_indent(outcome.diagnosis.text))
    if outcome.small_case:
        console.print(_indent(outcome.small_case))
    if outcome.status not in (Status.INTERNAL, Status.NOT_RUN):
        how = typed(f"hint {result.topic.slug}.{criterion.id}")
        console.print(_indent(f"Next: {how}{_and_more(result, outcome)}", "cyan"))
        if outcome.call and not result.topic.part_of:
            alone = "report" if criterion.whole_topic else f"{result.topic.slug}.{criterion.exercise}"
            console.print(_indent(f"The call in full: {typed(alone)}", "cyan"))
    console.print()


def _print_call(call: str, console: Console) -> None:
    if len(call) <= SCREEN:
        console.print(_indent(f"The call in full: {call}"))
    else:
        console.print(_indent(f"The call in full is larger than a screen: {typed('report')} shows it"))


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


def _indent(text: str, style: str = "") -> Padding:
    return Padding(Text(text, style), (0, 0, 0, 2), expand=False)
