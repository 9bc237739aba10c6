"""What the search of a site looks through: every section of the course and the glossary, as plain text."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from receptive.catalogue.blocks import BLOCK
from receptive.catalogue.chapters import Term
from receptive.course.course import Course
from receptive.course.plain_text import plain
from receptive.course.sections import Section, chapter_sections, plain_title, task_sections

SIGNS = re.compile(r":?-{3,}:?|[*`#|]+|\s+")


def search_data(course: Course) -> Markup:
    """For the script of the page: entries with where they are, a heading and a text."""
    entries = [_term(term) for term, _ in course.glossary()]
    for placed in course.chapters:
        within = f"Chapter {placed.place}, {placed.chapter.title}"
        entries += [_entry(section, placed.file, within) for section in chapter_sections(placed.chapter)]
    for topic in course.lesson.topics:
        file = f"task-{topic.slug}.html"
        entries += [_entry(section, file, f"{topic.title}, the task") for section in task_sections(topic)]
    return Markup(json.dumps(entries, ensure_ascii=False).replace("<", "\\u003c"))


def term_anchor(name: str) -> str:
    """Where a term stands in the glossary."""
    return "term-" + "-".join(re.findall(r"[\w]+", name.lower()))


def _term(term: Term) -> dict[str, str]:
    place = term_anchor(term.name)
    return {"page": "glossary.html", "place": place, "title": term.name, "within": "Glossary", "text": term.definition}


def _entry(section: Section, page: str, within: str) -> dict[str, str]:
    text = SIGNS.sub(" ", plain(BLOCK.sub("", section.text))).strip()
    place = section.anchor if section.level > 1 else "main"
    return {"page": page, "place": place, "title": plain_title(section), "within": within, "text": text}
