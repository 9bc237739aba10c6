"""The parts of a text under its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from receptive.invocation import typed
from receptive.model import Topic, plain_heading

LESSON = "lesson.md"
HEADING = re.compile(r"(#{1,6}) +(.*?) *")


@dataclass(frozen=True)
class Section:
    """A heading, and the text below it up to the next heading of any level."""

    topic: str
    level: int
    title: str
    text: str

    @property
    def anchor(self) -> str:
        return anchor(self.topic, self.title)


def anchor(topic: str, title: str) -> str:
    """The name of a heading in links: of its first words."""
    words = re.findall(r"[a-z0-9_]+", title.partition("(")[0].lower())
    return "-".join([topic.replace("_", "-"), *words])


def sections(topic: str, text: str) -> list[Section]:
    """All parts of a text that begins with a heading."""
    found: list[tuple[int, str, list[str]]] = []
    fenced = False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        heading = None if fenced else HEADING.fullmatch(line)
        if heading:
            found.append((len(heading[1]), heading[2], []))
        elif found:
            found[-1][2].append(line)
    return [Section(topic, level, title, "\n".join(lines).strip()) for level, title, lines in found]


def lesson_file(topic: Topic) -> Path:
    """What the topic teaches, beside its task."""
    return topic.readme.with_name(LESSON)


def lesson_sections(topic: Topic) -> list[Section]:
    """Empty where the topic has no lesson text."""
    path = lesson_file(topic)
    return sections(topic.slug, path.read_text("utf-8")) if path.exists() else []


def task_sections(topic: Topic) -> list[Section]:
    return sections(f"{topic.slug}_task", topic.readme.read_text("utf-8"))


def all_sections(topic: Topic) -> Iterator[Section]:
    """The lesson's, then the task's."""
    yield from lesson_sections(topic)
    yield from task_sections(topic)


def find_section(topic: Topic, name: str) -> Section | None:
    """The part with that heading, or the first that speaks of the exercise of that name; None if there is none."""
    known = list(all_sections(topic))
    exact = [section for section in known if section.title == name]
    taught = [section for section in lesson_sections(topic) if f"`{name}`" in section.text and section.level > 1]
    titled = [section for section in known if f"`{name}" in section.title]
    told = [section for section in known if f"`{name}`" in section.text and section.level > 1]
    return next(iter((*exact, *taught, *titled, *told)), None)


def where_to_read(topic: Topic, exercise: str) -> str:
    """The command that shows the part about an exercise; empty if there is none."""
    return typed(f"lesson {topic.slug}.{exercise}") if find_section(topic, exercise) else ""


def plain_title(section: Section) -> str:
    """Without what belongs to code."""
    return plain_heading(section.title)
