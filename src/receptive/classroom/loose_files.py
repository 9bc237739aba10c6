"""Files that lie in no student's folder: what their names say of whose they are.

`ann.zip`, `ann_output_size.py` and `output_size - Ann Lee (1).ipynb` name one person; `output_size (1).py` and
`homework.zip` name nobody, and `red_output_size_ann.py` has two parts that could be a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from receptive.classroom.student_names import plain_name
from receptive.workspace.file_names import PACKED, RESPONSES, is_handed_out

_PACKED = "|".join(re.escape(end) for end in PACKED)
_ENDING = re.compile(
    rf"(\.(py|ipynb)(\.(txt|json|download|py|pyw))*|(\.(tar|py|ipynb))?({_PACKED})|\.md|\.json)$", re.IGNORECASE
)
_ONLY_NAMED = (".md", ".json")  # which are answers only where the name says so
_GAP = r"[\s_.,;-]"
# What people write beside their names. It names nobody
_BESIDE = (
    r"final|v\d{1,3}|version|hw\d*|homework\d*|assignment\d*|submission|submitted|solution|exercise\d*|lab\d*|week\d*"
    r"|task\d*|topic\d*|abgabe|lösung|loesung|übung\d*|uebung\d*|aufgabe\d*|hausaufgabe\d*|devoir\d*|tp\d*|tarea\d*"
    r"|entrega\d*|zadanie\d*|copy|kopie|copie|copia|cópia|kopia"
)
_BEFORE = re.compile(rf"({_BESIDE})({_GAP}+(\d{{1,2}}|of|von|de|di))?({_GAP}+|$)", re.I)
_BEHIND = re.compile(rf"(^|{_GAP}+)({_BESIDE})({_GAP}+\d{{1,2}})?$", re.I)
_COPY = re.compile(rf"{_GAP}*\(\d{{1,3}}\)$|{_GAP}+\(?(copy|kopie|copie|copia|cópia|kopia)\)?$", re.I)
_NOBODY = re.compile(
    r"(solutions|submissions|lesson|lessons|handout|handouts|download|downloads|class|classes|students|all|everything"
    r"|main|tests?|script|code|notebook|untitled\d*|work|files?|project|src|archive?|data|grader|graders|reference"
    r"|starter|template|stub|assignments|exercises|setup|utils|example|examples|\d{1,3}|" + _BESIDE + ")",
    re.I,
)


@dataclass(frozen=True)
class LooseFile:
    """What the name of a file says."""

    people: tuple[str, ...]  # the parts that may be somebody's name
    file: str = ""  # what it is called without these; empty if that says nothing
    is_work: bool = True  # a program, an archive, answers
    unmarked: str = ""  # its name without the marks of a copy


def parse_loose(name: str, topics: Sequence[str]) -> LooseFile:
    """Take the name of a file apart.

    Args:
        topics: of the lesson, whose names are no person's.
    """
    text = plain_name(name)
    ending = _ENDING.search(text)
    stem = text[: ending.start()] if ending else text.rpartition(".")[0]
    end = ending[0] if ending else text[len(stem) :]
    bare = _COPY.sub("", stem)
    named = [topic for topic in (*topics, RESPONSES.partition(".")[0]) if _pattern(topic).search(bare)]
    rest = bare
    for topic in named:
        rest = _pattern(topic).sub("\0", rest)
    people = tuple(person for part in rest.split("\0") if (person := _person(part)))
    is_work = ending is not None and (bool(named) or end.casefold() not in _ONLY_NAMED)
    file = f"{named[0]}{end}" if len(named) == 1 else ""
    return LooseFile(people, file, is_work and not is_handed_out(text), f"{bare}{end}".casefold())


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without what only says what a file is."""
    words = re.findall(r"[^\W_]+", plain_name(name).casefold())
    return tuple(word for word in words if not _NOBODY.fullmatch(word))


def _pattern(topic: str) -> re.Pattern[str]:
    words = rf"{_GAP}+".join(map(re.escape, re.split("[_-]", topic)))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.I)


def _person(part: str) -> str:
    """What may be a name in a part of a file's name; empty if nothing may."""
    edges = " _.,;-()"
    name = part.strip(edges)
    while (shorter := _BEHIND.sub("", _BEFORE.sub("", name, count=1) if _BEFORE.match(name) else name)) != name:
        name = shorter.strip(edges)
    words = re.findall(r"[^\W_]+", name)
    return "" if all(_NOBODY.fullmatch(word) for word in words) else name
