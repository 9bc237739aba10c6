"""The parts of the lesson under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from receptive.catalogue.chapters import Chapter, load_chapters
from receptive.invocation import typed
from receptive.model import Topic, plain_heading

HEADING = re.compile(r"(#{1,6}) +(.*?) *")


@dataclass(frozen=True)
class Section:
    """A heading, and the text below it up to the next heading of any level; the text begins in line `line` of a file.

    `within`: the text that it is a part of, as anchors name it.
    """

    within: str
    level: int
    title: str
    text: str
    path: Path
    line: int

    @property
    def anchor(self) -> str:
        return anchor(self.within, self.title)


def anchor(within: str, title: str) -> str:
    """The name of a heading in links: of its first words."""
    words = re.findall(r"[a-z0-9_]+", title.partition("(")[0].lower())
    return "-".join([within.replace("_", "-"), *words])


def sections(within: str, text: str, path: Path, line: int = 1) -> list[Section]:
    """All parts of a text that begins with a heading, in line `line` of a file."""
    found: list[tuple[int, str, int, list[str]]] = []
    fenced = False
    for number, words in enumerate(text.splitlines(), start=line):
        fenced ^= words.startswith("```")
        heading = None if fenced else HEADING.fullmatch(words)
        if heading:
            found.append((len(heading[1]), heading[2], number + 1, []))
        elif found:
            found[-1][3].append(words)
    return [_section(within, path, *part) for part in found]


def _section(within: str, path: Path, level: int, title: str, line: int, words: list[str]) -> Section:
    blank = next((number for number, one in enumerate(words) if one.strip()), 0)
    return Section(within, level, title, "\n".join(words).strip(), path, line + blank)


def chapter_sections(chapter: Chapter) -> list[Section]:
    """The first is the chapter's title and what stands below it."""
    return sections(f"{chapter.topic}-{chapter.number}", chapter.text, chapter.path, chapter.line)


def lesson_sections(topic: Topic) -> list[Section]:
    """Of all chapters; empty where the topic has none."""
    return [section for chapter in load_chapters(topic) for section in chapter_sections(chapter)]


def task_sections(topic: Topic) -> list[Section]:
    return sections(f"{topic.slug}_task", topic.readme.read_text("utf-8"), topic.readme)


def all_sections(topic: Topic) -> Iterator[Section]:
    """The lesson's, then the task's."""
    yield from lesson_sections(topic)
    yield from task_sections(topic)


def find_section(topic: Topic, name: str) -> Section | None:
    """The part with that heading, or the first that speaks of the exercise of that name; None if there is none."""
    known = list(all_sections(topic))
    exact = [section for section in known if section.title == name]
    taught = [section for section in lesson_sections(topic) if f"`{name}`" in section.text and section.level > 1]
    linked = [section for section in known if f"```exercise\n{name}\n" in section.text]
    titled = [section for section in known if f"`{name}" in section.title]
    told = [section for section in known if f"`{name}`" in section.text and section.level > 1]
    return next(iter((*exact, *taught, *linked, *titled, *told)), None)


def where_to_read(topic: Topic, exercise: str) -> str:
    """The command that shows the part about an exercise; empty if there is none."""
    return typed(f"lesson {topic.slug}.{exercise}") if find_section(topic, exercise) else ""


def plain_title(section: Section) -> str:
    """Without what belongs to code."""
    return plain_heading(section.title)
