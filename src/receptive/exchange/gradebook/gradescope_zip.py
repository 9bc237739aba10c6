"""The autograder that is uploaded to Gradescope: this package, the graders of the chosen topics, and two scripts.

Its machines have 768 MB and half a core. Files of the zip are the instructor's: Gradescope shows them to nobody else,
and the isolated worker cannot read them.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import receptive
from receptive.catalogue.content import Content
from receptive.catalogue.fixed_zip import PROGRAM, write_zip
from receptive.catalogue.manifest import load_topic

FILES = Path(__file__).parent / "gradescope_files"
SCRIPTS = ("setup.sh", "run_autograder")
UNUSED = ("authoring/", "classroom/report/page_files/", "lesson/")
EXTRA = {"torch": "torch"}  # the extra that brings a package which a topic needs


def autograder_zip(content: Content, topics: Sequence[str], seed: str) -> bytes:
    """The zip: scripts at its root, as Gradescope asks, the package with its lesson beside them."""
    settings = json.dumps({"seed": seed, "topics": list(topics)}, indent=1).encode() + b"\n"
    package = (("receptive", name, path) for name, path in sorted(_package()))
    lesson = (("receptive/lesson", name, path) for name, path in sorted(_lesson(content, topics)))
    return write_zip(
        [
            *((name, (FILES / name).read_bytes(), PROGRAM) for name in SCRIPTS),
            ("settings.json", settings),
            ("requirements.txt", "\n".join([*_requirements(content, topics), ""]).encode()),
            *((f"{folder}/{name}", path.read_bytes()) for folder, name, path in (*package, *lesson)),
        ]
    )


def _package() -> Iterator[tuple[str, Path]]:
    root = Path(receptive.__file__).parent
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        if not name.startswith(UNUSED):
            yield name, path


def _lesson(content: Content, topics: Sequence[str]) -> Iterator[tuple[str, Path]]:
    for topic in topics:
        for folder in (content.stub(topic).parent, content.grader(topic)):
            for path in _files(folder):
                yield path.relative_to(content.root).as_posix(), path


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _requirements(content: Content, topics: Sequence[str]) -> list[str]:
    """What this package asks for, and the extras of the topics' own packages."""
    extras = {EXTRA[name] for topic in topics for name in load_topic(content, topic).packages if name in EXTRA}
    found = []
    for line in importlib.metadata.requires("receptive") or ():
        requirement, _, marker = line.partition(";")
        extra = marker.partition("extra ==")[2].strip().strip("\"')")
        if not extra or extra in extras:
            system = (
                marker.partition("extra ==")[0].strip().removesuffix("and").strip("() ") if extra else marker.strip()
            )
            found.append(f"{requirement.strip()}; {system}" if system else requirement.strip())
    return found
