"""What the words after `grade` mean: topics, exercises, files, folders."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_lesson, load_topic
from receptive.cli.codes import NothingToGrade
from receptive.invocation import given, typed
from receptive.model import Submission, Topic
from receptive.workspace.choosing import Chosen, choose_files, read_chosen
from receptive.workspace.folder import NOTEBOOK, is_workspace, read_submission
from receptive.workspace.listing import is_disorderly

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
    """Topics and the submission of each. Of a topic that only exercises are named of it is those exercises.

    A word that could be several things is a topic before a path, and a path before an exercise.

    Raises:
        click.UsageError: a word is none of these, or a file is named after no topic.
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
        elif path.suffix in (".py", NOTEBOOK):
            raise NothingToGrade(f"there is no {path}")
        else:
            work.append(_exercise(content, word))
    return _each_file_once(work)


def find_part(topics: Sequence[Topic], word: str) -> Topic:
    """The topic of that name, or the exercise as the only one of its topic.

    Raises:
        click.UsageError: there is neither, or there are several.
    """
    whole = next((topic for topic in topics if topic.slug == word), None)
    found = whole or find_exercise(topics, word)
    if found is None:
        raise click.UsageError(_no_such_thing(topics, word))
    return found


def find_exercise(topics: Iterable[Topic], word: str) -> Topic | None:
    """The exercise that TOPIC.EXERCISE or EXERCISE names, as the only one of its topic; None if there is none.

    Raises:
        click.UsageError: there are several.
    """
    slug, dot, name = word.rpartition(".")
    owners = [
        topic
        for topic in topics
        if (topic.slug == slug or not dot) and any(exercise.name == name for exercise in topic.exercises)
    ]
    if len(owners) > 1:
        full = " or ".join(f"{topic.slug}.{name}" for topic in owners)
        raise click.UsageError(f"{name} is an exercise of several topics; name one: {full}")
    return owners[0].only([name]) if owners else None


def find_topic(word: str, content: Content) -> Topic:
    """The topic of that name.

    Raises:
        click.UsageError: there is none.
    """
    slugs = content.topics()
    if word not in slugs:
        raise click.UsageError(f"{word} is no topic.{_suggestion(word, slugs)}")
    return load_topic(content, word)


def _exercise(content: Content, word: str) -> tuple[Topic, Submission]:
    found = find_part(load_lesson(content).topics, word)
    slug = found.slug
    chosen = choose_files(Path(), [found.whole]).get(slug)
    if chosen is None:
        raise NothingToGrade(f"there is no {slug}.py; `{typed('start')}` writes the files of the lesson")
    return found, read_chosen(chosen, slug)


def _no_such_thing(topics: Sequence[Topic], word: str) -> str:
    slug, _, name = word.partition(".")
    for topic in topics:
        if topic.slug == slug and name:
            names = [exercise.name for exercise in topic.exercises]
            rest = _close(name, names) or f" There are {', '.join(names)}."
            return f"{slug} has no exercise {name}.{rest}"
    names = [exercise.name for topic in topics for exercise in topic.exercises]
    slugs = [topic.slug for topic in topics]
    rest = _close(word, [*slugs, *COMMANDS, *names]) or f" The topics are {', '.join(slugs)}."
    return f"{word} is no topic, no exercise, no file and no folder.{rest}"


def _each_file_once(work: Work) -> Work:
    """A file that is named twice with everything that was asked of it."""
    by_place: dict[Path, tuple[Topic, Submission]] = {}
    for topic, submission in work:
        place = submission.path.parent.resolve() / submission.path.name
        before = by_place[place][0] if place in by_place else topic
        by_place[place] = _together(before, topic), submission
    return list(by_place.values())


def _together(one: Topic, other: Topic) -> Topic:
    if one.part_of is None or other.part_of is None:
        return one.whole
    return one.whole.only({exercise.name for topic in (one, other) for exercise in topic.exercises})


def _folder(content: Content, folder: Path) -> Work:
    """The work in a folder: one's own, where the lesson's files lie; or what somebody handed in."""
    topics = load_lesson(content).topics
    files = choose_files(folder, topics)
    if not (is_workspace(folder) and files) and is_disorderly(folder, topics):
        return _handed_in(folder, topics)
    if not files:
        raise _nothing_in(folder, topics)
    return [
        (topic, read_chosen(files.get(topic.slug, Chosen(folder / f"{topic.slug}.py")), topic.slug)) for topic in topics
    ]


def _handed_in(folder: Path, topics: Sequence[Topic]) -> Work:
    from receptive.reading.reader import own_reader  # loads what an orderly folder does not need
    from receptive.workspace.settling import find_submissions

    found = find_submissions(folder, topics, own_reader())
    if all(submission.absent and not submission.source for submission in found.values()):
        raise _nothing_in(folder, topics)
    return [(topic, found[topic.slug]) for topic in topics]


def _nothing_in(folder: Path, topics: Sequence[Topic]) -> NothingToGrade:
    names = ", ".join(f"{topic.slug}.py" for topic in topics)
    return NothingToGrade(f"none of {names} is in {folder.resolve()}; `{typed('start')}` writes them")


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
