"""What students receive: stubs, README and quizzes, as a folder. The same lesson and secret give the same bytes."""

from __future__ import annotations

from pathlib import Path

from receptive.catalogue import load_lesson
from receptive.content import Content
from receptive.quiz.graded import graded_quiz, read_secret
from receptive.quiz.lesson import Programs
from receptive.quiz.practice import sealed_text
from receptive.workspace import QUIZZES, WorkspaceError, lesson_files


def release(content: Content, folder: Path, secret_file: Path | None) -> list[Path]:
    """Write the files of a release into an empty or new folder.

    Args:
        secret_file: for graded quizzes: where the instructor's secret is kept, or made. None gives practice quizzes.

    Raises:
        WorkspaceError: the folder is not empty or cannot be written to, or would hold the secret.
        ContentError: a quiz or the secret is broken.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} is not empty; name a new folder")
    if secret_file is not None and folder.resolve() in secret_file.resolve().parents:
        raise WorkspaceError(f"{secret_file} would be inside the release; keep the secret elsewhere")
    files = lesson_files(load_lesson(content)) | _quizzes(content, secret_file)
    written = []
    try:
        for name, text in sorted(files.items()):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            written.append(path)
    except OSError as refused:
        raise WorkspaceError(f"cannot write {folder}: {refused.strerror}") from refused
    return written


def _quizzes(content: Content, secret_file: Path | None) -> dict[str, str]:
    topics = content.topics()
    if secret_file is None:
        sealed = {topic: content.sealed_quiz(topic) for topic in topics}
        return {f"{QUIZZES}/{topic}.json": path.read_text("utf-8") for topic, path in sealed.items() if path.exists()}
    secret = read_secret(secret_file, make=True)
    programs = Programs(content)
    graded = {topic: graded_quiz(programs, content, topic, secret) for topic in topics}
    return {f"{QUIZZES}/{topic}.json": sealed_text(quiz) for topic, quiz in graded.items() if quiz}
