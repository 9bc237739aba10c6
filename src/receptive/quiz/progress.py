"""What a student has answered, kept in the workspace. It is written whole and at once, and never thrown away."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from receptive.catalogue.content import ContentError

SCHEMA = "receptive/quiz-progress/v1"
MAX_BYTES = 8 << 20
LEARNING, REVIEW, RELEARNING = 1, 2, 3  # states of FSRS
MAX_TRIES = 200  # kept for each question; the oldest go first


@dataclass(frozen=True)
class Try:
    """One answer: what was typed, to which variant, and what became of it."""

    variant: int
    response: tuple[str, ...]
    right: bool
    at: AwareDatetime
    misconceptions: tuple[str, ...] = ()
    share: Annotated[float, Field(ge=0, le=1)] = 0.0  # of the points, for the parts that are right


@dataclass(frozen=True)
class QuestionProgress:
    """`asked`: how many variants were seen. A question that was given up is not right until it is answered again."""

    tries: tuple[Try, ...] = ()
    asked: int = 0
    hints: int = 0
    gave_up: bool = False

    @property
    def right(self) -> bool:
        return any(one.right for one in self.tries) and not self.gave_up

    @property
    def share(self) -> float:
        """The best try, as a share of the points; nothing of what was given up."""
        return 0.0 if self.gave_up else max((1.0 if one.right else one.share for one in self.tries), default=0.0)

    @property
    def begun(self) -> bool:
        return bool(self.tries) or self.gave_up


@dataclass(frozen=True)
class Review:
    """When something comes back, as the scheduler keeps it: the fields of FSRS."""

    card_id: int
    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: AwareDatetime
    last_review: AwareDatetime | None

    def __post_init__(self) -> None:
        """Refuse what the scheduler cannot go on with.

        Raises:
            ValueError: it is no card of FSRS.
        """
        stability, difficulty = self.stability, self.difficulty
        new = self.state == LEARNING and stability is None and difficulty is None
        seen = stability is not None and difficulty is not None and 0 < stability < 1e6 and 1 <= difficulty <= 10
        stepping = self.state == REVIEW or (self.step is not None and self.step >= 0)
        if self.state not in (LEARNING, REVIEW, RELEARNING) or not stepping or not (new or seen):
            raise ValueError("it is no card that can be reviewed")


@dataclass(frozen=True)
class Progress:
    """All quizzes of one workspace. `reviews`: of questions and of misconceptions, by name."""

    schema: str
    workspace: str
    questions: Mapping[str, QuestionProgress] = field(default_factory=dict)  # topic/question
    reviews: Mapping[str, Review] = field(default_factory=dict)

    @property
    def right(self) -> frozenset[str]:
        """The names of the questions that are answered rightly."""
        return frozenset(name for name, one in self.questions.items() if one.right)

    def of(self, topic: str, question: str) -> QuestionProgress:
        return self.questions.get(f"{topic}/{question}", QuestionProgress())

    def with_question(self, topic: str, question: str, changed: QuestionProgress) -> Progress:
        changed = replace(changed, tries=changed.tries[-MAX_TRIES:])
        return replace(self, questions={**self.questions, f"{topic}/{question}": changed})


def progress_path(workspace: Path) -> Path:
    return workspace / ".receptive" / "quiz-progress.json"


def read_progress(workspace: Path) -> Progress:
    """The progress of a workspace; a new one if there is none.

    Raises:
        ContentError: the file is damaged, of another version or of another workspace. It is left as it is.
    """
    path = progress_path(workspace)
    own = workspace_id(workspace)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)
    except FileNotFoundError:
        return Progress(SCHEMA, own)
    except OSError as refused:
        raise ContentError(path, f"cannot be read: {refused.strerror}") from refused
    try:
        progress = TypeAdapter(Progress).validate_json(data)
    except ValidationError as wrong:
        where = ".".join(map(str, wrong.errors(include_url=False, include_input=False)[0]["loc"]))
        raise ContentError(path, f"is damaged{f' at {where}' if where else ''}; {ASIDE}") from wrong
    if progress.schema != SCHEMA:
        raise ContentError(path, f"is of version {progress.schema!r}, this is {SCHEMA}; {ASIDE}")
    if progress.workspace != own:
        raise ContentError(path, f"belongs to another workspace; {ASIDE}")
    return progress


ASIDE = "nothing was changed: move the file away to begin anew, or put the right one there"


def write_progress(workspace: Path, progress: Progress) -> None:
    """Replace the file in one step, so that an interruption leaves the old one or the new one.

    Raises:
        ContentError: the folder cannot be written to.
    """
    path = progress_path(workspace)
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(exist_ok=True)
        fresh.write_bytes(TypeAdapter(Progress).dump_json(progress))
        fresh.replace(path)
    except OSError as refused:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise ContentError(path, f"your answer could not be kept: {refused.strerror}") from refused


def workspace_id(workspace: Path) -> str:
    """The workspace's own seed, made when it is first asked for."""
    path = workspace / ".receptive" / "workspace-id"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        found = path.read_text("ascii")[:64].strip()
        if found.isalnum():
            return found
    made = secrets.token_hex(8)
    with contextlib.suppress(OSError):  # a folder that cannot be written to has a seed for this run only
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{made}\n", "ascii")
    return made
