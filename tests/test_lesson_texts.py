"""The lesson's texts: their pictures are those that the code draws, their experiments say what they measured."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from receptive.catalogue.chapters import load_chapters
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson, load_topic
from receptive.course.course import load_course
from receptive.course.figures import lesson_figures
from receptive.course.sections import sections, where_to_read
from receptive.model import Topic
from support import ROOT, taught_topics

CONTENT = find_content()
WITH_TEXT = [slug for slug in taught_topics() if load_chapters(load_topic(CONTENT, slug))]
PRINTED = re.compile(r"^print\(.*?\) +# (.+)$", re.MULTILINE)


def text_of(topic: Topic) -> str:
    """What all chapters say."""
    return "\n".join(chapter.text for chapter in load_chapters(topic))


@pytest.mark.parametrize("slug", WITH_TEXT)
def test_no_picture_is_stale_or_left_over(slug: str) -> None:
    topic = load_topic(CONTENT, slug)
    drawn = dict(lesson_figures(topic))
    there = set(topic.readme.parent.glob("figures/*.svg"))
    assert there == set(drawn), "grade author figures"
    for path, text in drawn.items():
        assert path.read_text("utf-8") == text, f"{path.name} is stale: grade author figures {slug}"
    used = set(re.findall(r"!\[[^\]]+\]\(\.\./(figures/[^)]+)\)", text_of(topic)))
    assert used == {path.relative_to(topic.readme.parent).as_posix() for path in there}


@pytest.mark.parametrize("slug", WITH_TEXT)
def test_the_chapters_lead_to_every_exercise_and_have_something_to_try(slug: str) -> None:
    topic = load_topic(CONTENT, slug)
    text = text_of(topic)
    for exercise in topic.exercises:
        assert f"```exercise\n{exercise.name}\n```" in text
    assert "```move\n" in text
    assert "```question\n" in text


@pytest.mark.parametrize("slug", WITH_TEXT)
def test_the_experiments_print_what_the_text_says(slug: str) -> None:
    code = re.search(r"```python\n(.*?)```", text_of(load_topic(CONTENT, slug)), re.DOTALL)
    if code is None:
        pytest.skip("its experiments are scripts")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code[1], slug, "exec"), {})
    for line, told in zip(printed.getvalue().splitlines(), PRINTED.findall(code[1]), strict=False):
        assert line.replace(" ", "") == told.replace(" ", "") or [float(n) for n in line.split()] == pytest.approx(
            [float(n) for n in told.split()]
        )


def test_a_link_between_chapters_leads_to_the_chapter_that_it_names() -> None:
    course = load_course(load_lesson(find_content()))
    places = {placed.chapter.path.resolve(): placed.place for placed in course.chapters}
    for placed in course.chapters:
        for words, target in re.findall(r"\[([^\]]*)\]\(([^)\s]*\.md)\)", placed.chapter.text):
            place = places.get((placed.chapter.path.parent / target).resolve())
            assert place, f"{placed.file} links to {target}"
            assert words in (f"chapter {place}", f"Chapter {place}", "next chapter")


def test_a_heading_in_code_is_no_heading() -> None:
    found = sections("t", "# One\ntext\n```\n# not one\n```\n## Two (x)\n\nmore\n", Path("t.md"), line=8)
    assert [(section.level, section.title) for section in found] == [(1, "One"), (2, "Two (x)")]
    assert found[1].anchor == "t-two"
    assert [section.line for section in found] == [9, 15]


def measured(script: str, name_width: int) -> dict[str, list[list[float]]]:
    """What an experiment prints: the numbers of each of its rows, by their name."""
    path = ROOT / "docs" / "lesson" / script
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, timeout=300, check=True)
    rows: dict[str, list[list[float]]] = {}
    for line in done.stdout.splitlines()[1:]:
        rows.setdefault(line[:name_width].strip(), []).append([float(number) for number in line[name_width:].split()])
    return rows


@pytest.mark.slow
def test_shuffled_pixels_are_as_the_lesson_says() -> None:
    pytest.importorskip("torch")
    (dense,), (shared,) = measured("shuffled_pixels.py", 32).values()
    assert abs(dense[0] - dense[1]) < 0.08
    assert shared[0] > 0.98
    assert shared[1] < 0.4
    told = text_of(load_topic(CONTENT, "color"))
    assert "| 36 of 100 | 36 of 100 |" in told
    assert "| 100 of 100 | 28 of 100 |" in told


def test_color_helps_where_the_lesson_says_so() -> None:
    told = text_of(load_topic(CONTENT, "color"))
    for name, rows in measured("does_color_help.py", 24).items():
        for labeled, color, gray in rows:
            assert f"| {name} | {labeled:.0f} | {color:.2f} | {gray:.2f} |" in told


@pytest.mark.slow
def test_left_and_right_is_as_the_lesson_says() -> None:
    pytest.importorskip("torch")
    rows = {name: row for name, (row,) in measured("left_right.py", 32).items()}
    dense, flat, anywhere = (rows[name] for name in rows)
    assert (dense[0], flat[0], anywhere[0]) == (16708, 2260, 244)
    assert max(dense[2], flat[2]) < 0.4
    assert min(anywhere[1:]) > 0.98
    told = text_of(load_topic(CONTENT, "color"))
    assert "| 244 | 1.00 | 1.00 |" in told


@pytest.mark.slow
def test_digits_at_random_places_are_as_the_task_says() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    task = " ".join((ROOT / "exercises" / "build_cnn" / "README.md").read_text("utf-8").split())
    told = re.search(r"Over five seeds (.*?)\. ## ", task)
    assert told
    shared, linear, dense = re.findall(r"(0\.\d+) to (0\.\d+)", told[1])
    for (row,), spread in zip(measured("shift_digits.py", 28).values(), (linear, dense, shared), strict=True):
        assert row[2:] == pytest.approx([float(end) for end in spread], abs=0.02)


def test_a_terminal_is_told_where_to_read() -> None:
    topic = load_topic(CONTENT, "output_size")
    assert where_to_read(topic, "conv_out") == "grade lesson output_size.conv_out"
    assert where_to_read(topic, "nothing") == ""
