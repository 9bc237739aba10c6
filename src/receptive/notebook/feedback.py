"""What a student reads under a grade cell: the same sentences as in the terminal, and the pictures of the report."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from receptive.figures.cases import figures_of_case
from receptive.figures.fragment import figures_html
from receptive.model import Criterion, Foreseen, Outcome, Status, Topic, Visibility
from receptive.report.page_parts import WRITTEN, figures_of, reached_of, reached_text
from receptive.standing import BEYOND, FORESEEN, OPEN_PASSED, WORDS, titles_text
from receptive.text import printable

UNDECIDED = "No points are given or lost here until a person has looked at it."


def exercise_text(
    outcomes: Sequence[Outcome],
    faults: Sequence[str] = (),
    not_run: Sequence[Criterion] = (),
    foreseen: Sequence[Foreseen] = (),
) -> str:
    """The criteria of one exercise as text, what is not passed in full.

    Args:
        faults: what could not be taken from the notebook; it comes first, whatever was passed.
        not_run: the hidden criteria that there are besides, which a cell never runs.
        foreseen: what is known beyond the criteria that were run.
    """
    lines = [*faults, reached_text(outcomes)]
    if outcomes and all(outcome.status is Status.NEEDS_LOOK for outcome in outcomes):
        sign, word, _ = WORDS[Status.NEEDS_LOOK]
        whys = dict.fromkeys(outcome.message for outcome in outcomes)
        return printable("\n".join((f"{sign} {word}: {lines[-1]}", *whys, UNDECIDED)))
    lines += [_line(outcome) for outcome in outcomes]
    is_passed = all(outcome.status is Status.PASSED for outcome in outcomes)
    if not_run:
        told = f"{OPEN_PASSED.sign} {OPEN_PASSED.word}; " if is_passed else ""
        criteria = "criterion" if len(not_run) == 1 else "criteria"
        later = f"{len(not_run)} hidden {criteria} not run here: they are when you hand this in"
        lines.append(f"{told}{later} ({titles_text(not_run)}).")
    for each in foreseen:
        if each.diagnosis:
            lines += [f"{FORESEEN.sign} {each.exercise}: {BEYOND}", f"    {each.diagnosis.text}"]
            lines += [f"    {each.diagnosis.small_case}"] if each.diagnosis.small_case else []
    return printable("\n".join(lines))


def exercise_html(topic: Topic, text: str, outcomes: Sequence[Outcome], foreseen: Sequence[Foreseen] = ()) -> str:
    """As a notebook shows it: the text, then pictures of what is wrong."""
    wrong = [outcome for outcome in outcomes if outcome.status in WRITTEN]
    cases = [each.diagnosis.case for each in foreseen if each.diagnosis and each.diagnosis.case]
    figures = [*(figures_of(topic, wrong) if wrong else ())]
    figures += [figure for case in cases for figure in figures_of_case(topic.grader, case)]
    pictures = figures_html(figures) if figures else ""
    return f'<pre style="white-space: pre-wrap">{escape(text)}</pre>{pictures}'


def _line(outcome: Outcome) -> str:
    sign, word, _ = WORDS[outcome.status]
    hidden = ", hidden" if outcome.criterion.visibility is Visibility.HIDDEN else ""
    head = f"{sign} {outcome.criterion.full_title}: {word}{hidden}, {reached_of(outcome)}"
    told = [outcome.message, outcome.diagnosis.text if outcome.diagnosis else ""]
    told.append(outcome.small_case)
    return "\n".join([head, *(f"    {line}" for text in told if text for line in text.splitlines())])
