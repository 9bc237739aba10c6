"""Which topic a file is named after, in the spellings of people, browsers, systems and editors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from pathlib import PurePosixPath

from receptive.reading.names import plain_name
from receptive.workspace.folder import NOTEBOOK, QUIZZES

RESPONSES = "quiz-responses.json"
# What a whole workspace brings along
HANDED_OUT = ("README.md", "manifest.json", "run.py", "conftest.py", "submission.receipt.json", QUIZZES)
SET_ASIDE = re.compile(r".*\.old\d+\.(py|ipynb)")  # copies that `grade reset` made
PACKED = (".zip", ".tar", ".tgz", ".gz", ".tbz", ".tbz2", ".bz2", ".txz", ".xz", ".7z", ".rar")
PROGRAMS = (".py", NOTEBOOK)
_ADDED = (".txt", ".json", ".download", ".py", ".pyw")  # what browsers, mail programs and editors hang behind
_ENDINGS = (*PROGRAMS, *_ADDED)
_COPY_WORDS = "copy|kopie|copie|copia|cópia|kopia"
# Each part in one way only: `-Copy1` is Jupyter's
_COPY_BEHIND = re.compile(rf"(_?\(\d{{1,3}}\)|_\d{{1,3}}|_v\d{{1,3}}|_?\(?({_COPY_WORDS})\)?\d{{0,3}})+")
_COPY_BEFORE = re.compile(rf"({_COPY_WORDS})(_\(?\d{{1,3}}\)?)?(_of|_von|_de|_di)?_+")
_FORMER = re.compile(r"(?<![^\W_])(old|alt|backup|bak|former|orig|original|ancien|viejo|stary)(?![^\W_])")


class Spelling(Enum):
    """How a file's name speaks of a topic."""

    NAMED = "named after it, or a copy of one that is"
    AMONG_OTHERS = "named after it and something else"
    FORMER = "named as what it was before"
    NOT = "named after something else"


def topic_of(name: str, topics: Sequence[str]) -> str:
    """The topic that a file is named after, copies included; empty if there is none."""
    stem = _stem(name)
    return next((topic for topic in topics if _is_named(stem, topic)), "") if stem else ""


def is_exact(name: str, topics: Sequence[str]) -> bool:
    """Whether it is the name that the lesson gives, whatever the case and the hyphens."""
    return PurePosixPath(name.casefold()).suffix in PROGRAMS and _stem(name) in topics


def spelling_of(name: str, topic: str) -> Spelling:
    """How a program's name speaks of a topic."""
    stem = _stem(name) or ""
    if _FORMER.search(stem):
        return Spelling.FORMER
    if _is_named(stem, topic):
        return Spelling.NAMED
    among = re.search(rf"(?<![^\W_]){re.escape(topic)}(?![^\W_])", stem)
    return Spelling.AMONG_OTHERS if among else Spelling.NOT


def words_file(topic: str) -> str:
    """What the answers in words to a topic's questions are called."""
    return f"{topic}.md"


def is_program(name: str) -> bool:
    """Whether it is a Python file or a notebook, or was one before something was hung behind its name."""
    return bool(_stem(name))


def is_archive(name: str) -> bool:
    return name.casefold().endswith(PACKED)


def is_handed_out(name: str) -> bool:
    """Whether the lesson itself brings a file or a folder of this name, or has put it aside."""
    return name in HANDED_OUT or SET_ASIDE.fullmatch(name.casefold()) is not None


def _stem(name: str) -> str:
    """The name without endings, in small letters, with one sign between words; empty if it is no program's."""
    if not name.casefold().endswith(_ENDINGS):
        return ""
    path = PurePosixPath(unicodedata.normalize("NFKC", plain_name(name)).casefold().strip())
    while path.suffix in _ADDED and PurePosixPath(path.stem).suffix in PROGRAMS:
        path = PurePosixPath(path.stem)
    if path.suffix not in (*PROGRAMS, ".txt"):
        return ""
    return re.sub(r"[-\s_.]+", "_", path.stem).strip("_")


def _is_named(stem: str, topic: str) -> bool:
    bare = _COPY_BEFORE.sub("", stem, count=1) if _COPY_BEFORE.match(stem) else stem
    rest = bare.removeprefix(topic)
    return bare.startswith(topic) and (not rest or _COPY_BEHIND.fullmatch(rest) is not None)
