"""What stands in the report of a topic: for each exercise its criteria, why it fails, pictures and the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from receptive.course.reading import Reading
from receptive.figures.cases import figures_of_case, figures_of_exercise
from receptive.figures.pictures import Figure
from receptive.invocation import typed
from receptive.limits import Refused
from receptive.model import WHOLE_TOPIC, Criterion, Foreseen, Outcome, Status, Topic, TopicResult, Visibility
from receptive.reading.excerpt import CodeLine
from receptive.reading.reader import own_reader
from receptive.scoring import points_of, total_points
from receptive.standing import (
    BEYOND,
    FORESEEN,
    LATER,
    OPEN_PASSED,
    WORDS,
    Mark,
    later_text,
    points_text,
    standing_of,
    statuses_of,
    worth_text,
)

WRITTEN = (Status.FAILED, Status.ERROR, Status.TIMEOUT, Status.MEMORY, Status.CRASHED)
NOTHING_TO_RUN = (Status.MISSING, Status.NEEDS_LOOK)
DECIDED = (Status.PASSED, Status.MISSING, *WRITTEN)


FindReading = Callable[[Topic, str], Reading | None]  # by a heading, or by an exercise's name


@dataclass(frozen=True)
class Said:
    """A diagnosis, or the small case in words."""

    text: str
    links: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Line:
    """One criterion. `kind` is for the style alone: the sign and the word say it."""

    sign: str
    word: str
    kind: str
    title: str
    about: str
    message: str
    call: str = ""  # all of it, where the message leaves out something


@dataclass(frozen=True)
class ExercisePart:
    name: str
    points: str
    lines: tuple[Line, ...]
    mark: Mark | None = None  # none for a quiz
    later: tuple[Line, ...] = ()  # criteria that are not run here
    said: tuple[Said, ...] = ()
    figures: tuple[Figure, ...] = ()
    above: str = ""  # what the figures show, where that is no case that failed
    code: tuple[CodeLine, ...] = ()
    hint: str = ""
    link: Reading | None = None
    untouched: bool = False  # nothing of it could be run, so the criteria are a plan and no result


@dataclass(frozen=True)
class TopicPart:
    anchor: str
    title: str
    points: str
    file: str
    parts: tuple[ExercisePart, ...]
    later: str = ""  # what is decided elsewhere
    beside: tuple[str, ...] = ()  # above all exercises: what was left out, what an instructor or a rule adds

    @property
    def written(self) -> tuple[ExercisePart, ...]:
        return tuple(part for part in self.parts if not part.untouched)

    @property
    def unwritten(self) -> tuple[ExercisePart, ...]:
        return tuple(part for part in self.parts if part.untouched)


def no_reading(topic: Topic, name: str) -> Reading | None:  # noqa: ARG001  # where there is no lesson to point to
    return None


def topic_part(result: TopicResult, sources: Mapping[str, str], find: FindReading = no_reading) -> TopicPart:
    """One topic of a report."""
    topic, anchor = result.topic, f"topic-{result.topic.slug.replace('/', '-')}"
    points = points_text(result.points, result.max_points)
    if result.topic.is_quiz:
        lines = tuple(map(_line, result.outcomes))
        return TopicPart(anchor, topic.title, points, "", (ExercisePart("", points, lines),))
    parts = []
    for subject in (*(exercise.name for exercise in topic.exercises), WHOLE_TOPIC):
        outcomes = [outcome for outcome in result.outcomes if outcome.criterion.subject == subject]
        if outcomes or any(criterion.subject == subject for criterion in topic.withheld):
            foreseen = [each for each in result.foreseen if each.exercise == subject]
            part = exercise_part(topic, subject, outcomes, sources.get(topic.slug, ""), find)
            parts.append(_with_foreseen(part, topic, foreseen, find))
    later = later_text(topic.withheld)
    return TopicPart(anchor, topic.title, points, result.path.name, tuple(parts), later, result.notes)


def exercise_part(
    topic: Topic, subject: str, outcomes: list[Outcome], source: str, find: FindReading = no_reading
) -> ExercisePart:
    """One exercise: what is not passed is explained once for all criteria that fail in the same way."""
    standing = standing_of(topic, subject, statuses_of(outcomes))
    points = [reached_text(outcomes)] if outcomes else []
    points += [f"{len(standing.withheld)} more when you hand in"] if standing.withheld else []
    part = ExercisePart(
        subject,
        ", ".join(points),
        tuple(map(_line, outcomes)),
        standing.mark,
        tuple(map(_later_line, standing.withheld)),
        hint=typed(f"hint {topic.slug}.{subject}") if standing.is_open_passed else "",
    )
    lacking = [outcome for outcome in outcomes if outcome.status is not Status.PASSED]
    if not lacking:
        return part
    written = [outcome for outcome in lacking if outcome.status in WRITTEN]
    line = next((outcome.line for outcome in written if outcome.line), 0)
    return replace(
        part,
        said=_say(topic, lacking, find),
        figures=figures_of(topic, lacking) if written else (),
        above=_above(lacking),
        code=_code(source, subject, line) if written else (),
        hint=typed(f"hint {topic.slug}.{lacking[0].criterion.id}"),
        link=find(topic, subject),
        untouched=all(outcome.status in NOTHING_TO_RUN for outcome in outcomes),
    )


def _with_foreseen(part: ExercisePart, topic: Topic, foreseen: Sequence[Foreseen], find: FindReading) -> ExercisePart:
    """With the mistakes that only criteria would notice which are not run here."""
    for each in foreseen:
        if each.diagnosis is None:
            told = Said(f"It could not be compared with known mistakes: {each.trouble}.")
            part = replace(part, said=(*part.said, told))
            continue
        links = tuple(filter(None, (find(topic, heading) for heading in each.diagnosis.read)))
        told = Said(f"{BEYOND.capitalize()}. {each.diagnosis.says if links else each.diagnosis.text}", links)
        case = each.diagnosis.case
        part = replace(
            part,
            mark=FORESEEN if part.mark is OPEN_PASSED else part.mark,
            said=(*part.said, told, *([Said(each.diagnosis.small_case)] if each.diagnosis.small_case else [])),
            figures=(*part.figures, *(figures_of_case(topic.grader, case) if case else ())),
        )
    return part


def _code(source: str, subject: str, line: int) -> tuple[CodeLine, ...]:
    try:
        return own_reader().excerpt(source, subject, line)
    except Refused:  # what cannot be read is not shown; its criteria say why
        return ()


def figures_of(topic: Topic, outcomes: list[Outcome]) -> tuple[Figure, ...]:
    """The cases of open criteria; else a case of the mistake; else what the exercise is about, which is no secret."""
    cases = {case.call: case for outcome in outcomes if (case := outcome.case)}
    if not cases:
        cases = {case.call: case for each in outcomes if each.diagnosis and (case := each.diagnosis.case)}
    if cases:
        return tuple(figure for case in cases.values() for figure in figures_of_case(topic.grader, case))
    exercises = dict.fromkeys(one.criterion.exercise for one in outcomes if not one.criterion.whole_topic)
    return tuple(figure for name in exercises for figure in figures_of_exercise(topic.grader, name))


def _say(topic: Topic, outcomes: list[Outcome], find: FindReading) -> tuple[Said, ...]:
    """Each diagnosis with a case of it, then the cases that failed."""
    found = []
    for diagnosis in {one.diagnosis.text: one.diagnosis for one in outcomes if one.diagnosis}.values():
        links = tuple(filter(None, (find(topic, heading) for heading in diagnosis.read)))
        found.append(Said(diagnosis.says if links else diagnosis.text, links))
        found += [Said(diagnosis.small_case)] if diagnosis.example else []
    return (*found, *map(Said, dict.fromkeys(one.small_case for one in outcomes if one.example)))


def _above(outcomes: list[Outcome]) -> str:
    if any(outcome.case for outcome in outcomes):
        return ""
    if any(outcome.diagnosis and outcome.diagnosis.case for outcome in outcomes):
        return "A case of this mistake, and not the one that failed:"
    return "A worked example, not the case that failed:"


def reached_text(outcomes: Sequence[Outcome]) -> str:
    """What was reached of the points of some criteria, if that is decided."""
    most = sum(outcome.criterion.points for outcome in outcomes)
    if any(outcome.status not in DECIDED for outcome in outcomes):
        return f"not decided, worth {worth_text(most)}"
    return points_text(total_points(outcomes), most)


def _line(outcome: Outcome) -> Line:
    sign, word, _ = WORDS[outcome.status]
    hidden = ", hidden" if outcome.criterion.visibility is Visibility.HIDDEN else ""
    about = f"{reached_of(outcome)}{hidden}"
    kind = "passed" if outcome.status is Status.PASSED else "failed" if outcome.status in WRITTEN else ""
    return Line(sign, word, kind, outcome.criterion.title, about, outcome.message, outcome.call)


def reached_of(outcome: Outcome) -> str:
    """The same of one criterion, without the word."""
    reached = f"{points_of(outcome):g} of" if outcome.status in DECIDED else "not decided, worth"
    return f"{reached} {outcome.criterion.points:g}"


def _later_line(criterion: Criterion) -> Line:
    return Line(LATER.sign, LATER.word, "", criterion.title, f"{criterion.points:g}, hidden", "")
