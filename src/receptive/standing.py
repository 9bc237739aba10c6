"""How work stands, as everything that a student reads says it: a mark for each exercise, one total for all.

What was not run here is no more than it is: an exercise whose open criteria passed and which has hidden ones with the
instructor is neither done nor wrong, and has a mark of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from receptive.invocation import typed
from receptive.model import WHOLE_TOPIC, Criterion, Foreseen, Outcome, Status, Topic


class Mark(NamedTuple):
    """A sign and a word, so that nothing depends on color."""

    sign: str
    word: str
    color: str


# Of one criterion
WORDS = {
    Status.PASSED: Mark("✓", "passed", "green"),
    Status.FAILED: Mark("✗", "wrong answer", "red"),
    Status.ERROR: Mark("✗", "your code raised", "red"),
    Status.TIMEOUT: Mark("✗", "too slow", "red"),
    Status.MEMORY: Mark("✗", "too much memory", "red"),
    Status.CRASHED: Mark("✗", "Python ended", "red"),
    Status.MISSING: Mark("·", "not written yet", "yellow"),
    Status.NOT_RUN: Mark("·", "not run", "yellow"),
    Status.INTERNAL: Mark("!", "our fault", "magenta"),
    Status.NEEDS_LOOK: Mark("?", "needs a look", "magenta"),
}
LATER = Mark("·", "when you hand in", "dim")  # of one that is not run here

# Of one exercise
DONE = Mark("✓", "done", "green")
OPEN_PASSED = Mark("◐", "open criteria passed", "cyan")
FORESEEN = Mark("✗", "open criteria passed, and there is a mistake", "red")
NOT_YET = Mark("✗", "not yet", "red")
UNWRITTEN = Mark("·", "not written", "yellow")
UNGRADED = Mark("·", "not graded", "yellow")
OUR_FAULT = Mark("!", "our fault", "magenta")
BEYOND = "a mistake that is noticed when you hand in"
LEGEND = "◐ passed what is open; the rest is run when you hand it in"
SHOWN_TITLES = 4


def mark_of(worst: Status | None, withheld: Sequence[Criterion], is_foreseen: bool = False) -> Mark:
    """The mark of an exercise; the one place that decides it.

    Args:
        worst: how its first criterion ended that is not passed; passed if all are; None if they were not run.
        withheld: its criteria that are not run here.
        is_foreseen: a mistake is known that those would notice.
    """
    match worst:
        case None | Status.NOT_RUN | Status.NEEDS_LOOK:
            return UNGRADED
        case Status.PASSED:
            if is_foreseen:
                return FORESEEN
            return OPEN_PASSED if withheld else DONE
        case Status.MISSING:
            return UNWRITTEN
        case Status.INTERNAL:
            return OUR_FAULT
    return NOT_YET


@dataclass(frozen=True)
class Standing:
    """One exercise, or what is asked of the whole topic."""

    subject: str
    mark: Mark
    withheld: tuple[Criterion, ...]

    @property
    def is_open_passed(self) -> bool:
        return self.mark is OPEN_PASSED

    @property
    def label(self) -> str:
        return f"{self.mark.sign} {self.subject}"


def standings(topic: Topic, statuses: Mapping[str, Status], foreseen: Iterable[Foreseen] = ()) -> tuple[Standing, ...]:
    """Each exercise of a topic, and the whole topic if that is what lacks.

    Args:
        statuses: how the criteria ended, by id; those that are absent were not run.
        foreseen: what is known beyond them.
    """
    foreseen = tuple(foreseen)
    found = [standing_of(topic, exercise.name, statuses, foreseen) for exercise in topic.exercises]
    whole = [statuses[each.id] for each in topic.criteria if each.whole_topic and each.id in statuses]
    if any(status is not Status.PASSED for status in whole):
        found.append(standing_of(topic, WHOLE_TOPIC, statuses))
    return tuple(found)


def standing_of(
    topic: Topic, subject: str, statuses: Mapping[str, Status], foreseen: Iterable[Foreseen] = ()
) -> Standing:
    """One exercise of a topic, or the whole topic."""
    ended = [statuses.get(each.id) for each in topic.criteria if each.subject == subject]
    withheld = tuple(each for each in topic.withheld if each.subject == subject)
    worst = next((status for status in ended if status is not Status.PASSED), Status.PASSED if ended else None)
    is_foreseen = any(each.exercise == subject and each.diagnosis for each in foreseen)
    return Standing(subject, mark_of(worst, withheld, is_foreseen), withheld)


def statuses_of(outcomes: Iterable[Outcome]) -> dict[str, Status]:
    return {outcome.criterion.id: outcome.status for outcome in outcomes}


def points_text(points: float, most: float) -> str:
    """Points that were reached, of those that can be reached here."""
    return f"{points:g} of {most:g} points"


def worth_text(points: float) -> str:
    return f"{points:g} {'point' if points == 1 else 'points'}"


def later_text(withheld: Sequence[Criterion]) -> str:
    """What is decided elsewhere: "4 hidden criteria, worth 2 points, are run when you hand this in"; else empty."""
    if not withheld:
        return ""
    points = sum(criterion.points for criterion in withheld)
    criteria, run = ("hidden criterion", "is") if len(withheld) == 1 else ("hidden criteria", "are")
    return f"{len(withheld)} {criteria}, worth {worth_text(points)}, {run} run when you hand this in"


def total_text(points: float, most: float, withheld: Sequence[Criterion]) -> str:
    """The one total: what was reached of what can be reached here, and what is decided elsewhere."""
    reached, later = points_text(points, most), later_text(withheld)
    return f"{reached} that can be reached here; {later}" if later else reached


def more_text(withheld: Sequence[Criterion]) -> str:
    """The same of one exercise, behind what was passed: "open criteria passed, 4 more when you hand in"."""
    return f"{OPEN_PASSED.word}, {len(withheld)} more when you hand in"


def titles_text(withheld: Sequence[Criterion], most: int = SHOWN_TITLES) -> str:
    """The titles of the first ones, and how many others there are."""
    titles = "; ".join(criterion.title for criterion in withheld[:most])
    left = len(withheld) - most
    return f"{titles}; and {left} more" if left > 0 else titles


def hints_of(topic: Topic, withheld: Iterable[Criterion]) -> Iterator[tuple[str, Criterion]]:
    """What to type for a hint of each."""
    for criterion in withheld:
        yield typed(f"hint {topic.slug}.{criterion.id}"), criterion
