"""`grade class words`: answers in words onto a sheet, and the marks of a person back into the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import find_content
from receptive.cli.classroom.gradebook import tell, write_file
from receptive.cli.classroom.options import store_option
from receptive.cli.classroom.store import BY, login_name
from receptive.cli.codes import NothingToGrade
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.classroom.store import Store
    from receptive.classroom.words import Answer, WordsMark
    from receptive.model import Topic

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
SHEET = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Mark answers in words: write a sheet, take it back.")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.argument("sheet", metavar="SHEET.csv", type=SHEET)
@click.option("--take", is_flag=True, help="Read the marks of the sheet into the store.")
@click.option("--anonymous", is_flag=True, help="Codes instead of names; the sheet is taken back in the same way.")
@click.option("--encoding", default="", help="Of the sheet that is taken, if not UTF-8 or UTF-16.")
@BY
@store_option
def words(folder: Path, sheet: Path, take: bool, anonymous: bool, encoding: str, by: str, store: Path) -> None:
    """Write DIR/STUDENT/TOPIC.md as a sheet, a row for each answer. Fill in points and comments, then --take it.

    What is not marked has no points, and its student no total, until it is. A run leaves these marks alone.

    \b
    Examples:
      grade class words submissions words.csv --anonymous
      grade class words submissions words.csv --anonymous --take
    """
    from receptive.catalogue.manifest import load_lesson
    from receptive.classroom.store import Store
    from receptive.classroom.words_sheet import read_sheet

    topics = [topic for topic in load_lesson(find_content()).topics if topic.written]
    with Store(store, write=take) as opened:
        answers, notes = _collect(folder, topics, opened)
        who = _namer(opened.setting("seed"), anonymous)
        if take:
            _take(opened, read_sheet(sheet, answers, who, encoding), topics, by or login_name())
        else:
            _write(sheet, answers, topics, who)
    tell("not understood", tuple(notes))


def _collect(folder: Path, topics: list[Topic], store: Store) -> tuple[list[Answer], list[str]]:
    """The answers of every student who is in the store.

    Raises:
        NothingToGrade: nobody wrote one.
    """
    from receptive.classroom.enrolling import kept_roster
    from receptive.classroom.marks import read_students
    from receptive.classroom.students import find_students
    from receptive.classroom.words import answers_of
    from receptive.reading.reader import Reader

    known = {one.student for one in read_students(store)}
    notes: list[str] = []
    found = find_students(folder, kept_roster(store))
    students = [student for student in found.students if student.name in known]
    with Reader() as reader:
        answers = [one for student in students for one in answers_of(student, topics, reader, notes)]
    if not any(one.text for one in answers):
        places = ", ".join(f"{topic.slug}.md" for topic in topics) or "none: no topic asks for words"
        raise NothingToGrade(f"no answer in words is in {folder}; looked for {places}")
    return answers, notes


def _namer(seed: str, anonymous: bool) -> Callable[[str], str]:
    from receptive.classroom.words_sheet import code_of

    return (lambda student: code_of(student, seed)) if anonymous else (lambda student: student)


def _write(sheet: Path, answers: list[Answer], topics: list[Topic], who: Callable[[str], str]) -> None:
    from receptive.classroom.words import WordsMark
    from receptive.classroom.words_sheet import write_sheet
    from receptive.exchange.gradebook.plain_csv import safe_cell

    if sheet.exists():
        raise click.UsageError(f"{sheet} exists, and somebody's marks may be in it; name a new file")
    rows = [WordsMark(one, None, "") for one in answers if one.text]
    write_file(sheet, write_sheet(rows, who, safe_cell))
    say(f"wrote {sheet}: {len(rows)} answers, {len(answers) - len(rows)} were not written; fill in points and comment")
    for topic in topics:
        guide = topic.grader / "words.md"
        if guide.exists():
            say(f"what a good answer to {topic.slug} says: {guide}")


def _take(store: Store, marks: Sequence[WordsMark], topics: list[Topic], by: str) -> None:
    from receptive.classroom.corrections import sealing_again
    from receptive.classroom.words import keep_words

    with sealing_again(store):
        for topic in topics:
            mine = [one for one in marks if one.answer.topic == topic.slug]
            for student in dict.fromkeys(one.answer.student for one in mine):
                own = [one for one in mine if one.answer.student == student]
                keep_words(store, topic, own, by)
    left = [one for one in marks if one.points is None and one.answer.text]
    say(f"took {sum(one.points is not None for one in marks)} marks, {len(left)} answers are not marked yet")
