"""`grade submit`: one file to hand in, tried before it leaves."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from receptive.catalogue.content import find_content
from receptive.cli.codes import ExitCode
from receptive.cli.saying import say, say_wrapped


@click.command(short_help="Pack your work into one zip to hand in.")
@click.argument("target", default="submission.zip", metavar="[ZIP]", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The receipt on standard output, nothing else.")
def submit(target: Path, as_json: bool) -> int:
    """Pack exactly what is graded in the current folder into ZIP, and grade it from there.

    A receipt is written beside it: when, what, and the hash that proves it.

    \b
    Example: grade submit week1.zip
    """
    from receptive.attempt_json import withheld_object
    from receptive.catalogue.manifest import load_lesson
    from receptive.cli.targets import find_work
    from receptive.grading.attempt import grade
    from receptive.grading.hashes import versions
    from receptive.standing import total_text
    from receptive.workspace.packing import pack, unpack
    from receptive.workspace.results import seed_of
    from receptive.workspace.solutions_seen import with_cost

    content = find_content()
    topics = load_lesson(content).topics
    packed = pack(Path(), topics, target, versions([]))
    with tempfile.TemporaryDirectory(prefix="receptive-") as folder:
        attempt = grade(find_work([str(unpack(target, Path(folder)))], content), seed_of(Path()))
    attempt = replace(attempt, results=tuple(with_cost(result, Path()) for result in attempt.results))
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    receipt = {
        "schema": "receptive/receipt/v1",
        "file": target.name,
        "sha256": digest,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": dict(attempt.versions),
        "points": attempt.points,
        "max_points": attempt.max_points,
        "withheld": withheld_object(attempt.withheld),
        "topics": {result.topic.slug: result.points for result in attempt.results},
        "missing": list(packed.missing),
    }
    place = target.with_suffix(".receipt.json")
    place.write_text(json.dumps(receipt, indent=1) + "\n", "utf-8")
    if as_json:
        say(json.dumps(receipt))
        return ExitCode.FULL_POINTS
    for file in packed.files:
        say(f"packed   {file.name} ({file.size:,} bytes)")
    for line in packed.missing:
        say(f"missing  {line}")
    say_wrapped(f"\nGraded from the zip: {total_text(attempt.points, attempt.max_points, attempt.withheld)}.")
    say_wrapped(f"Hand in {target}. Keep {place}: it says when and what, sha256 {digest[:16]}…")
    return ExitCode.FULL_POINTS
