"""What the words after `grade` mean: topics, files, folders."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_lesson, load_topic
from receptive.cli.codes import NothingToGrade
from receptive.invocation import given, typed
from receptive.model import Submission, Topic
from receptive.workspace.choosing import Chosen, choose_files, read_chosen
from receptive.workspace.folder import NOTEBOOK, read_submission

COMMANDS = (
    "start",
    "watch",
    "list",
    "status",
    "hint",
    "reset",
    "report",
    "lesson",
    "doctor",
    "completion",
    "quiz",
    "solution",
    "submit",
    "class",
    "author",
)  # that a mistyped word may mean
Work = list[tuple[Topic, Submission]]


def find_work(words: Sequence[str], content: Content) -> Work:
    """Topics and the submission of each.

    Raises:
        click.UsageError: a word is no topic and no path, or a file is named after no topic.
        NothingToGrade: no file is there.
    """
    slugs = content.topics()
    work: Work = []
    for word in dict.fromkeys(words or (".",)):
        path = given(word) if words else Path()
        if word in slugs and not path.is_dir():
            topic = load_topic(content, word)
            chosen = choose_files(Path(), [topic]).get(word)
            if chosen is None:
                raise NothingToGrade(f"there is no {word}.py; `{typed('start')}` writes the files of the lesson")
            work.append((topic, read_chosen(chosen, word)))
        elif path.is_dir():
            work += _folder(content, path)
        elif path.is_symlink() or path.exists():
            slug = _topic_of(path, slugs)
            work.append((load_topic(content, slug), read_submission(path, slug)))
        elif path.suffix == ".py":
            raise NothingToGrade(f"there is no {path}")
        else:
            raise click.UsageError(
                f"{word} is no topic, no file and no folder.{_suggestion(word, [*slugs, *COMMANDS])}"
            )
    by_place = {
        submission.path.parent.resolve() / submission.path.name: (topic, submission) for topic, submission in work
    }
    return list(by_place.values())


def find_topic(word: str, content: Content) -> Topic:
    """The topic of that name.

    Raises:
        click.UsageError: there is none.
    """
    slugs = content.topics()
    if word not in slugs:
        raise click.UsageError(f"{word} is no topic.{_suggestion(word, slugs)}")
    return load_topic(content, word)


def _folder(content: Content, folder: Path) -> Work:
    lesson = load_lesson(content)
    files = choose_files(folder, lesson.topics)
    if not files:
        names = ", ".join(f"{topic.slug}.py" for topic in lesson.topics)
        raise NothingToGrade(f"none of {names} is in {folder.resolve()}; `{typed('start')}` writes them")
    return [
        (topic, read_chosen(files.get(topic.slug, Chosen(folder / f"{topic.slug}.py")), topic.slug))
        for topic in lesson.topics
    ]


def _topic_of(path: Path, slugs: Sequence[str]) -> str:
    if path.stem in slugs and path.suffix in (".py", NOTEBOOK):
        return path.stem
    raise click.UsageError(
        f"{path} is not named after a topic; the files are {', '.join(f'{slug}.py' for slug in slugs)}."
        f"{_close(path.stem, slugs)}"
    )


def _suggestion(word: str, slugs: Sequence[str]) -> str:
    topics = [slug for slug in slugs if slug not in COMMANDS]
    return _close(word, slugs) or f" The topics are {', '.join(topics)}."


def _close(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, 1, 0.6)
    if not close:
        return ""
    return f" Did you mean {'the command ' if close[0] in COMMANDS else ''}{close[0]}?"
