"""Several notebooks of one topic in a submission, under the names that browsers and Jupyter make of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.limits import MAX_NOTEBOOK, Refused
from receptive.model import Submission, Topic
from receptive.reading.reader import Reader
from receptive.reading.stubs import has_work
from receptive.workspace.deciding import Candidate, Decision, decide
from receptive.workspace.file_names import topic_of
from receptive.workspace.finding import Finder
from receptive.workspace.listing import File, Listing, read_file
from receptive.workspace.understanding import is_empty, submission_of

MOST_COPIES = 20  # that are looked into, the newest first


def is_named_after(topic: str, stem: str) -> bool:
    """Whether a browser, Jupyter or a person made this name of the topic's: `Color (1)`, `color-Copy1`."""
    return bool(topic_of(f"{stem}.ipynb", [topic]))


def decide_copy(slug: str, copies: Sequence[Path], reader: Reader) -> Decision:
    """Which copy counts where none has the topic's own name: the rule of a class. Places are the names of the files."""
    topic = load_topic(find_content(), slug)
    candidates = [
        Candidate(_read(topic, one, reader), one.name, one.stat().st_mtime, exact=False) for one in _newest(copies)
    ]
    return decide(candidates, lambda submission: has_work(topic, submission, reader.statements))


def find_doubt(slug: str, path: Path, reader: Reader) -> str:
    """Why it is not clear that the notebook with the topic's own name is meant; empty if it is.

    It is whenever somebody has written in it.
    """
    copies = [one for one in path.parent.glob("*.ipynb") if one != path and is_named_after(slug, one.stem)]
    if not copies:
        return ""
    topic = load_topic(find_content(), slug)

    def is_written(one: Path) -> bool:
        return has_work(topic, _read(topic, one, reader), reader.statements)

    written = [] if is_written(path) else sorted(one.name for one in _newest(copies) if is_written(one))
    if not written:
        return ""
    return f"{path.name} holds no work, and {', '.join(written)} may be meant. None was graded; hand in one."


def find_unnamed(notebooks: Sequence[Path], reader: Reader) -> dict[str, str]:
    """Names of notebooks that are named after no topic and define what one asks for, by that topic."""
    content = find_content()
    topics = [load_topic(content, slug) for slug in content.topics()]
    unnamed = [path for path in notebooks if not topic_of(path.name, content.topics())]
    files = [File(path.name, path, path.is_symlink()) for path in _newest(unnamed)]
    candidates = Finder(topics, reader).find(Listing(files)).candidates if files else {}
    return {slug: ", ".join(sorted(one.place for one in found)) for slug, found in candidates.items()}


def _newest(paths: Sequence[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)[:MOST_COPIES]


def _read(topic: Topic, path: Path, reader: Reader) -> Submission:
    try:
        data, _ = read_file(path, MAX_NOTEBOOK)
        if is_empty(data):
            return Submission(topic.slug, path, fault=f"{path.name} is empty.", absent=True)
        return submission_of(topic.slug, path, path.name, data, lambda: reader)
    except Refused as refused:
        return Submission(topic.slug, path, fault=f"{path.name} cannot be graded: {refused}.")
