"""What recognizing mistakes costs: processor time of the trusted process, this state of the project against another.

    python benchmarks/diagnosis.py [REVISION]      # another than the newest tag or commit: any that git knows

The programs are those of tests/labeled, graded in both states by turns, so that a busy machine slows both. Only the
time from the decided criteria to the explained ones is counted; that of the student's own process is not in it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOPICS = ("color", "filter_math", "output_size", "parameter_count")
ROUNDS = 3

MEASURE = """
import importlib, sys, time
from pathlib import Path
root, slug = Path(sys.argv[1]), sys.argv[2]
sys.path[:0] = [str(root / "src"), sys.argv[3]]
from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.grading.pool import Pool
from receptive.grading.session import GraderSession
from receptive.model import Submission

spent = [0.0]
explain = GraderSession._explain
def timed(self, run):
    start = time.process_time()
    explain(self, run)
    spent[0] += time.process_time() - start
GraderSession._explain = timed

content = Content(root)
solution = content.solution(slug).read_text("utf-8")
programs = importlib.import_module(f"labeled.{slug}").PROGRAMS
with Pool() as pool:
    grader = pool.grader(load_topic(content, slug))
    grader.load_expert()
    told = 0
    for program in programs:
        source = f"{solution}\\n{program.source}".encode()
        outcomes = grader.grade(Submission(slug, Path(f"{slug}.py"), source), "benchmark").outcomes
        told += any(outcome.diagnosis for outcome in outcomes)
print(spent[0], told, len(programs))
"""


def measure(root: Path, topic: str) -> tuple[float, int, int]:
    """Seconds for all programs of a topic, how many were told their mistake, and how many there are."""
    command = [sys.executable, "-c", MEASURE, str(root), topic, str(ROOT / "tests")]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout.split()
    return float(said[0]), int(said[1]), int(said[2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", nargs="?", default="HEAD~1")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "before"
        subprocess.run(["git", "worktree", "add", "--detach", "-q", other, options.revision], cwd=ROOT, check=True)
        try:
            print(f"Explaining wrong programs, ms of the processor each: {options.revision} and now")
            for topic in TOPICS:
                runs = [(measure(other, topic), measure(ROOT, topic)) for _ in range(ROUNDS)]
                before, now = (min(both[at] for both in runs) for at in (0, 1))
                count = now[2]
                print(
                    f"{topic:16} {before[0] / count * 1000:6.1f} {now[0] / count * 1000:6.1f}   "
                    f"ratio {now[0] / before[0]:.2f}   told {before[1]} and {now[1]} of {count}"
                )
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", other], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
