"""Runs the corpus of hostile submissions. An attack that achieved nothing has no complaints.

python tests/hostile_driver.py --json [CATEGORY/NAME …]
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import json
import os
import re
import sys
import tempfile
import time
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.pool import IMPORTABLE
from receptive.grading.session import GradedTopic, GraderSession
from receptive.model import Limits, Status, Topic, Visibility
from receptive.sandbox.choose import start_sandbox
from receptive.sandbox.client import ForkingSandbox, Sandbox
from receptive.scoring import total_points
from receptive.workspace.folder import read_submission

CORPUS = Path(__file__).parent / "hostile"
LIMITS = Limits(call_s=0.7, total_s=3, memory_mb=256)
SOONER = Limits(call_s=0.25, total_s=1, memory_mb=256)
# These take all the time there is, however much that is
WAITED_OUT = {
    *("exhaust/busy_threads", "exhaust/first_call", "exhaust/loop_in_c", "exhaust/loop_in_call"),
    *("exhaust/loop_on_import", "exhaust/print_flood", "exhaust/regular_expression", "exhaust/sleep"),
    *("exhaust/slow_text", "protocol/drip", "protocol/half_a_frame", "protocol/never_reads"),
}
MANY_CALLS = {"exhaust/replies_kept_by_failures"}  # what these do shows only when many criteria have asked them
IN_TURN = re.compile(r"\.pop\(0\)|\bnext\(|\bCALLS\b|len\(_\)")  # in an attack whose calls do not all do the same
# Criteria that are asked, of the exercises that an attack answers with one function; no list of answers is longer
ALIKE, ALIKE_IN_TURN = 8, 20
NOISE_S = 20.0  # what a busy machine may add to the limits
GRADER_BYTES = 600 << 20  # what one submission may make the trusted process hold, for a moment
HONEST_EXERCISES = 2
TRIES = 8
CANARY = "canary-4f1d0c7a55e2"  # in the environment of the grader
MARK = "hostile-was-here"  # in the name of every file and the arguments of every program that an attack leaves behind
SMUGGLED = "SMUGGLED"  # an attack puts hidden inputs behind it; no attack has the word in its text
os.environ["RECEPTIVE_CANARY"] = CANARY  # before any sandbox starts
SECRET_LINE = 30  # a line of a grader or a solution that is this long is recognized in a message


@dataclass(frozen=True)
class Attack:
    name: str
    path: Path
    topic: str


@dataclass(frozen=True)
class Verdict:
    """How one attack ended. `complaints` is what it should not have reached."""

    attack: str
    seconds: float
    statuses: str
    complaints: tuple[str, ...]


def corpus() -> list[Attack]:
    """All attacks in the order of their names."""
    return [
        Attack(_name_of(path), path, path.read_text("utf-8").splitlines()[0].split()[-1])
        for path in sorted(CORPUS.glob("*/*.py"))
    ]


def _name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _bound(path: Path) -> dict[str, list[str]]:
    """The names that a file defines, by what it gives them; those with one value stand together."""
    found = defaultdict(list)
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            found[ast.dump(node.value)] += names
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name].append(node.name)
    return {value: names for value, names in found.items() if names}


def _fewer(topic: Topic, path: Path) -> Topic:
    """Of the exercises that an attack answers with one function, or does not define, as many as have enough criteria.

    Which ones they are differs from attack to attack.
    """
    enough = ALIKE_IN_TURN if IN_TURN.search(path.read_text("utf-8")) else ALIKE
    value_of = {name: value for value, names in _bound(path).items() for name in names}
    first = zlib.crc32(path.stem.encode()) % len(topic.exercises)
    asked: Counter[str] = Counter()
    kept = set()
    for exercise in topic.exercises[first:] + topic.exercises[:first]:
        value = value_of.get(exercise.name, "")
        if asked[value] < enough:
            kept.add(exercise.name)
            asked[value] += len(exercise.criteria)
    return replace(topic, exercises=tuple(each for each in topic.exercises if each.name in kept))


def attacked(topic: Topic) -> Topic:
    """The exercises that some attack answers."""
    paths = [attack.path for attack in corpus() if attack.topic == topic.slug]
    names = {name for path in paths for alike in _bound(path).values() for name in alike}
    return replace(topic, exercises=tuple(each for each in topic.exercises if each.name in names))


def available(topic: str) -> bool:
    """Whether the packages of a topic are installed."""
    return all(importlib.util.find_spec(package) for package in load_topic(find_content(), topic).packages)


class Arena:
    """One topic with an open grader and a warm sandbox, in which attacks are run one after the other.

    Attacks are for `confined` arenas only: what they try could harm a machine that lets them.
    """

    def __init__(
        self, slug: str, confine: bool = True, whole: bool = True, session: GraderSession | None = None
    ) -> None:
        """Args:
        whole: ask all criteria; else those of a few exercises, of all that an attack answers with one function.
        session: an open grader with a confined sandbox, which somebody else closes.
        """
        self.whole = whole
        self.content = find_content()
        self.topic = load_topic(self.content, slug)
        self.is_guest = session is not None
        self.session = session or GraderSession(self.topic, _sandbox(self.topic, confine))
        self.sandbox: ForkingSandbox = self.session.sandbox  # type: ignore[assignment]
        self.sandbox.wait()
        self.confined = self.sandbox.refuses_reading and self.sandbox.refuses_calls
        self.secrets = _secret_lines(self.content, self.topic)
        # So that what is asked is known, and asked ahead
        self.honest = self.grade(self.content.solution(slug), self.topic if whole else attacked(self.topic))

    def close(self) -> None:
        if not self.is_guest:
            self.session.close()
            self.sandbox.close()

    def strike(self, path: Path) -> Verdict:
        """Grade one submission and look at what it left."""
        before, held = left_behind(self), _reset_peak()
        start, in_line = time.monotonic(), _stood_in_line()
        graded = self._asked(path)
        seconds = time.monotonic() - start - (_stood_in_line() - in_line)
        statuses = [outcome.status.value for outcome in graded.outcomes]
        told = ", ".join(f"{statuses.count(status)} {status}" for status in dict.fromkeys(statuses))
        complaints = [*_stolen(graded), *_told(graded, self.secrets)]
        complaints += [f"left behind: {thing}" for thing in sorted(left_behind(self) - before)]
        if seconds > LIMITS.total_s + NOISE_S:
            complaints.append(f"took {seconds:.1f} s")
        if _peak() - held > GRADER_BYTES:
            complaints.append(f"made the grader take {_peak() - held >> 20} MiB")
        return Verdict(path.stem, round(seconds, 2), told, tuple(complaints))

    def _asked(self, path: Path) -> GradedTopic:
        """Grade until the file has been asked something: one that tells by the clock may tell before it knows."""
        asked = self._topic_for(path)
        graded = self.grade(path, asked)
        for _ in range(TRIES):
            messages = {outcome.message for outcome in graded.outcomes}
            if len(messages) > 1 or SMUGGLED not in "".join(messages):
                break
            time.sleep(1)
            graded = self.grade(path, asked)
        return graded

    def _topic_for(self, path: Path) -> Topic:
        name = _name_of(path)
        if self.whole or name in MANY_CALLS:
            return replace(self.topic, limits=LIMITS)
        return replace(_fewer(self.topic, path), limits=SOONER if name in WAITED_OUT else LIMITS)

    def honest_points(self) -> tuple[float, float]:
        """What the reference solution gets for the first exercises, and what there is to get."""
        few = replace(self.topic, exercises=self.topic.exercises[:HONEST_EXERCISES])
        graded = self.grade(self.content.solution(self.topic.slug), few)
        return total_points(graded.outcomes), few.max_points

    def grade(self, path: Path, topic: Topic) -> GradedTopic:
        with self.session.only(topic.exercises, topic.limits):
            return self.session.grade(read_submission(path, topic.slug), "hostile")


def _sandbox(topic: Topic, confine: bool) -> Sandbox:
    importable = (*IMPORTABLE, *topic.importable)
    if confine:
        return start_sandbox(topic.packages, importable)
    return ForkingSandbox(topic.packages, importable, confine=False)


def left_behind(arena: Arena) -> set[str]:
    """Files and processes that an attack could leave: marked ones, descendants of the zygote, changes of the lesson."""
    processes = [f"process {pid}" for pid in _descendants(arena.sandbox.process.pid)]
    processes += [f"process {pid}: {arguments}" for pid, arguments in _arguments() if MARK in arguments]
    folders = {Path(tempfile.gettempdir()), Path("/dev/shm"), Path("/var/tmp"), Path("/"), Path.cwd()}
    folders.add(Path(os.environ.get("HOME", "/")))
    files = [f"file {path}" for folder in folders for path in _listed(folder) if MARK in path.name]
    lesson = [
        f"file {path} {path.stat().st_mtime_ns} {path.stat().st_mode:o}"
        for folder in (arena.topic.stub.parent, arena.topic.grader)
        for path in folder.rglob("*")
    ]
    return {*processes, *files, *lesson}


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _arguments() -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                yield int(entry.name), (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:  # it has ended
                continue


def _descendants(pid: int) -> list[int]:
    """The zygote adopts what its workers leave, so whatever they started is below it."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return children + [grandchild for child in children for grandchild in _descendants(child)]


def _stolen(graded: GradedTopic) -> Iterator[str]:
    for outcome in graded.outcomes:
        if outcome.status in (Status.PASSED, Status.INTERNAL):
            yield f"{outcome.criterion.id} is {outcome.status}"
    if total_points(graded.outcomes):
        yield f"got {total_points(graded.outcomes):g} points"
    if graded.incident:
        yield f"incident: {graded.incident.strip().splitlines()[-1]}"


def _told(graded: GradedTopic, secrets: Sequence[str]) -> Iterator[str]:
    """What may not be in any text that a student reads."""
    for outcome in graded.outcomes:
        if outcome.criterion.visibility is Visibility.HIDDEN and "expected " in outcome.message:
            yield f"{outcome.criterion.id} tells what is expected"
        if outcome.criterion.visibility is Visibility.HIDDEN and re.search(r"exit code \d{3}", outcome.message):
            yield f"{outcome.criterion.id} tells an exit code that the student's code chose"
    for text in (graded.printed, *(outcome.message for outcome in graded.outcomes)):
        if CANARY in text:
            yield "the environment of the grader is shown"
        if SMUGGLED in text:
            yield f"hidden inputs are shown: {text[text.index(SMUGGLED) :][:80]}"
        if any(unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n" for char in text):
            yield f"a control character is shown: {text[:200]!r}"
        yield from (f"a line of the grader is shown: {line}" for line in secrets if line in text)


def _secret_lines(content: Content, topic: Topic) -> list[str]:
    files = [*topic.grader.glob("*.py"), content.solution(topic.slug)]
    lines = {line.strip() for file in files for line in file.read_text("utf-8").splitlines()}
    public = topic.stub.read_text("utf-8")
    return sorted(line for line in lines if len(line) >= SECRET_LINE and line not in public)


def _stood_in_line() -> float:
    """Seconds in which this thread could have gone on and others had the processors; 0 where nobody counts them.

    They say how busy a machine is, not what an attack costs: to judge it takes a second or two, of a processor.
    """
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def _reset_peak() -> int:
    """Begin a new measurement of the largest memory of this process; returns what it holds now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) << 10


def main() -> None:
    """Run the attacks named, or all, and print a verdict for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    attacks = [attack for attack in corpus() if not given.names or attack.name in given.names]
    verdicts = []
    for topic in dict.fromkeys(attack.topic for attack in attacks if available(attack.topic)):
        arena = Arena(topic)
        if not arena.confined:
            sys.exit("this machine has not both Landlock and seccomp: the attacks are not run")
        for attack in attacks:
            if attack.topic != topic:
                continue
            verdict = replace(arena.strike(attack.path), attack=attack.name)
            points, most = arena.honest_points()
            if points != most:
                lost = f"the next submission got {points:g} of {most:g} points"
                verdict = replace(verdict, complaints=(*verdict.complaints, lost))
            verdicts.append(verdict)
            if not given.json:
                print(f"{verdict.attack:40} {verdict.seconds:6.2f} s  {verdict.statuses}  {list(verdict.complaints)}")
        arena.close()
    if given.json:
        json.dump([asdict(verdict) for verdict in verdicts], sys.stdout)


if __name__ == "__main__":
    main()
