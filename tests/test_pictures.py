"""Pictures of failing cases: small, the first wrong value marked, the text twin says the same, and nothing hidden."""

from __future__ import annotations

import base64
import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import small_cases
from picture_checks import check_drawing
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.hidden_calls import HiddenCalls
from receptive.diagnosis.plain_data import NotPlain, plain
from receptive.figures.alt_text import describe_picture
from receptive.figures.canvas import apart
from receptive.figures.cases import figures_of_case, figures_of_exercise, pictures_of_case
from receptive.figures.cells import number
from receptive.figures.diagrams import Wiring, Wirings
from receptive.figures.draw import figure_of
from receptive.figures.draw_curves import draw_curves
from receptive.figures.pictures import Block, Blocks, Curve, Curves, Grids, Photo, Photos, Volume, Volumes
from receptive.figures.whole import whole_network
from receptive.grading.session import GraderSession
from receptive.model import Case, Criterion, Outcome, Status, Submission, Visibility
from receptive.report.page_parts import figures_of
from receptive.student.proxy import Call
from receptive.student.show import show_call
from support import HALF_WRITTEN, ROOT, WITH_A_SLIP

CONTENT = find_content()
EXERCISES = [
    pytest.param(topic, exercise.name, id=exercise.name)
    for topic in CONTENT.topics()
    for exercise in load_topic(CONTENT, topic).exercises
]


def cases(topic: str, exercise: str) -> Iterator[tuple[str, Case]]:
    """The small case of every misconception of an exercise that can be asked with plain data."""
    return ((name, case) for name, _, case in small_cases.cases(topic, exercise) if case)


@pytest.mark.parametrize(("topic", "exercise"), EXERCISES)
def test_every_exercise_has_a_picture_of_what_it_is_about(topic: str, exercise: str) -> None:
    for figure in figures_of_exercise(CONTENT.grader(topic), exercise):
        assert figure.svg
        assert figure.text


def test_a_pixel_of_zeros_and_ones_is_seen_on_any_page() -> None:
    case = dict(cases("color", "to_gray_mean"))["COL-6"]
    swatches = pictures_of_case(CONTENT.grader("color"), case)[0]
    assert case.call == "to_gray_mean([[[0, 1, 0]]])"
    svg = figure_of(swatches).svg
    fills = [fill for fill in re.findall(r'fill="([^"]+)"', svg) if fill.startswith("#")]
    assert fills == ["#00ff00", "#000000", "#00ff00", "#555555"]
    assert "drawn with 1 as full brightness" in svg
    assert "Drawn with 1 as full brightness." in describe_picture(swatches)


def hidden_criterion() -> Criterion:
    criteria = load_topic(CONTENT, CONTENT.topics()[0]).criteria
    return next(criterion for criterion in criteria if criterion.visibility is Visibility.HIDDEN)


def test_a_hidden_criterion_cannot_have_a_case() -> None:
    case = Case("f", "f(1)", (1,), (), 2, 3)
    with pytest.raises(ValueError, match="hidden"):
        Outcome(hidden_criterion(), Status.FAILED, case=case)
    with pytest.raises(ValueError, match="hidden"):
        replace(Outcome(hidden_criterion(), Status.FAILED), case=case)


def test_cases_come_from_graded_work_for_open_criteria_only(open_grader: Callable[[str], GraderSession]) -> None:
    path = Path("output_size.py")
    graded = open_grader("output_size").grade(Submission("output_size", path, WITH_A_SLIP.encode()), "pictures")
    failed = [outcome for outcome in graded.outcomes if outcome.status is Status.FAILED]
    hidden = [outcome for outcome in failed if outcome.criterion.visibility is Visibility.HIDDEN]
    assert hidden
    assert all(outcome.case is None for outcome in hidden)
    assert any(outcome.case for outcome in failed)
    assert all(bool(outcome.case) >= bool(outcome.example) for outcome in failed)
    raised = [outcome for outcome in graded.outcomes if outcome.status is Status.ERROR]
    assert any(outcome.line == 36 for outcome in raised)


def test_a_known_mistake_that_only_hidden_criteria_notice_is_shown_in_a_case_of_none_of_them(
    open_grader: Callable[[str], GraderSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: dict[str, set[str]] = {}

    def hidden_calls(function: Any, calls: list[Call]) -> HiddenCalls:
        for call in calls:
            heard.setdefault(call.function, set()).add(show_call(call.function, call.args, call.kwargs))
        return HiddenCalls(function, calls)

    monkeypatch.setattr("receptive.diagnosis.diagnostician.HiddenCalls", hidden_calls)
    path = Path("output_size.py")
    topic = load_topic(CONTENT, "output_size")
    graded = open_grader("output_size").grade(Submission("output_size", path, HALF_WRITTEN.encode()), "pictures")
    conv_out = [outcome for outcome in graded.outcomes if outcome.criterion.exercise == "conv_out"]
    outcomes = [outcome for outcome in conv_out if not outcome.criterion.refusing]
    [diagnosis] = {outcome.diagnosis.text: outcome.diagnosis for outcome in outcomes if outcome.diagnosis}.values()
    assert diagnosis.case is not None
    assert diagnosis.example.startswith(f"{diagnosis.case.call} gives ")
    assert len(heard["conv_out"]) > 5
    assert diagnosis.case.call not in heard["conv_out"]
    failed = [outcome for outcome in outcomes if outcome.status is Status.FAILED]
    assert all(outcome.small_case == f"A small case of this mistake: {diagnosis.example}" for outcome in failed)
    assert figures_of(topic, failed) == figures_of_case(topic.grader, diagnosis.case)


def test_code_that_changes_an_argument_is_shown_it_before_and_after(
    open_grader: Callable[[str], GraderSession], tmp_path: Path
) -> None:
    source = (ROOT / "solutions" / "filter_math.py").read_text("utf-8")
    right = "    return _correlate(x, k[::-1, ::-1])\n"
    assert source.count(right) == 1
    changing = source.replace(right, "    k[:] = k[::-1, ::-1].copy()\n    return _correlate(x, k)\n").encode()
    graded = open_grader("filter_math").grade(Submission("filter_math", tmp_path / "any.py", changing), "pictures")
    [failed] = [outcome for outcome in graded.outcomes if outcome.status is not Status.PASSED]
    assert failed.diagnosis is not None
    assert failed.diagnosis.case is not None
    assert " changes its argument k: " in failed.small_case
    [picture] = pictures_of_case(CONTENT.grader("filter_math"), failed.diagnosis.case)
    after, before = describe_picture(picture)
    assert after.startswith("k after the call: ")
    assert "First value that is changed: " in after
    assert before.startswith("k before: ")
    check_drawing(picture)


def test_where_only_hidden_criteria_fail_otherwise_the_pictures_are_the_same_for_everybody() -> None:
    """What is shown then depends on the exercise alone."""
    topic = load_topic(CONTENT, "output_size")
    hidden = [criterion for criterion in topic.criteria if criterion.visibility is Visibility.HIDDEN]
    outcomes = [
        Outcome(criterion, Status.FAILED, "secret 12345") for criterion in hidden if criterion.exercise == "conv_out"
    ]
    figures = figures_of(topic, outcomes)
    assert figures == figures_of_exercise(topic.grader, "conv_out")
    assert all("12345" not in figure.svg + "".join(figure.text) for figure in figures)


@pytest.mark.parametrize(
    "returned",
    [None, "words", [], {}, [[]], [None], (1, "two"), {"a": {"b": 1}}, float("nan"), set(), True, 10**14, [[1], 2]],
    ids=repr,
)
@pytest.mark.parametrize(
    ("topic", "exercise"), [("filter_math", "conv2d"), ("output_size", "trace"), ("color", "to_gray_mean")]
)
def test_whatever_came_back_there_is_a_picture(topic: str, exercise: str, returned: Any) -> None:
    _, case = next(cases(topic, exercise))
    odd = replace(case, returned=returned, place=None)
    for one in (odd, replace(odd, place=case.place)):
        for picture in pictures_of_case(CONTENT.grader(topic), one):
            assert figure_of(picture).svg


def test_what_a_student_returns_cannot_leave_its_place_in_the_picture() -> None:
    case = Case("f", "f('</svg><script>')", ("</svg><script>",), (), "</text><script>alert(1)</script>", "x", ())
    (picture,) = pictures_of_case(Path("nowhere"), case)
    svg = figure_of(picture).svg
    assert "<script" not in svg
    assert "&lt;/text" in svg


def test_plain_data_is_bounded() -> None:
    import numpy as np

    assert plain((np.arange(3), [np.float64(2)], {"a": {1}})) == ([0, 1, 2], [2.0], {"a": {1}})
    deep: list[Any] = []
    for _ in range(50):
        deep = [deep]
    for value in (object(), np.zeros(5000), [0] * 5000, deep, 10**400, np.array(["text"]), range(10**9), range(10**30)):
        with pytest.raises(NotPlain):
            plain(value)


def test_numbers_fit_into_a_cell() -> None:
    shown = [number(value) for value in (1 / 3, 1e-9, -1234567.891, 10**14, float("inf"), True, "a long text " * 9)]
    assert shown[0] == "0.333333"
    assert all(len(text) <= 22 for text in shown)


def test_there_is_room_for_wide_letters() -> None:
    narrow, wide = (
        figure_of(Blocks("a count", (Block(name, "1", "1"),), "1")).svg for name in ("ab" * 20, "漢字" * 20)
    )
    widths = [float(re.search(r'width="(\d+)', svg)[1]) for svg in (narrow, wide)]  # type: ignore[index]
    assert widths[0] < 20 * 2 * 14 < widths[1]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ((2.16, 0.5), ["0", "0.5", "1", "1.5", "2", "2.5"]),
        ((0.96, 1.0), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ((0.0,), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ((3e-5, 7e-5), ["0", "2e-05", "4e-05", "6e-05", "8e-05"]),
        ((1234.0, 5.0), ["0", "250", "500", "750", "1000", "1250"]),
    ],
)
def test_curves_have_round_labels_from_zero_to_above_all_values(values: tuple[float, ...], labels: list[str]) -> None:
    svg = figure_of(Curves("Loss", "epoch", "loss", (Curve("training", values),))).svg
    assert re.findall(r'text-anchor="end">([^<]+)<', svg)[:-1] == labels


def test_curves_are_told_apart_without_their_colors_and_named_where_they_end() -> None:
    curves = (Curve("training", (2.0, 0.5, 0.0)), Curve("unseen", (2.0, 0.5, 0.1)))
    drawn = draw_curves(Curves("Loss", "epoch", "loss", curves, mark=(2, "lowest")))
    lines = [tag for tag in drawn.drawn if tag.startswith("<polyline") and 'stroke-width="2.2"' in tag]
    assert len({re.search(r'stroke="[^"]*"', tag)[0] for tag in lines}) == 2  # type: ignore[index]
    assert len({"stroke-dasharray" in tag for tag in lines}) == 2
    ends = [float(re.search(r' y="([^"]*)"', tag)[1]) for tag in drawn.drawn if 'font-weight="bold"' in tag]  # type: ignore[index]
    assert len(ends) == 2
    assert abs(ends[0] - ends[1]) >= 14
    assert any(">lowest<" in tag for tag in drawn.drawn)


def test_a_notebook_shows_the_text_and_the_pictures() -> None:
    from receptive.notebook.grading import Feedback

    topic = load_topic(CONTENT, "output_size")
    criterion = next(criterion for criterion in topic.criteria if criterion.visibility is Visibility.OPEN)
    _, case = next(cases("output_size", criterion.exercise))
    html = Feedback("0 of <1>", topic, (Outcome(criterion, Status.FAILED, case=case),))._repr_html_()
    assert "0 of &lt;1&gt;" in html
    assert "<svg" in html
    assert "The picture in words" in html
    passed = Feedback("1 of 1", topic, (Outcome(criterion, Status.PASSED),))._repr_html_()
    assert "<svg" not in passed


def test_a_picture_does_not_make_a_certificate_stale(tmp_path: Path) -> None:
    from receptive.grading.certificate import grader_hash

    topic = load_topic(CONTENT, "filter_math")
    moved = replace(topic, grader=Path(shutil.copytree(topic.grader, tmp_path / "filter_math")))
    before = grader_hash(moved)
    (moved.grader / "lesson_pictures.py").write_text("", "utf-8")
    assert grader_hash(moved) == before
    (moved.grader / "conv2d.py").write_text("", "utf-8")
    assert grader_hash(moved) != before


def test_where_values_agree_and_shapes_differ_the_shape_is_marked_and_no_value() -> None:
    moved = dict(cases("color", "hwc_to_chw"))["COL-20"]
    (picture,) = pictures_of_case(CONTENT.grader("color"), moved)
    assert isinstance(picture, Grids)
    assert [(grid.title, grid.shape, grid.wrong, grid.should) for grid in picture.grids] == [
        ("yours, 1×2×1", "✗", None, None),
        ("right, 1×1×2", "✓", None, None),
    ]
    assert describe_picture(picture) == (
        "yours, 1×2×1: 1 / 2. Right values, wrong shape.",
        "right, 1×1×2: 1 2. Right shape.",
    )


def test_a_kernel_of_three_filters_is_told_from_one_of_three_channels() -> None:
    three = dict(cases("color", "gray_as_conv"))["COL-28"]
    (picture,) = pictures_of_case(CONTENT.grader("color"), three)
    assert isinstance(picture, Grids)
    *yours, right = picture.grids
    assert [(grid.title, grid.rows) for grid in yours] == [
        ("yours: filter 0", (("0.5",),)),
        ("yours: filter 1", (("0.3",),)),
        ("yours: filter 2", (("0.2",),)),
    ]
    assert (right.title, right.rows) == ("right: filter 0", (("0.5", "0.3", "0.2"),))
    assert {grid.foot for grid in yours} == {"✗ wrong shape"}


def test_one_wrong_gray_is_shown_once() -> None:
    shown = dict(cases("color", "to_gray_weighted"))
    assert shown["COL-3"].returned == [[pytest.approx(1 / 3)]]
    assert len(pictures_of_case(CONTENT.grader("color"), shown["COL-3"])) == 1


def test_what_is_left_over_is_marked_on_the_line() -> None:
    case = dict(cases("output_size", "unused_pixels"))["SHP-3"]
    (picture,) = pictures_of_case(CONTENT.grader("output_size"), case)
    assert "Left over after the last window: 2 places." in describe_picture(picture)
    assert ">left over</text>" in figure_of(picture).svg
    assert "2 left over; yours: 0 ✗" in figure_of(picture).svg


def test_the_parts_of_a_picture_are_one_drawing_that_a_page_takes_apart() -> None:
    picture = pictures_of_case(CONTENT.grader("color"), dict(cases("color", "gray_as_conv"))["COL-28"])[0]
    svg = figure_of(picture).svg
    assert svg.count("<svg") == 1 + 4
    on_a_page = apart(svg)
    assert on_a_page.startswith('<div class="parts" role="img" aria-label="gray_as_conv(')
    assert on_a_page.count("<svg") == 4
    whole = figure_of(Blocks("a count", (Block("one", "1·1", "1"),), "1")).svg
    assert apart(whole) == whole


@pytest.mark.parametrize("part", ["", "patch", "kernel", "depth", "feature map", "pyramid", "classifier"])
def test_the_network_is_drawn_with_each_part_emphasized(part: Any) -> None:
    picture = whole_network(part)
    check_drawing(picture)
    said = " ".join(describe_picture(picture))
    assert "Feature maps: 14 rows and 14 columns in 20 channels." in said
    assert ("Emphasized" in said) == bool(part)


def test_a_volume_is_drawn_to_scale_and_deeper_with_more_channels() -> None:
    svg = figure_of(Volumes("sizes", (Volume("one", (8, 8, 3)), Volume("half", (4, 8, 12))))).svg
    fronts = re.findall(r'<polygon points="([^"]*)"', svg)[::3]  # then its lid and its side
    sizes = []
    for front in fronts:
        places = [tuple(map(float, place.split(","))) for place in front.split()]
        sizes.append((places[2][1] - places[0][1], places[1][0] - places[0][0]))
    assert sizes[0][0] == pytest.approx(2 * sizes[1][0])
    assert sizes[0][1] < sizes[1][1]


def test_a_window_outside_of_its_volume_is_refused() -> None:
    with pytest.raises(ValueError, match="outside of 4×4×3"):
        Volume("image", (4, 4, 3), window=(2, 2, 3, 3))


def test_a_photograph_keeps_every_pixel() -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    picture = Photos("two", (Photo("gray", (2, 3, 1), bytes(range(6))), Photo("color", (1, 2, 3), bytes(range(6)))))
    check_drawing(picture)
    drawn = re.findall(r'href="data:image/png;base64,([^"]+)"', figure_of(picture).svg)
    first, second = (image.open(io.BytesIO(base64.b64decode(data))) for data in drawn)
    assert (first.size, first.tobytes()) == ((3, 2), bytes(range(6)))
    assert (second.size, second.tobytes()) == ((2, 1), bytes(range(6)))


def test_a_photograph_with_too_few_bytes_is_refused() -> None:
    with pytest.raises(ValueError, match="5 bytes are no 2×3 pixels"):
        Photo("gray", (2, 3, 1), bytes(5))


def test_the_words_of_a_photograph_say_what_is_framed() -> None:
    photo = Photo("roof", (4, 4, 1), bytes(16), "A roof.", ((1, 2, 2, 2),))
    assert describe_picture(Photos("one", (photo,))) == (
        "roof: 4 by 4 pixels in gray. A roof. Framed: 2 by 2 pixels from row 1, column 2.",
    )


def test_layers_as_wires_have_a_line_for_each_weight_and_say_how_many_differ() -> None:
    layers = (Wiring("dense", 7, 3, dense=True), Wiring("local", 7, 3), Wiring("shared", 7, 3, shared=True))
    for layer, lines, different in zip(layers, (35, 15, 15), (35, 15, 3), strict=True):
        picture = Wirings("a layer", (layer,))
        check_drawing(picture)
        assert figure_of(picture).svg.count("<polyline") == lines
        assert f"Different weights: {different}." in " ".join(describe_picture(picture))


def test_a_layer_of_wires_with_more_taps_than_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="4 taps on 3 numbers"):
        Wiring("local", 3, 4)
