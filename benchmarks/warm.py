"""Grade the reference solution of one topic N times in one process.

python benchmarks/warm.py TOPIC N [EXERCISE TO LEAVE OUT]...
"""

from __future__ import annotations

import sys
from dataclasses import replace

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.pool import Pool
from receptive.model import Status
from receptive.workspace.folder import read_submission


def main() -> None:
    slug, count, left_out = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    content = find_content()
    topic = load_topic(content, slug)
    submission = read_submission(content.solution(slug), slug)
    with Pool() as pool:
        session = pool.grader(topic)
        session.topic = replace(topic, exercises=tuple(e for e in topic.exercises if e.name not in left_out))
        for _ in range(count):
            outcomes = session.grade(submission, "seed").outcomes
            assert all(outcome.status is Status.PASSED for outcome in outcomes)
    if "torch" not in topic.packages:
        assert "torch" not in sys.modules, "a numpy topic has loaded torch"


if __name__ == "__main__":
    main()
