"""A question in the terminal: shown, answered, and what is said of the answer. Plain lines, nothing else."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from receptive.catalogue.content import ContentError
from receptive.cli.saying import say
from receptive.scoring import part_of

if TYPE_CHECKING:
    from receptive.quiz.forms import Form, Marked
    from receptive.quiz.practice import Asked
    from receptive.quiz.sealed_quiz import SealedQuiz
    from receptive.quiz.sealing import Sealed


@contextmanager
def texts_of(path: Path, question: str) -> Iterator[None]:
    """While a question is shown: what cannot be shown is a fault of its file."""
    from receptive.quiz.arithmetic import FormulaError

    try:
        yield
    except FormulaError as broken:
        raise ContentError(path, f"question {question!r} is damaged: {broken}") from broken


def show_variant(quiz: SealedQuiz, place: int, variant: Sealed, is_about_mistake: bool = False) -> None:
    """The question as text."""
    from receptive.quiz.prose import to_plain

    points = f"{variant.points:g} {'point' if variant.points == 1 else 'points'}"
    say(f"{quiz.title}, question {place} of {len(quiz.questions)}, {points}: {variant.title}")
    if is_about_mistake:
        say("  (it asks about a mistake that grade has recognised in your code)")
    say(f"\n{_wrap(to_plain(variant.prompt))}\n")
    for picture in variant.pictures:
        say(_wrap(f"Picture: {picture.alt}") + "\n")
    for form in variant.forms:
        _show_form(form)


def _show_form(form: Form) -> None:
    from receptive.quiz.asking import number_options
    from receptive.quiz.prose import to_plain

    for number, left in enumerate(form.lefts, start=1):
        say(f"  {number}. {to_plain(left)}")
    for name, option in number_options(form):
        say(f"  {name}. {to_plain(option)}")
    if form.grid:
        say(f"  {form.label}")
        for row, line in enumerate(form.grid):
            say(f"  row {row}: {'  '.join(line)}")
    if form.options or form.grid:
        say()


def read_response(variant: Sealed, hint: Callable[[], str]) -> list[str] | str:
    """What was typed for each form, or the command that was typed instead."""
    found: list[str] = []
    while len(found) < len(variant.forms):
        form = variant.forms[len(found)]
        text = _line(_prompt(form))
        match text.strip().lower():
            case "":
                continue
            case "hint" | "?":
                say(f"  Hint: {_plain(hint())}")
            case "skip" | "quit" | "give up" as command:
                return command
            case _ if _is_readable(form, text):
                found.append(text.strip())
    return found


def _is_readable(form: Form, text: str) -> bool:
    """Whether a text is an answer at all; how it was read, or how to write it, is said at once and costs nothing."""
    from receptive.quiz.answers import Unreadable, read_answer

    try:
        said = read_answer(form, text).said
    except Unreadable as unreadable:
        say(f"  {unreadable}. That was not counted.")
        return False
    if said:
        say(f"  ({said})")
    return True


def _prompt(form: Form) -> str:
    from receptive.quiz.asking import how_to_answer

    label = _plain(form.label) if form.label and not form.grid else ""
    return f"{label}: " if label else f"{how_to_answer(form)}: "


def _line(prompt: str) -> str:
    """A line from the keyboard or a pipe; its end is the wish to leave."""
    say(prompt, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        say()
        return "quit"
    return line


def tell(one: Asked, marked: Marked, missed: int) -> None:
    """What an answer was; `missed` is how often the question was answered wrongly by now."""
    if marked.right:
        say("✓ Right.", color="green")
        say(_wrap(_plain(marked.explanation)) + "\n")
        return
    say("✗ Not yet.", color="red")
    if len(marked.slots) > 1:
        earned = part_of(one.variant.points, marked.share)
        say(f"  {sum(marked.slots)} of {len(marked.slots)} are right: {earned:g} of {one.variant.points:g} points.")
        for form, right in zip(one.variant.forms, marked.slots, strict=True):
            say(f"  {'✓ right' if right else '✗ not yet'}: {_plain(form.label)}")
    for belief in marked.beliefs:
        say(_wrap(_plain(belief.says)))
    give_up = ", give up shows what is right" if missed > 1 else ""
    say(f"  hint helps, skip leaves it for later{give_up}.")
    again = "with other numbers" if len(one.question.variants) > 1 else "once more"
    say(f"  The question {again}:\n")


def tell_given_up(answer: str, explanation: str) -> None:
    if not explanation:
        say("  Noted. The explanation opens with the right answer; it is not installed here in clear.\n")
        return
    say(f"  Noted as given up. Right is: {_plain(answer)}")
    say(_wrap(_plain(explanation)) + "\n")


def _plain(text: str) -> str:
    from receptive.quiz.prose import to_plain

    return to_plain(text)


def _wrap(text: str) -> str:
    """Paragraphs and items of lists at the terminal's width, for those who read with their eyes; code lines stay."""
    import shutil
    import textwrap

    width = min(shutil.get_terminal_size((100, 24)).columns, 100) - 2
    blocks = []
    for block in text.split("\n\n"):
        if block.startswith("    "):
            blocks.append(block)
        else:
            parts = re.split(r"\n(?=\s*(?:[-*]|\d+\.) )", block)
            blocks.append("\n".join(textwrap.fill(" ".join(part.split()), width) for part in parts))
    return textwrap.indent("\n\n".join(blocks), "  ")
