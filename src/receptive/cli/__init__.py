"""The command line. Only this room prints and exits."""

import os
import sys

# A grader's arrays are small: threads of the linear algebra libraries would cost more than they give
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


LESSON = "--lesson"


def main() -> None:
    """Entry point of `grade`."""
    words = choose_lesson(sys.argv[1:])
    if words == ["--version"]:  # before click is loaded: asked by scripts, often
        from receptive import __version__

        print(f"grade {__version__}")
        return
    if not {"--help", "-h"} & set(words):
        from receptive.live.server.client import ask

        code = ask(words)
        if code is not None:
            os._exit(code)  # nothing of ours is open, and Python would take its time to go
    from receptive.cli.app import run

    sys.exit(run(words))


def choose_lesson(words: list[str]) -> list[str]:
    """The command line without `--lesson DIR`, which may stand anywhere: every process from here on works on DIR."""
    for at, word in enumerate(words):
        name, given, folder = word.partition("=")
        if word == "--":
            break
        if name == LESSON:
            if not given and at + 1 == len(words):
                print("grade: --lesson needs a folder", file=sys.stderr)
                sys.exit(2)
            os.environ["RECEPTIVE_LESSON"] = os.path.abspath(folder if given else words[at + 1])  # noqa: PTH100  # pathlib would cost each start more
            return words[:at] + words[at + (1 if given else 2) :]
    return words
