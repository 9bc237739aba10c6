"""What the documents say of the project is so: the picture of the rooms, where links lead, the example to copy."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest

from receptive.authoring.check import check_part
from receptive.authoring.findings import Effort
from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.figures.cases import figures_of_exercise
from receptive.grading.pool import Pool
from support import ROOT
from test_architecture import FLOOR_OF

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MISTAKE = re.compile(r'@misconception\("([\w-]+)"')
WIDTH = 120  # of a line; a table and a picture's text in words may be longer
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COPIED = re.compile(r"```\w+\n(?:# |<!-- )(\S+/output_size\S*?\.\w+)\b[^\n]*\n(.*?)```", re.DOTALL)
BEFORE = {  # what stands in a topic's file before the piece that CONTRIBUTING.md adds to it
    "topic.yaml": "schema: receptive/topic/v1\ntitle: Sizes\norder: 1\nsummary: Sizes.\nexercises:\n",
    "model.py": "class Model:\n",
}


def test_the_picture_of_the_rooms_is_that_of_the_sources() -> None:
    drawing = runpy.run_path(str(ROOT / "scripts" / "draw_architecture.py"))
    drawn, committed = drawing["draw"](), drawing["PICTURE"].read_text("utf-8")
    assert drawn == committed, "run: .venv/bin/python scripts/draw_architecture.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_prose_is_wrapped(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    assert [line for line in prose.splitlines() if len(line) > WIDTH and not line.startswith(("|", "!["))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    lost = [target for target in LINK.findall(prose) if ":" not in target and not (page.parent / target).exists()]
    assert not lost


def test_every_module_on_the_page_of_rooms_is_there() -> None:
    named = re.findall(r"`((?:\w+\.)+\w+)`", (ROOT / "docs" / "architecture.md").read_text("utf-8"))
    modules = [name for name in named if name.split(".")[0] in FLOOR_OF and not name.endswith(".py")]
    paths = [ROOT / "src" / "receptive" / name.replace(".", "/") for name in modules]
    assert paths
    assert not [path for path in paths if not path.is_dir() and not path.with_suffix(".py").exists()]


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    assert {path.name for path in folder.glob("0*.md")} - listed == set(), "add it to docs/decisions/README.md"


def test_the_mistakes_that_contributors_copy_have_ids_that_are_free() -> None:
    records = (find_content().grader("output_size") / "misconceptions").glob("*.py")
    taken = {name for path in records for name in MISTAKE.findall(path.read_text("utf-8"))}
    copied = MISTAKE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert len(copied) == 2
    assert not taken.intersection(copied)


def test_the_exercise_that_contributors_copy_is_proven(tmp_path: Path) -> None:
    content = Content(tmp_path)
    for name, text in COPIED.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BEFORE.get(path.name, "") + text, "utf-8")
    (content.grader("output_size") / "misconceptions" / "__init__.py").touch()
    (content.grader("output_size") / "alternatives").mkdir()
    for name in ("one", "other"):
        shutil.copy(content.solution("output_size"), content.grader("output_size") / "alternatives" / f"{name}.py")
    with Pool() as pool:
        found = [
            check_part(content, "output_size", Effort.quick(), part, pool)
            for part in ("basics", "trivial", "misconceptions")
        ]
    problems = {line.name: line.problems for part in found for line in part.lines if line.problems}
    assert problems == {}
    assert figures_of_exercise(load_topic(content, "output_size").grader, "transposed_out")
