"""The numbers of the chapters about color, sizes and parameters, counted by the project's own solutions."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from receptive.figures.diagrams import Cone, Flow, Node, Stamp
from receptive.figures.draw import figure_of
from support import ROOT

CHAPTERS = ROOT / "exercises"
COLORS, SIZES, PARAMETERS = (CHAPTERS / topic / "chapters" for topic in ("color", "output_size", "parameter_count"))


@pytest.fixture
def solutions(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A solution by the name of its topic."""
    monkeypatch.syspath_prepend(str(ROOT / "solutions"))
    yield import_module
    for name in ("color", "output_size", "parameter_count", "count_vgg"):
        sys.modules.pop(name, None)


def text(folder: Path, name: str) -> str:
    return (folder / name).read_text("utf-8")


@pytest.mark.usefixtures("solutions")
def test_vgg_is_counted_by_the_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    count_vgg, page = import_module("count_vgg"), text(PARAMETERS, "1-parameters.md")
    assert "\n".join(count_vgg.lines()) in page
    rows = dict(count_vgg.counts())
    activations = sum(row["activations"] for row in rows.values())
    dense = sum(rows[f"dense {number}"]["macs"] for number in (1, 2, 3))
    macs = sum(row["macs"] for row in rows.values())
    assert f"{activations:,} numbers" in page
    assert f"{activations * 4 * 64 / 1e9:.1f} gigabytes" in page
    assert f"{dense:,} of the weights, {100 * dense / 138_344_128:.1f} %" in page
    assert f"{100 * dense / macs:.1f} % of the work" in page


def test_the_ways_to_make_one_layer_are_counted_by_the_solution(solutions: Any) -> None:
    page, of = text(PARAMETERS, "1-parameters.md"), solutions("parameter_count")
    dense, local = of.dense_params(3 * 32 * 32, 14 * 14 * 20), of.locally_connected_params((3, 32, 32), 20, 8, 2, 1)
    for number in (dense, local, of.conv_params(3, 20, 8)):
        assert f"{number:,}" in page
    assert f"= {of.sharing_ratio((3, 32, 32), 8, 2, 1)}." in page


def test_the_branch_of_inception_is_counted_by_the_solution(solutions: Any) -> None:
    page, of = text(PARAMETERS, "2-pooling-one-by-one-inception.md"), solutions("parameter_count")
    direct = of.conv_macs((192, 28, 28), 32, 5, padding=2)
    detour = of.conv_macs((192, 28, 28), 16, 1) + of.conv_macs((16, 28, 28), 32, 5, padding=2)
    assert f"= {direct:,}" in page
    assert f"= {detour:,}" in page


def test_the_table_to_find_the_rule_in_is_counted_by_the_solution(solutions: Any) -> None:
    page, count = text(SIZES, "1-feature-map-sizes.md"), solutions("output_size").conv_out
    for pixels in range(7, 13):
        assert f"| {pixels} | {' | '.join(str(count(pixels, 3, stride)) for stride in (1, 2, 3))} |" in page


def test_the_rule_of_conv_out_stands_nowhere_before_its_exercise() -> None:
    written = re.compile(r"floor\(|//|⌊")
    pages = [*SIZES.glob("*.md"), SIZES.parent / "README.md", SIZES.parent / "output_size.py"]
    pictures = (SIZES.parent / "figures").glob("*.svg")
    found = [
        path.name for path in [*pages, *pictures] if written.search(path.read_text("utf-8").replace("http://", ""))
    ]
    assert not found


def test_a_cone_knows_what_each_line_sees() -> None:
    cone = Cone("a cone", 12, (("one", 3, 1), ("pool", 2, 2), ("two", 3, 1)), at=1)
    assert (cone.sizes, cone.jumps) == ((12, 10, 5, 3), (1, 1, 2, 2))
    assert [len(seen) for seen in cone.seen_from(1)] == [8, 6, 3, 1]
    assert "In the cone: 2 to 9, which are 8." in " ".join(figure_of(cone).text)


def test_a_flow_says_where_its_arrows_lead() -> None:
    flow = Flow("a flow", ((Node("in"),), (Node("left"), Node("right"))), (((0, 0), (1, 0)),), (((0, 0), (1, 1)),))
    assert figure_of(flow).text[0] == "in. Arrow to left. Thick arrow to right."


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Flow("a flow", ((None, Node("in")),), (((0, 0), (0, 1)),)),
        lambda: Cone("a cone", 4, (("one", 3, 1),), at=2),
        lambda: Stamp("a stamp", (2, 2), (((1.0,),),) * 3, ""),
    ],
)
def test_what_cannot_be_drawn_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"a flow|a cone|a stamp"):
        wrong()


def pixels(name: str) -> Any:
    record = json.loads((CHAPTERS / "color" / "figures" / name).read_text("utf-8"))
    found = np.frombuffer(b64decode(record["pixels"]), np.uint8)
    return found.reshape(record["height"], record["width"], -1)


def test_the_photograph_and_the_letter_are_as_the_chapters_say(solutions: Any) -> None:
    color, photograph = solutions("color"), pixels("thread.rgb.json")
    apart = np.abs(color.to_gray_weighted(photograph) - color.to_gray_mean(photograph))
    told = text(COLORS, "2-color.md")
    assert f"{apart.mean():.1f} of 255 levels on average, and by {apart.max():.0f} at most" in told
    white = pixels("letter.gray.json")[:, :, 0] > 0
    stay = np.count_nonzero(white & np.roll(white, 2, axis=1))
    moved = " ".join(text(COLORS, "3-statistical-invariance.md").split())
    assert f"only {stay} of the {np.count_nonzero(white)} white pixels" in moved


def test_the_dense_layer_on_the_photograph_is_counted_by_the_solution(solutions: Any) -> None:
    count, told = solutions("color").dense_weight_count, text(COLORS, "1-why-convolutions.md")
    for number in (count(80, 80, 3, 100), count(8, 8, 3, 100)):
        assert f"{number:,}" in told
