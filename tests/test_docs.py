"""What the documents say of the project is so: the picture of the rooms, and where links lead."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from support import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_picture_of_the_rooms_is_that_of_the_sources() -> None:
    drawing = runpy.run_path(str(ROOT / "scripts" / "draw_architecture.py"))
    drawn, committed = drawing["draw"](), drawing["PICTURE"].read_text("utf-8")
    assert drawn == committed, "run: .venv/bin/python scripts/draw_architecture.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    lost = [target for target in LINK.findall(prose) if ":" not in target and not (page.parent / target).exists()]
    assert not lost


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    assert {path.name for path in folder.glob("0*.md")} <= listed
