"""One topic.yaml."""

from __future__ import annotations

import functools
import re
import sys
from dataclasses import replace

from receptive.catalogue.content import Content, ContentError, find_content
from receptive.catalogue.yaml_nodes import Node, parse_yaml, read_text
from receptive.model import Criterion, Exercise, Lesson, Limits, Topic, Visibility, WrittenQuestion

SCHEMA = "receptive/topic/v1"
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
PACKAGES = ("numpy", "torch")
OURS = "receptive"


def load_lesson(content: Content) -> Lesson:
    """All topics, in the order of teaching.

    Raises:
        ContentError: a manifest is broken, or there is no topic.
    """
    topics = [load_topic(content, slug) for slug in content.topics()]
    if not topics:
        raise ContentError(content.root / "exercises", "no topic here")
    return Lesson(tuple(sorted(topics, key=lambda topic: (topic.order, topic.slug))))


def load_topic(content: Content, slug: str) -> Topic:
    """One topic.

    Raises:
        ContentError: its manifest is broken, with file and line, or a file of it is missing.
    """
    manifest = content.manifest(slug)
    topic = _parse(content, slug, read_text(manifest), content.is_open)
    for path in (topic.stub, topic.readme, topic.grader):
        if not path.exists():
            raise ContentError(manifest, f"the topic {slug!r} lacks {path.relative_to(content.root)}")
    return topic


def exercise_names(slug: str) -> tuple[str, ...]:
    """What is asked for in a topic of the lesson that is found; empty if it has no such topic.

    Raises:
        ContentError: there is no lesson, or the topic is broken.
    """
    content = find_content()
    return tuple(one.name for one in load_topic(content, slug).exercises) if content.manifest(slug).exists() else ()


@functools.cache  # by the text, so that a process that lives on may edit it, and pays for the parsing once
def _parse(content: Content, slug: str, text: str, is_open: bool) -> Topic:
    top = parse_yaml(content.manifest(slug), text, "topic.yaml")
    fields = top.fields(
        {"schema", "title", "order", "summary", "exercises"}, {"packages", "importable", "limits", "written", "public"}
    )
    if fields["schema"].text() != SCHEMA:
        raise fields["schema"].wrong(f"must be {SCHEMA}")
    exercises = tuple(_exercise(node) for node in fields["exercises"].items())
    if is_open:
        exercises = tuple(map(_keep_open, exercises))
    _refuse_twins(fields["exercises"], exercises)
    return Topic(
        slug=slug,
        title=fields["title"].text(),
        order=int(fields["order"].number(1)),
        summary=fields["summary"].text(),
        packages=_packages(fields.get("packages")),
        importable=_importable(fields["importable"]) if "importable" in fields else (),
        limits=_limits(fields.get("limits")),
        exercises=exercises,
        stub=content.stub(slug),
        readme=content.readme(slug),
        grader=content.grader(slug),
        written=tuple(map(_parse_written, fields["written"].items())) if "written" in fields else (),
        public=_public(content, slug, fields["public"]) if "public" in fields else (),
    )


def _keep_open(exercise: Exercise) -> Exercise:
    """As a student's installation has it: the hidden criteria are known by name, and are not run."""
    hidden = tuple(criterion for criterion in exercise.criteria if criterion.visibility is Visibility.HIDDEN)
    return replace(exercise, criteria=tuple(c for c in exercise.criteria if c not in hidden), withheld=hidden)


def _exercise(node: Node) -> Exercise:
    fields = node.fields({"name", "summary", "criteria"}, {"needs"})
    name = fields["name"].text()
    if not name.isidentifier():
        raise fields["name"].wrong("must be a Python name")
    criteria = tuple(_criterion(name, item) for item in fields["criteria"].items())
    if not criteria:
        raise fields["criteria"].wrong("must have an entry")
    needs = tuple(item.text() for item in fields["needs"].items()) if "needs" in fields else ()
    return Exercise(name, fields["summary"].text(), criteria, needs=needs)


def _criterion(exercise: str, node: Node) -> Criterion:
    fields = node.fields({"id", "title", "points", "visibility", "hints"}, {"whole_topic", "refusing"})
    name = fields["id"].text()
    if not IDENTIFIER.fullmatch(name):
        raise fields["id"].wrong("must be a lower-case name such as stride_2")
    visibility = fields["visibility"].text()
    if visibility not in tuple(Visibility):
        raise fields["visibility"].wrong("must be open or hidden")
    hints = tuple(hint.text() for hint in fields["hints"].items())
    if not hints:
        raise fields["hints"].wrong("must have an entry")
    points = fields["points"].number(0)
    whole, refusing = (flag in fields and fields[flag].yes() for flag in ("whole_topic", "refusing"))
    return Criterion(name, exercise, fields["title"].text(), points, Visibility(visibility), hints, whole, refusing)


def _parse_written(node: Node) -> WrittenQuestion:
    fields = node.fields({"id", "prompt", "points"})
    name = fields["id"].text()
    if not IDENTIFIER.fullmatch(name):
        raise fields["id"].wrong("must be a lower-case name such as why_shared")
    return WrittenQuestion(name, fields["prompt"].text(), fields["points"].number(0))


def _refuse_twins(node: Node, exercises: tuple[Exercise, ...]) -> None:
    names = [exercise.name for exercise in exercises]
    ids = [criterion.id for exercise in exercises for criterion in exercise.criteria]
    for name in (*names, *ids):
        if names.count(name) > 1 or ids.count(name) > 1:
            raise node.wrong(f"uses the name {name!r} twice")
    if not names:
        raise node.wrong("must have an entry")


def _packages(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    packages = tuple(item.text() for item in node.items())
    if any(package not in PACKAGES for package in packages):
        raise node.wrong(f"may name {' and '.join(PACKAGES)} only")
    return packages


def _importable(node: Node) -> tuple[str, ...]:
    """Packages by the names that code imports them by. Ours is none of them: an installed one holds the lesson."""
    names = tuple(item.text() for item in node.items())
    for item, name in zip(node.items(), names, strict=True):
        if not name.isidentifier() or name in sys.stdlib_module_names or name == OURS:
            raise item.wrong("must be what code imports of a package, such as sklearn")
    return names


def _public(content: Content, slug: str, node: Node) -> tuple[str, ...]:
    """Modules of the grader. What students have is cut, so there one may be absent."""
    names = []
    for item in node.items():
        name = item.text()
        if not IDENTIFIER.fullmatch(name) or name.startswith("test_"):
            raise item.wrong("must be the name of a module without .py; tests of open criteria need no mark")
        if name in names:
            raise item.wrong(f"names {name} a second time")
        if not content.is_open and not (content.grader(slug) / f"{name}.py").is_file():
            raise item.wrong(f"names {name}, but there is no graders/{slug}/{name}.py")
        names.append(name)
    return tuple(names)


def _limits(node: Node | None) -> Limits:
    if node is None:
        return Limits()
    default = Limits()
    fields = node.fields(set(), {"call_s", "total_s", "memory_mb"})
    return Limits(
        call_s=fields["call_s"].number(0.1) if "call_s" in fields else default.call_s,
        total_s=fields["total_s"].number(0.1) if "total_s" in fields else default.total_s,
        memory_mb=int(fields["memory_mb"].number(16)) if "memory_mb" in fields else default.memory_mb,
    )
