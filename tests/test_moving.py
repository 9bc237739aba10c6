"""Figures that move: what a block may say, what stands there without a script, and a browser that moves them all."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from accessibility import broken_in_looks, resize
from browsing import opened
from moving_sample import BLOCKS, EDGE, ROWS, write_all, write_pictures
from receptive.moving import MoveError, moving_figure, moving_script, moving_style
from receptive.moving.figure import KINDS
from receptive.moving.page_parts import FIGURES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("moving")


@pytest.fixture(scope="module")
def page_file(folder: Path) -> Path:
    return write_all(folder)


@pytest.fixture(scope="module")
def window(browser: Any, page_file: Path) -> tuple[Any, list[str]]:
    """One for all that needs no other kind of window; and the errors in it."""
    return opened(browser, page_file)


@pytest.fixture
def page(window: tuple[Any, list[str]]) -> Iterator[Any]:
    """For what does not depend on what was done before."""
    page, errors = window
    yield page
    told = errors.copy()
    errors.clear()
    assert told == []


@pytest.fixture
def fresh(page: Any, page_file: Path) -> Callable[..., Any]:
    """The page with nothing done to it, in a window of some size."""

    def shower(width: int = 1280, height: int = 900, reduced_motion: str = "no-preference") -> Any:
        resize(page, width, height)
        page.emulate_media(reduced_motion=reduced_motion, color_scheme="light")
        page.goto(page_file.as_uri())
        return page

    return shower


def figure_of(page: Any, name: str) -> Any:
    return page.locator("figure.move").nth(list(BLOCKS).index(name))


# What a block may say


def test_every_kind_has_a_script_and_an_example() -> None:
    assert tuple(KINDS) == FIGURES
    assert {block["figure"] for block in BLOCKS.values()} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("line", {"figure": "lines"}, "figure is 'lines'; allowed: window, line"),
        ("line", {"caption": ""}, "line: caption is ''; allowed: a text"),
        ("line", {"stride": 0}, "line: stride is 0; allowed: a whole number from 1 to 4"),
        ("line", {"stride": True}, "line: stride is True; allowed: a whole number"),
        ("line", {"size": None}, "line: size is None; allowed: a whole number from 1 to 14"),
        ("line", {"strides": 2}, "line: no field strides; allowed: dilation, kernel, padding, size, stride"),
        ("window", {"rows": [[1, 2], [3]]}, "window: rows is [[1, 2], [3]]; allowed: 1 to 8 rows"),
        ("window", {"rows": [[1] * 9]}, "allowed: 1 to 8 rows, each a list of 1 to 8 numbers"),
        ("window", {"rows": [[float("nan")]]}, "allowed: 1 to 8 rows"),
        ("window", {"kernel": [[1] * 5] * 5}, "window: the kernel of 5×5 has 1×1 positions; allowed: more than one"),
        ("window-picture", {"picture": "../disc"}, "picture is '../disc'; allowed: the name of a .gray.json file"),
        ("window-picture", {"picture": "none"}, "picture none.gray.json is missing"),
        ("response", {"pool": 3}, "response: pool is 3; allowed: 0 or 2"),
        ("response", {"kernels": {}}, "response: kernels is {}; allowed: 1 to 9 entries"),
        ("response", {"kernels": {"one": 1}}, "response: kernels.one is 1; allowed: 1 to 5 rows"),
        ("pool", {"kind": "min"}, "pool: kind is 'min'; allowed: max or avg"),
        ("shift", {"picture": "disc"}, "disc.gray.json is 64×72; allowed: 6 to 32 a side"),
        ("shift", {"kernel": [[1, 2]]}, "allowed: 1, 3 or 5 rows of as many numbers"),
        ("cone", {"layers": [{"kernel": 3, "step": 1}]}, "cone: layers[0]: no field step; allowed: kernel, stride"),
        ("cone", {"size": 4}, "cone: size is 4, and layers leave 2, 0, 0 cells; allowed: at least 1"),
        ("count", {"size": 4, "kernel": 5}, "count: kernel is 5; allowed: up to the size, 4"),
        ("count", {"shared": 1}, "count: shared is 1; allowed: true or false"),
        ("learn", {"frames": "edge.gif"}, "allowed: the name of a .json file"),
        ("learn", {"truth": [[1]]}, "must be as large as truth, 1×1"),
        ("fold", {"second": [[1, 0]]}, "first has 2 kernels and second 1 rows; allowed: as many of both"),
        ("fold", {"signal": [1, 2, 3]}, "allowed: a list of 4 to 14 numbers"),
    ],
)
def test_a_block_that_cannot_be_drawn_says_what_is_allowed(
    page_file: Path, name: str, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(MoveError) as raised:
        moving_figure({**BLOCKS[name], **change}, page_file.parent)
    assert said in str(raised.value)


def test_a_field_that_is_missing_is_named(page_file: Path) -> None:
    for name, gone in (("window", "kernel"), ("line", "size"), ("learn", "truth"), ("cone", "layers")):
        block = {key: value for key, value in BLOCKS[name].items() if key != gone}
        with pytest.raises(MoveError, match=f"{gone} is missing"):
            moving_figure(block, page_file.parent)


def test_a_broken_picture_is_named(tmp_path: Path) -> None:
    write_pictures(tmp_path)
    block = BLOCKS["shift"]
    bright = base64.b64encode(bytes([9] * 100)).decode()
    for text, said in (
        ("[]", "no gray picture"),
        ('{"width": 2, "height": 2, "pixels": "#"}', "no gray picture"),
        ('{"width": 9, "height": 9, "pixels": "AAAA"}', "has 3 pixels and says 9×9"),
        (json.dumps({"width": 10, "height": 10, "pixels": bright}), "too narrow a margin"),
    ):
        (tmp_path / "cross.gray.json").write_text(text, "utf-8")
        with pytest.raises(MoveError, match=said):
            moving_figure(block, tmp_path)


def test_text_of_a_block_is_never_html(page_file: Path) -> None:
    kernels = {"</p><script>": EDGE, "\" onload='x'": EDGE}
    html = moving_figure({**BLOCKS["response"], "caption": '<b> & "c"', "kernels": kernels}, page_file.parent)
    assert "<script" not in html
    assert "<b>" not in html
    assert 'onload="' not in html
    assert "&lt;b&gt; &amp; &quot;c&quot;" in html


# What stands there without a script


def words_of(name: str, folder: Path) -> str:
    html = str(moving_figure(BLOCKS[name], folder))
    return " ".join(re.findall("<p>(.*?)</p>", html.split("<details>")[1]))


def test_the_words_are_true_of_the_start(page_file: Path) -> None:
    folder = page_file.parent
    assert "0·(-1) + 0·0 + 9·1 + 0·(-2) + 0·0 + 9·2 + 0·(-1) + 5·0 + 9·1 = 36" in words_of("window", folder)
    assert "sees 3 of layer 2 (1 to 3), 7 of layer 1 (2 to 8), 9 of input (2 to 10)" in words_of("cone", folder)
    assert "local parameters, shared: 224." in words_of("count", folder)
    assert "0, 9, 18, 9; -5, 9, 18, 9" in words_of("turn", folder)
    assert "max pooling with windows of 2×2" in words_of("pool", folder)
    assert "The one kernel -1, 2, -1" in words_of("fold", folder)
    assert "the largest value is 1020" in words_of("shift", folder)
    assert "At step 290 the kernel is" in words_of("learn", folder)
    assert "62×70 values from 20 to 230" in words_of("response", folder)


def test_nothing_that_a_strict_policy_refuses(page_file: Path) -> None:
    for block in BLOCKS.values():
        html = moving_figure(block, page_file.parent)
        assert not re.search(r"\s(style|on\w+)=", html)
    assert "innerHTML" not in moving_script()
    assert "http" not in re.sub(r"http://www.w3.org/2000/svg", "", moving_script() + moving_style())


def test_without_scripts_the_still_and_the_words_are_there(browser: Any, page_file: Path) -> None:
    page, errors = opened(browser, page_file, java_script_enabled=False)
    for name in BLOCKS:
        figure = figure_of(page, name)
        assert figure.locator(".move-still").is_visible()
        figure.locator("summary").click()
        assert figure.locator("details p").first.is_visible()
    assert page.locator("img").evaluate_all("all => all.every(one => one.naturalWidth > 0)")
    assert errors == []
    page.context.close()


# The same numbers as numpy


def in_script(page: Any, figure: str, parameters: dict[str, Any], state: dict[str, Any]) -> Any:
    """What a figure works out of a state."""
    script = """([name, p, change]) => {
        const state = Object.assign(moving[name].begin(p), change);
        return JSON.parse(JSON.stringify(moving[name].work(p, state)));
    }"""
    return page.evaluate(script, [figure, parameters, state])


def correlated(image: Any, kernel: Any, stride: int = 1) -> Any:
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image, float), np.shape(kernel))
    return np.einsum("ijuv,uv->ij", windows, np.asarray(kernel, float))[::stride, ::stride]


def parameters_of(page: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(figure_of(page, name).get_attribute("data-parameters"))
    return found


def image_of(parameters: dict[str, Any]) -> Any:
    picture = parameters["picture"]
    data = np.frombuffer(base64.b64decode(picture["pixels"]), np.uint8)
    return data.reshape(picture["height"], picture["width"]).astype(float)


def test_windows_are_those_of_numpy(page: Any) -> None:
    rng = np.random.default_rng(5)
    for stride, padding in ((1, 0), (2, 1), (3, 2)):
        rows, kernel = rng.integers(-9, 9, (6, 5)).tolist(), rng.integers(-3, 4, (2, 3)).tolist()
        parameters = {"rows": rows, "kernel": kernel, "stride": stride, "padding": padding, "bias": 0.5}
        found = in_script(page, "window", parameters, {"at": [1, 0]})
        wanted = correlated(np.pad(np.array(rows, float), padding), kernel, stride) + 0.5
        np.testing.assert_allclose(found["output"], wanted)
        assert found["sum"] == pytest.approx(wanted[1][0])
        turned = in_script(page, "turn", {"rows": rows, "kernel": kernel}, {"at": [1, 1], "turned": True})
        np.testing.assert_allclose(turned["correlation"], correlated(rows, kernel))
        np.testing.assert_allclose(turned["convolution"], correlated(rows, np.rot90(kernel, 2)))
        for kind, reduce in (("max", np.max), ("avg", np.mean)):
            pool = {"rows": rows, "kernel": 2, "stride": stride, "kind": kind}
            windows = np.lib.stride_tricks.sliding_window_view(np.array(rows, float), (2, 2))[::stride, ::stride]
            wanted = reduce(windows, axis=(2, 3))
            np.testing.assert_allclose(in_script(page, "pool", pool, {"at": [0, 0]})["output"], wanted)


def test_lines_are_counted_as_numpy_counts(page: Any) -> None:
    for size in (1, 5, 12):
        for kernel, stride, padding, dilation in ((1, 1, 0, 1), (3, 2, 1, 2), (5, 4, 3, 3), (2, 3, 0, 2)):
            state = {"size": size, "kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation}
            found = in_script(page, "line", state, {})
            places, reach = np.arange(-padding, size + padding), dilation * (kernel - 1) + 1
            starts = places[: max(len(places) - reach + 1, 0) : stride]
            assert found["starts"] == starts.tolist()
            assert found["left"] == (len(places) - (starts[-1] + padding + reach) if len(starts) else len(places))


def test_responses_and_shifts_are_those_of_numpy(page: Any) -> None:
    parameters = parameters_of(page, "response")
    image = image_of(parameters)
    for name, kernel in parameters["kernels"].items():
        sums = correlated(image, kernel)
        found = in_script(page, "response", parameters, {"kernel": name, "relu": True, "pool": True, "at": [3, 4]})
        bent = np.maximum(sums, 0)
        height, width = bent.shape[0] // 2, bent.shape[1] // 2
        wanted = bent[: 2 * height, : 2 * width].reshape(height, 2, width, 2).max((1, 3))
        np.testing.assert_allclose(found["response"], wanted, atol=1e-9)
        assert found["sum"] == pytest.approx(sums[3][4])
    parameters = parameters_of(page, "shift")
    image = image_of(parameters)
    for by in ((0, 0), (2, -3), (-5, 5)):
        found = in_script(page, "shift", parameters, {"by": by})
        moved = np.roll(image, by, (0, 1))
        home, wanted = (np.maximum(correlated(np.pad(one, 1), EDGE), 0) for one in (image, moved))
        np.testing.assert_allclose(found["map"], wanted)
        assert found["follows"]
        assert found["most"] == home.max()
        assert found["changed"] == np.count_nonzero(moved != image)
        assert found["kept"] == np.count_nonzero((home > 0) & (home == wanted))


def test_cones_counts_and_folds_are_those_of_numpy(page: Any) -> None:
    layers = [{"kernel": 3, "stride": 1}, {"kernel": 2, "stride": 2}, {"kernel": 3, "stride": 1}]
    for cell in (0, 2, 3):
        found = in_script(page, "cone", {"size": 15, "layers": layers}, {"level": 3, "cell": cell})
        line = np.arange(15)
        seen = [{place} for place in line]
        for level, layer in enumerate(layers, 1):
            starts = range(0, len(seen) - layer["kernel"] + 1, layer["stride"])
            seen = [set().union(*seen[start : start + layer["kernel"]]) for start in starts]
            assert found["sizes"][level] == len(seen)
        assert found["seen"][0] == [min(seen[cell]), max(seen[cell])]
    for size, channels, filters, kernel in ((32, 3, 8, 3), (7, 1, 1, 7), (224, 3, 64, 11)):
        state = {"size": size, "channels": channels, "filters": filters, "kernel": kernel}
        found = in_script(page, "count", {**state, "shared": True}, {})
        out = np.zeros(size - kernel + 1).size
        dense = (out * out * filters, size * size * channels)
        assert found["dense"] == dense[0] * dense[1] + dense[0]
        assert found["unshared"] == out * out * found["shared"]
        assert found["shared"] == np.zeros((filters, channels, kernel, kernel)).size + filters
        assert (found["denseMacs"], found["macs"]) == (dense[0] * dense[1], dense[0] * kernel * kernel * channels)
    first, second, signal = [[-1, 1, 2], [1, -1, 0]], [[1, 0.5], [-2, 1]], [0, 1, 3, 2, 0, 0, 4, 1]
    for relu in (False, True):
        found = in_script(
            page, "fold", {"signal": signal, "first": first, "second": second, "relu": True}, {"relu": relu}
        )
        maps = [np.correlate(signal, kernel) for kernel in first]
        maps = [np.maximum(line, 0) for line in maps] if relu else maps
        np.testing.assert_allclose(found["maps"], maps)
        np.testing.assert_allclose(found["output"], sum(map(np.correlate, maps, second)))
        np.testing.assert_allclose(found["folded"], sum(map(np.convolve, first, second)))
        np.testing.assert_allclose(found["single"], np.correlate(signal, found["folded"]))


# In the hands of a reader


def test_a_page_gets_one_name(page: Any) -> None:
    assert (
        page.evaluate("[typeof moving, typeof element, typeof start, typeof canvas]") == ["object"] + ["undefined"] * 3
    )


def said(figure: Any) -> str:
    text: str = figure.locator("output").inner_text()
    return text


def says(figure: Any, text: str) -> None:
    """Wait for it: what a finger does comes to the page later than to the browser."""
    figure.locator("output", has_text=text).wait_for()


def test_every_figure_is_moved_by_keyboard_and_says_what_changed(fresh: Callable[..., Any]) -> None:
    page = fresh()
    for name in BLOCKS:
        figure = figure_of(page, name)
        before = said(figure)
        if figure.locator(".move-stage[tabindex]").count():
            figure.locator(".move-stage").focus()
            page.keyboard.press("ArrowRight")
        else:
            figure.locator("input").first.focus()
            page.keyboard.press("Space" if name == "fold" else "ArrowRight")
        assert said(figure) != before, name
    figure = figure_of(page, "window")
    figure.locator(".move-stage").focus()
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    assert "Row 2, column 1 of the output" in said(figure)


def test_a_finger_moves_the_window_and_chooses_a_cell(browser: Any, page_file: Path) -> None:
    page, errors = opened(browser, page_file, viewport={"width": 390, "height": 800}, has_touch=True)
    figure = figure_of(page, "window")
    spot = figure.locator("[data-name=input] .clear").first
    spot.scroll_into_view_if_needed()
    box = spot.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 9, box["y"] + box["height"] - 9)
    says(figure, "Row 2, column 2 of the output")
    page.mouse.move(box["x"] + box["width"] - 40, box["y"] + box["height"] - 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 9, box["y"] + 9, steps=4)
    page.mouse.up()
    says(figure, "Row 0, column 0 of the output")
    cone = figure_of(page, "cone")
    cone.locator("[data-name='0'] .clear").first.tap()
    says(cone, "of the input sees itself only")
    assert errors == []
    page.context.close()


def test_motion_is_left_out_where_it_is_not_wanted(fresh: Callable[..., Any]) -> None:
    page = fresh(reduced_motion="reduce")
    figure = figure_of(page, "learn")
    figure.get_by_role("button", name="Play").click()
    assert "Step 290" in said(figure)  # at once
    turn = figure_of(page, "turn")
    turn.get_by_role("button", name="Turn the kernel").click()
    assert page.evaluate("document.getAnimations().length") == 0
    assert said(turn).startswith("Convolution")


def test_what_moves_fills_the_output_and_ends(fresh: Callable[..., Any]) -> None:
    page = fresh()
    figure = figure_of(page, "window")
    button = figure.get_by_role("button", name="Fill the output")
    button.click()
    figure.get_by_role("button", name="Fill the output").wait_for()  # it is Pause while it plays
    assert "Row 2, column 2" in said(figure)
    wanted = correlated(ROWS, EDGE).flatten()
    grid = figure.locator(".move-part", has_text="output").locator("text:not(.small)")
    assert [float(text) for text in grid.all_text_contents() if text] == wanted.tolist()


def test_figures_fit_are_large_enough_and_break_no_rule(fresh: Callable[..., Any]) -> None:
    page = fresh(reduced_motion="reduce")  # no color on its way to another
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"
    small = """all => all.filter(one => {
        const box = one.getBoundingClientRect();
        return box.height < 40 || box.width < 40;
    }).map(one => one.outerHTML)"""
    for width in (390, 1280):
        resize(page, width)
        assert page.locator(".move-stage").evaluate_all(cut) == []
        assert page.locator(".move-controls button, .move-controls label, .move-range input").evaluate_all(small) == []
    assert broken_in_looks(page, ("light", 390), ("dark", 1280)) == ""


def test_nothing_jumps_while_a_figure_is_moved(fresh: Callable[..., Any]) -> None:
    """The controls stay under the thumb."""
    page = fresh(390, 800)
    for name in BLOCKS:
        figure = figure_of(page, name)
        control = figure.locator(".move-controls button, .move-controls input").first
        place = "one => one.getBoundingClientRect().y - one.closest('figure').getBoundingClientRect().y"
        before = control.evaluate(place)
        for _ in range(3):
            control.evaluate("""one => {
                if (one.type === "range") { one.value = Number(one.value) + 1; one.dispatchEvent(new Event("input")); }
                else one.click();
            }""")
        assert control.evaluate(place) == before, name
