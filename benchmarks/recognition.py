"""What it costs to recognize mistakes at home: time of a failing topic with and without its sealed mistakes, and size.

Both are measured in turns, in one process with warm workers. The release is built once.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from receptive.authoring.release import release
from receptive.authoring.wheel import student_lesson
from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.pool import Pool
from receptive.model import Submission

TURNS = 15
WRONG = {  # a function of each topic whose result is wrong, behind the reference solution
    "output_size": "def conv_out(n, k, stride=1, padding=0, dilation=1):\n    return n - k\n",
    "color": "def to_gray_mean(img, channel_axis=-1):\n    return img.mean()\n",
    "filter_math": "def conv2d(x, w, b=None, stride=1, padding=0, dilation=1):\n    return x\n",
    "parameter_count": "def dense_params(n_in, n_out, bias=True):\n    return n_in * n_out\n",
}


def main() -> None:
    content = find_content()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        (written,) = release(content, Path(folder) / "handout.zip", None, True, False, False)
        size = written.stat().st_size / 1e6
        print(f"grade release: {time.perf_counter() - began:.1f} s, {size:.2f} MB (at most 120 s and 8 MB are asked)")
        lesson = Content(Path(folder) / "lesson")
        for name, data in student_lesson(content, {}):
            (lesson.root / name).parent.mkdir(parents=True, exist_ok=True)
            (lesson.root / name).write_bytes(data)
        for slug, wrong in WRONG.items():
            measure(content, lesson, slug, wrong)


def measure(content: Content, lesson: Content, slug: str, wrong: str) -> None:
    table = lesson.sealed_mistakes(slug).stat().st_size / 2**20
    source = f"{content.solution(slug).read_text('utf-8')}\n{wrong}".encode()
    submission = Submission(slug, Path(f"{slug}.py"), source)
    seconds: dict[bool, list[float]] = {True: [], False: []}
    with Pool() as pool:
        grader = pool.grader(load_topic(lesson, slug))
        for turn in range(TURNS + 1):
            for explain in (True, False):
                began = time.perf_counter()
                found = grader.grade(submission, str(turn), explain)
                if turn:  # the first one loads what the others have
                    seconds[explain].append(time.perf_counter() - began)
        told = sum(bool(outcome.diagnosis) for outcome in found.outcomes)
        assert not told  # without explanations
    with_boxes, without = (1000 * statistics.median(seconds[explain]) for explain in (True, False))
    added = f"{with_boxes - without:.0f} ms more ({with_boxes / without:.2f} times)"
    print(f"{slug}: {with_boxes:.0f} ms with {table:.1f} MiB of sealed mistakes, {without:.0f} ms without: {added}")


if __name__ == "__main__":
    main()
