"""`grade submit`: one file to hand in, tried before it leaves."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from receptive.catalogue.content import Content, find_content
from receptive.cli.codes import ExitCode
from receptive.cli.saying import say, say_wrapped
from receptive.invocation import given, typed
from receptive.workspace.folder import QUIZZES

if TYPE_CHECKING:
    from receptive.model import Attempt
    from receptive.workspace.packing import Packed


@click.command(short_help="Pack your work into one zip to hand in.")
@click.argument("named", required=False, metavar="[ZIP]", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The receipt on standard output, nothing else.")
def submit(named: Path | None, as_json: bool) -> int:
    """Pack exactly what is graded in the current folder into ZIP, and grade it from there.

    A receipt is written beside it: when, what, and the hash that proves it.

    \b
    Example: grade submit week1.zip
    """
    target = given(named) if named else Path("submission.zip")
    if target.suffix.casefold() != ".zip":  # a file of work that is named here would be written over
        raise click.UsageError(
            f"{target} is no name of a zip; {typed('submit mine.zip')} packs all work of this folder"
        )
    handed_in = _hand_in(find_content(), target)
    receipt = _receipt(handed_in)
    place = handed_in.target.with_suffix(".receipt.json")
    place.write_text(json.dumps(receipt, indent=1) + "\n", "utf-8")
    if as_json:
        say(json.dumps(receipt))
    else:
        _tell(handed_in, place)
    return ExitCode.FULL_POINTS


@dataclass(frozen=True)
class HandedIn:
    """A zip, and what came of it. `left_out`: files that are not in it, each with the reason."""

    target: Path
    packed: Packed
    attempt: Attempt
    left_out: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.target.read_bytes()).hexdigest()


def _hand_in(content: Content, target: Path) -> HandedIn:
    """Pack the current folder, and grade what is in the zip."""
    from receptive.catalogue.manifest import load_lesson
    from receptive.cli.targets import find_work
    from receptive.grading.attempt import grade
    from receptive.grading.hashes import versions
    from receptive.workspace.packing import pack, unpack
    from receptive.workspace.results import seed_of
    from receptive.workspace.solutions_seen import with_cost

    topics = load_lesson(content).topics
    packed = pack(Path(), topics, target, versions([]))
    with tempfile.TemporaryDirectory(prefix="receptive-") as folder:
        attempt = grade(find_work([str(unpack(target, Path(folder)))], content), seed_of(Path()))
    attempt = replace(attempt, results=tuple(with_cost(result, Path()) for result in attempt.results))
    quizzes = _quizzes_left_out(packed, [topic.slug for topic in topics])
    return HandedIn(target, packed, attempt, (*packed.left_out, *quizzes))


def _receipt(handed_in: HandedIn) -> dict[str, Any]:
    from receptive.attempt_json import withheld_object

    attempt = handed_in.attempt
    return {
        "schema": "receptive/receipt/v1",
        "file": handed_in.target.name,
        "sha256": handed_in.sha256,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": dict(attempt.versions),
        "points": attempt.points,
        "max_points": attempt.max_points,
        "withheld": withheld_object(attempt.withheld),
        "topics": {result.topic.slug: result.points for result in attempt.results},
        "missing": list(handed_in.packed.missing),
        "left_out": list(handed_in.left_out),
    }


def _tell(handed_in: HandedIn, receipt: Path) -> None:
    from receptive.standing import total_text

    packed, attempt = handed_in.packed, handed_in.attempt
    for file in packed.files:
        say(f"packed   {file.name} ({file.size:,} bytes)")
    for line in packed.missing:
        say(f"missing  {line}")
    for line in handed_in.left_out:
        say(f"left out {line}")
    say_wrapped(f"\nGraded from the zip: {total_text(attempt.points, attempt.max_points, attempt.withheld)}.")
    digest = handed_in.sha256[:16]
    say_wrapped(f"Hand in {handed_in.target}. Keep {receipt}: it says when and what, sha256 {digest}…")


def _quizzes_left_out(packed: Packed, topics: list[str]) -> list[str]:
    """Why no answers of quizzes are in the zip, if none are."""
    from receptive.cli.quiz.graded import FILE, find_graded_quizzes

    if any(file.name == FILE for file in packed.files):
        return []
    if find_graded_quizzes(Path(), topics):
        return [f"{FILE}: there are no answers yet to the quiz that counts: {typed('quiz')}"]
    return ["quizzes: they are practice, and nobody collects them"] if (Path() / QUIZZES).is_dir() else []
