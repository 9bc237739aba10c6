"""What students receive, as a folder or a zip. The same lesson and secret give the same bytes.

No file that they write into is in it: `grade start` writes those. So a newer release can be unpacked over an older one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from receptive.authoring.wheel import build_wheel
from receptive.catalogue.content import Content, ContentError
from receptive.catalogue.fixed_zip import write_zip
from receptive.catalogue.manifest import load_lesson
from receptive.course.quizzes import Quizzes
from receptive.course.site_folder import make_site
from receptive.invocation import typed_as
from receptive.model import Lesson
from receptive.quiz.apart import can_be_both
from receptive.quiz.graded_quiz import make_graded_quiz, read_secret
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import parse_sealed, read_sealed, write_text
from receptive.recognition.table import ALL, OPEN
from receptive.workspace.folder import QUIZZES, WorkspaceError
from receptive.workspace.starting import readme

SITE = "lesson"
FILES = Path(__file__).parent / "release_files"
RUN, REPORT = FILES / "run.py", FILES / "report-at-home.png"
HOW = """## How to begin

With Python 3.11 or newer: `python3 run.py` (Windows: `py run.py`, here and below). The first time, it makes `.venv`
here, installs the lesson into it and writes a file for each topic; then it grades. Whatever follows is a command of
the lesson, as in the table below. `python3 run.py start --notebooks` writes notebooks as well.

**To read:** `python3 run.py lesson` opens the course in a browser: chapters, tasks, quizzes. It is `lesson/index.html`.

The topic `build_cnn` needs torch: `python3 run.py doctor` says how to get it.

**A newer lesson?** Unpack it, put its files over those of this folder, and go on. What you wrote stays; this page, the
quizzes and the program are replaced, so keep notes elsewhere. You may move and rename the folder. If `.venv` ever is
broken, it is made anew.

**In an editor.** Choose the Python in `.venv` as interpreter: its test explorer, and `pytest`, show the open criteria.

## The topics

"""
HOW_INSTALLED = """## How to begin

`grade start` in this folder writes a file for each topic, and keeps what is there. The course, as pages to read, begins
at `lesson/index.html`.

## The topics

"""
TOPICS = "## The topics"
TOLD = {
    ALL: f"""What is wrong is told here as far as it is known, also where only hidden criteria would notice it.

## What it looks like

`✗` something is wrong; `◐` the open criteria passed, and hidden ones are run when you hand in; `·` not written yet. If
your code does what a known mistake does, you read which one, and `python3 run.py report` draws it. Here `conv_out`
passes its open criterion and forgets the dilation:

![A report made at home. conv_out: open criteria passed, and there is a mistake; it is named, with a question, a small \
case, and a ruler of three pixels where a second window has no room.]({SITE}/{REPORT.name})

""",
    OPEN: """Here it is told what open criteria notice; hidden ones are decided when you hand in.

""",
}
PRACTISED, COUNTED = "questions, marked at once |", "questions that count: answers are kept and marked later |"


def release(
    content: Content,
    target: Path,
    secret_file: Path | None,
    wheel: bool,
    self_study: bool,
    hold_back: bool,
    told: str = ALL,
) -> list[Path]:
    """Write a release: into an empty or new folder, or as a zip if the target's name ends in .zip.

    Args:
        secret_file: for graded quizzes: where the instructor's secret is kept, or made. None gives practice quizzes.
            With graded ones nothing is practised: a seal of the same question could be tried out.
        wheel: whether the program that students install is in it, and `run.py`, which installs it.
        self_study: whether that program has the whole lesson, sealed.
        told: which known mistakes are told at home: "all", or those that make an "open" criterion fail.
        hold_back: whether practice is without the questions that a graded release would ask with the same answer.

    Raises:
        WorkspaceError: the target is there already or cannot be written to, or would hold the secret.
        ContentError: the lesson, a quiz or the secret is broken.
    """
    _refuse(target, secret_file)
    practice = {} if secret_file else practice_quizzes(content, hold_back)
    # The wheel has what is practised, and `grade start` writes it; what counts is for this release alone
    quizzes = _make_graded_quizzes(content, secret_file) if secret_file else {} if wheel else practice
    command = "python3 run.py" if wheel else "grade"
    page = _page(load_lesson(content), command, secret_file is not None, told)
    files = {"README.md": page.encode()} | {f"{QUIZZES}/{topic}.json": text.encode() for topic, text in quizzes.items()}
    with typed_as(command):
        files |= {f"{SITE}/{name}": text.encode() for name, text in _site(content, practice).items()}
    if wheel:
        files["run.py"] = RUN.read_bytes()
        files |= {f"{SITE}/{REPORT.name}": REPORT.read_bytes()} if told == ALL else {}
        with tempfile.TemporaryDirectory(prefix="receptive-") as folder:
            built = build_wheel(content, Path(folder), self_study, practice, told)
            files[built.name] = built.read_bytes()
    try:
        return _write_zip(target, files) if target.suffix == ".zip" else _write_folder(target, files)
    except OSError as refused:
        raise WorkspaceError(f"cannot write {target}: {refused.strerror}") from refused


def _site(content: Content, practice: Mapping[str, str]) -> dict[str, str]:
    """The course as pages, with the questions that are practised and no others."""
    sealed = {topic: parse_sealed(content.sealed_quiz(topic), text.encode()) for topic, text in practice.items()}
    return make_site(content, Quizzes(content, sealed))


def _page(lesson: Lesson, command: str, graded: bool, told: str) -> str:
    """The README of a release: how to begin, and then what that of a workspace says."""
    head, _, tasks = readme(lesson, command).partition("\n\n")
    how = HOW_INSTALLED if command == "grade" else HOW.replace(TOPICS, TOLD[told] + TOPICS)
    return f"{head}\n\n{how}{tasks.replace(PRACTISED, COUNTED) if graded else tasks}"


def _refuse(target: Path, secret_file: Path | None) -> None:
    if target.is_file():
        raise WorkspaceError(f"{target} is there already; name another")
    if target.exists() and any(target.iterdir()):
        raise WorkspaceError(f"{target} is not empty; name a new folder")
    if secret_file is not None and target.resolve() in secret_file.resolve().parents:
        raise WorkspaceError(f"{secret_file} would be inside the release; keep the secret elsewhere")


def _write_folder(folder: Path, files: dict[str, bytes]) -> list[Path]:
    written = []
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written


def _write_zip(path: Path, files: dict[str, bytes]) -> list[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_zip((f"{path.stem}/{name}", data) for name, data in sorted(files.items())))
    return [path]


def practice_quizzes(content: Content, hold_back: bool = False) -> dict[str, str]:
    """The sealed quizzes as students receive them, by topic.

    Args:
        hold_back: leave out what a graded release would ask with the same answer.

    Raises:
        ContentError: a quiz is broken.
    """
    paths = {topic: content.sealed_quiz(topic) for topic in content.topics()}
    texts = {topic: path.read_text("utf-8") for topic, path in paths.items() if path.exists()}
    if not hold_back:
        return texts
    programs = Programs(content)
    return {topic: text for topic in texts if (text := _hold_back(programs, content, topic))}


def _hold_back(programs: Programs, content: Content, topic: str) -> str:
    """The sealed quiz of a topic without what is held back; empty if nothing is left."""
    try:
        asked = read_quiz(content.quiz(topic)).questions
        kept = {question.id for question in asked if can_be_both(programs, topic, question)}
    except ValueError as broken:
        raise ContentError(content.quiz(topic), str(broken)) from broken
    sealed = read_sealed(content.sealed_quiz(topic))
    questions = tuple(question for question in sealed.questions if question.id in kept)
    return write_text(replace(sealed, questions=questions)) if questions else ""


def _make_graded_quizzes(content: Content, secret_file: Path) -> dict[str, str]:
    secret = read_secret(secret_file, make=True)
    programs = Programs(content)
    graded = {topic: make_graded_quiz(programs, content, topic, secret) for topic in content.topics()}
    return {topic: write_text(quiz) for topic, quiz in graded.items() if quiz}
