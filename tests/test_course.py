"""Chapters as records, their order, and the course as a folder of pages."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from course_sample import write_course
from receptive.authoring.order import check_order
from receptive.catalogue.chapters import Chapter, load_chapters
from receptive.catalogue.content import Content, ContentError
from receptive.catalogue.manifest import load_topic
from receptive.course.page import topic_page
from receptive.course.plain_text import topic_text
from receptive.course.quizzes import Quizzes, read_quizzes
from receptive.course.sections import find_section
from receptive.course.site_folder import make_site, write_site
from receptive.workspace.folder import WorkspaceError
from support import Grade


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return write_course(tmp_path_factory.mktemp("course") / "lesson")


@pytest.fixture
def content(made: Content, tmp_path: Path) -> Content:
    """A copy to be changed."""
    return Content(Path(shutil.copytree(made.root, tmp_path / "lesson")))


@pytest.fixture(scope="module")
def site(made: Content) -> dict[str, str]:
    return make_site(made, read_quizzes(made))


def chapters_of(content: Content) -> tuple[Chapter, ...]:
    return load_chapters(load_topic(content, "doubling"))


def edit(content: Content, number: int, old: str, new: str) -> Path:
    path = chapters_of(content)[number - 1].path
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_chapter_is_a_record_that_knows_its_lines(made: Content) -> None:
    first, second = chapters_of(made)
    assert (first.number, first.name, first.title, first.sections) == (1, "why-double", "Why double", ("1",))
    assert [(term.name, term.line) for term in first.introduces] == [("double", 6), ("half", 7)]
    assert (first.line, second.line, second.needs) == (11, 8, ("double",))
    assert [(block.kind, block.line) for block in (*first.blocks, *second.blocks)] == [
        ("question", 23), ("move", 12), ("exercise", 24),
    ]  # fmt: skip
    lines = first.path.read_text("utf-8").splitlines()
    assert lines[first.line - 1] == "# Why double"
    assert lines[first.blocks[0].line - 1] == "```question"


@pytest.mark.parametrize(
    ("number", "old", "new", "line", "told"),
    [
        (1, "---\ntitle", "title", 1, "between two lines ---"),
        (1, "summary: One", "summry: One", 3, "summry is no field of head of the chapter"),
        (1, "  double: A number", "  Double: A number", 6, "must be in lower case"),
        (1, "  half:", "  double:", 7, "double is given twice"),
        (1, "  double: A number", f"  double: {'A long' * 100} number", 6, "at most 400"),
        (1, "# Why double\n\nYou", "You", 11, "must begin with # and the title"),
        (1, "\nwhat-is-twice\n", "\nwhat is twice\n", 23, "must hold one line, the id of a question"),
        (2, "\ntwice\n```", "\nthrice\n```", 24, "thrice is no exercise of this topic; there are twice"),
        (2, "caption: A", "captain: A", 12, "lacks 'caption'"),
        (2, "size: 10", "size: [10", 15, "is no YAML"),
    ],
)
def test_a_mistake_in_a_chapter_has_a_file_and_a_line(
    content: Content, number: int, old: str, new: str, line: int, told: str
) -> None:
    path = edit(content, number, old, new)
    with pytest.raises(ContentError, match=re.escape(told)) as raised:
        chapters_of(content)
    assert (raised.value.path, raised.value.line) == (path, line), raised.value


def test_chapters_are_named_and_numbered(content: Content) -> None:
    first = chapters_of(content)[0].path
    shutil.copy(first, first.with_name("2-again.md"))
    with pytest.raises(ContentError, match="has the number of"):
        chapters_of(content)
    first.with_name("2-again.md").rename(first.with_name("notes.md"))
    with pytest.raises(ContentError, match="is not named as a chapter"):
        chapters_of(content)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("what-is-twice", "no-such-question", 23, "has a question 'no-such-question'"),
        ("figures/twice.svg", "figures/thrice.svg", 0, "the picture is missing"),
    ],
)
def test_a_page_refuses_what_there_is_not(content: Content, old: str, new: str, line: int, told: str) -> None:
    edit(content, 1, old, new)
    with pytest.raises(ContentError, match=told) as raised:
        topic_page(load_topic(content, "doubling"), read_quizzes(content))
    assert raised.value.line == line


def test_a_figure_out_of_its_bounds_is_the_authors_to_mend(content: Content) -> None:
    edit(content, 2, "size: 10", "size: 10000")
    with pytest.raises(ContentError, match="size is 10000") as raised:
        make_site(content, read_quizzes(content))
    assert raised.value.line == 12


def test_where_to_read_and_what_a_terminal_shows(made: Content) -> None:
    topic = load_topic(made, "doubling")
    found = find_section(topic, "twice")
    assert found is not None
    assert found.title == "Try it"
    text = topic_text(topic)
    assert "(Picture: Twice)" in text
    assert "`grade quiz doubling`" in text
    assert "`grade doubling.twice`" in text
    assert "to move: A window on a line." in text
    assert "```" not in text.partition("# Doubling")[0]


def problems(content: Content) -> tuple[str, ...]:
    (line,) = check_order(content, "doubling").lines
    return line.problems


def test_what_is_needed_was_introduced(made: Content) -> None:
    (line,) = check_order(made, "doubling").lines
    assert (line.problems, line.found) == ((), "2 chapters, 3 terms, 2 needs")


@pytest.mark.parametrize(
    ("number", "old", "new", "told"),
    [
        (2, "needs: [double]", "needs: [treble]", "6: this chapter needs 'treble', which no chapter introduces"),
        (2, "needs: [double]", "needs: [twice]", "this chapter needs 'twice' before it is introduced, in chapter 2"),
        (1, "needs: []", "needs: [twice]", "8: this chapter needs 'twice' before it is introduced, in chapter 2"),
        (2, "  twice: Two", "  half: Two", "5: 'half' again: chapter 1, Why double, has introduced it"),
        (1, "  double: A", "  dull: A", "question 'what-is-twice' needs 'double', which no chapter introduces"),
        (1, "what-is-twice", "why-triple", "23: the block question: no quiz of this lesson has a question"),
    ],
)
def test_a_need_that_comes_too_early_is_an_error(content: Content, number: int, old: str, new: str, told: str) -> None:
    path = edit(content, number, old, new)
    found = problems(content)
    assert any(told in one for one in found), found
    assert any(str(path) in one for one in found) or "question" in told


def test_a_question_and_an_exercise_are_met_where_they_are_shown_or_behind_the_last_chapter(content: Content) -> None:
    quiz, manifest = content.quiz("doubling"), content.manifest("doubling")
    quiz.write_text(quiz.read_text("utf-8").replace("needs: [double]", "needs: [twice]"), "utf-8")
    (told,) = problems(content)
    assert "question 'what-is-twice' needs 'twice' before it is introduced, in chapter 2" in told
    edit(content, 1, "```question\nwhat-is-twice\n```\n", "")
    assert problems(content) == ()
    text = manifest.read_text("utf-8").replace("- name: twice\n", "- name: twice\n    needs: [twice, treble]\n")
    manifest.write_text(text, "utf-8")
    (told,) = problems(content)
    assert re.search(r"topic\.yaml:\d+: exercise twice needs 'treble', which no chapter introduces", told)


def test_a_site_is_whole_and_needs_no_network(site: dict[str, str]) -> None:
    pages = [name for name in site if name.endswith(".html")]
    assert pages == [
        "index.html", "glossary.html", "search.html", "01-why-double.html", "02-double-it-yourself.html",
        "task-doubling.html", "quiz-doubling.html",
    ]  # fmt: skip
    shared = [re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', site[name]) for name in pages]
    assert {file for files in shared for file in files} == set(site) - set(pages)
    for name in pages:
        text = site[name]
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids)), name
        for link in re.findall(r' href="([^"]+)"', text):
            page, _, anchor = html.unescape(link).partition("#")
            assert page in ("", *site), (name, link)
            assert not anchor or f'id="{anchor}"' in site[page or name], (name, link)
        assert "<style" not in text, name
        assert " style=" not in text, name
        assert "default-src &#39;none&#39;" in text
    for name, text in site.items():
        assert not re.search(r'(src|href)="(https?:|//)|@import|url\(|\bfetch\(|\bimport\b', text), name


def test_what_pages_share_is_in_a_site_once(site: dict[str, str]) -> None:
    seals = re.findall(r'"explanation": "([^"]{40})', site["questions-doubling.js"])
    assert len(seals) == 2
    for seal in seals:
        assert [name for name, text in site.items() if seal in text] == ["questions-doubling.js"]


def test_a_chapter_says_where_it_stands(site: dict[str, str]) -> None:
    first, second = site["01-why-double.html"], site["02-double-it-yourself.html"]
    assert "Chapter 1 of 2" in first
    assert 'href="02-double-it-yourself.html" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="01-why-double.html" rel="prev"' in second
    assert 'href="task-doubling.html' in second
    assert 'href="glossary.html#term-double"' in first
    assert 'id="term-double"' in site["glossary.html"]


def test_a_quiz_leads_back_to_the_chapters_that_teach_it(site: dict[str, str]) -> None:
    page = site["quiz-doubling.html"]
    assert '<p class="kind">Quiz</p>' in page
    assert 'Taught in <a href="01-why-double.html">chapter 1, Why double</a> and <a' in page


def test_a_link_leads_to_the_page_of_a_chapter_and_is_words_where_there_is_none(
    made: Content, site: dict[str, str]
) -> None:
    told = "first; {} says why, and a file more."
    assert told.format('<a href="01-why-double.html">chapter 1</a>') in site["02-double-it-yourself.html"]
    topic = load_topic(made, "doubling")
    page = topic_page(topic, Quizzes(made, {}))
    assert told.format('<a href="#doubling-1-why-double">chapter 1</a>') in page
    assert 'id="doubling-1-why-double"' in page
    assert told.format("chapter 1") in topic_text(topic)


def test_no_answer_can_be_read_in_a_site(site: dict[str, str]) -> None:
    assert not any("21 and 21 again" in text for text in site.values())


def test_a_question_that_is_held_back_is_no_fault(made: Content) -> None:
    pages = make_site(made, Quizzes(made, {}))
    assert "quiz-doubling.html" not in pages
    assert "A question belongs here" in pages["01-why-double.html"]


def test_a_site_is_written_over_nobodys_file(site: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(folder, site)
    of_earlier = ("01-why-double.html", "questions-doubling.js")
    write_site(folder, {name: text for name, text in site.items() if name not in of_earlier})
    assert not any((folder / name).exists() for name in of_earlier)
    for mine in ("notes.html", "notes.js"):
        (folder / mine).write_text("mine", "utf-8")
    (folder / "index.html").write_text("mine too", "utf-8")
    with pytest.raises(WorkspaceError, match="is no part of a lesson's site, and is kept"):
        write_site(folder, site)
    assert (folder / "index.html").read_text("utf-8") == "mine too"
    assert all((folder / mine).exists() for mine in ("notes.html", "notes.js"))
    assert not (folder / "01-why-double.html").exists()


def test_the_command_writes_a_site(grade: Grade, made: Content, tmp_path: Path) -> None:
    done = grade("lesson", "--site", "out", RECEPTIVE_LESSON=str(made.root))
    assert done.code == 0, done.err
    assert "Wrote 7 pages." in done.out
    assert (tmp_path / "out" / "index.html").exists()
    assert grade("lesson", "doubling", "--site", "out", RECEPTIVE_LESSON=str(made.root)).code == 2
