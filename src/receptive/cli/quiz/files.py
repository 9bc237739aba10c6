"""Quizzes as files: the offline page, and exports for other systems."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.catalogue.content import Content
from receptive.cli.codes import NothingToGrade
from receptive.cli.overwriting import check_replaceable
from receptive.cli.pages import check_name
from receptive.invocation import typed
from receptive.quiz.graded_quiz import draw_graded_pools, read_secret
from receptive.quiz.practice import quiz_file
from receptive.quiz.programs import Programs
from receptive.quiz.progress import progress_path, read_progress
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import practice_pool, read_sealed


def write_page(content: Content, workspace: Path, topics: list[str], target: Path) -> str:
    """Write the sealed quizzes of these topics as a page that begins with what is right by now; says what was written.

    Raises:
        click.UsageError: the file is not named as a page.
        ContentError: a quiz or the progress is damaged or of another version.
    """
    from receptive.quiz.page import page_html

    check_name(target)
    files = [quiz_file(content, workspace, topic) for topic in topics]
    quizzes = [read_sealed(path) for path in files if path]
    if not quizzes:
        raise NothingToGrade(f"there is no quiz for {', '.join(topics)}")
    title = quizzes[0].title if len(quizzes) == 1 else "Convolutional neural networks"
    variants = {f"{one.topic}/{question.id}": question.variants for one in quizzes for question in one.questions}
    # Reading makes a workspace of a folder, and a page can be written in any.
    right = read_progress(workspace).right if progress_path(workspace).exists() else frozenset[str]()
    _write(target, page_html(title, variants, right).encode())
    return f"wrote {target}: {len(variants)} questions; open it in a browser"


def _nothing_to_export(content: Content, topics: list[str]) -> str:
    sealed = [topic for topic in topics if content.sealed_quiz(topic).exists()]
    if not sealed:
        return f"there is no quiz for {', '.join(topics)}"
    page = typed(f"quiz {' '.join(sealed)} --html quiz.html")
    return f"the questions of {', '.join(sealed)} are sealed here, so no other system can have them; as a page: {page}"


def write_export(
    content: Content, topics: list[str], name: str, target: Path, answers: bool, secret: Path | None
) -> str:
    """Write the quizzes of these topics in another system's format; says what it cannot carry.

    Args:
        secret: that of a graded release, for its variants. None gives those that are practised.

    Raises:
        ContentError: a quiz or the secret is broken.
    """
    from receptive.exchange.quiz import FORMATS, ExportError, Pool

    if name not in FORMATS:
        raise click.UsageError(f"{name} is no format; there are {', '.join(FORMATS)}")
    programs, found, titles = Programs(content), [], []
    kept = read_secret(secret, make=False) if secret else ""
    for topic in topics:
        if content.quiz(topic).exists():
            quiz = read_quiz(content.quiz(topic))
            titles.append(quiz.title)
            drawn = draw_graded_pools(programs, content, topic, kept) if kept else {}
            for question in quiz.questions:
                pool = drawn.get(f"{topic}/{question.id}") or practice_pool(programs, topic, question)
                found.append(Pool(question, tuple(pool)))
    if not found:
        raise NothingToGrade(_nothing_to_export(content, topics))
    title = titles[0] if len(titles) == 1 else "Convolutional neural networks"
    try:
        exported = FORMATS[name](title, found, answers) if name == "printable" else FORMATS[name](title, found)
    except ExportError as refused:
        raise click.UsageError(str(refused)) from refused
    _write(target, exported.data)
    of = f" of {len(found)}" if exported.questions < len(found) else ""
    left_out = [f"  left out: {text}" for text in exported.left_out]
    return "\n".join([f"wrote {target}: {exported.questions}{of} questions", *left_out])


def _write(target: Path, data: bytes) -> None:
    check_replaceable(target)
    try:
        target.write_bytes(data)
    except OSError as refused:
        raise click.UsageError(f"cannot write {target}: {refused.strerror}") from refused
