"""Terminals whose encoding lacks our symbols: words stand there, nothing crashes, and no letter is lost."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from receptive.cli.symbols import WORDS, use_words
from support import solution


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "latin-1", "ascii", "cp1251"])
def test_what_a_code_page_lacks_is_written_in_words(encoding: str) -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding)
    use_words([stream])
    stream.write("✓ done ✗ not yet ⌊3.5⌋ → Łódź " + "".join(WORDS) + "\ud800")
    stream.flush()
    text = written.getvalue().decode(encoding)
    assert "?" not in text
    assert text.startswith("[ok] done [no] not yet floor(3.5) -> \\u0141")


# Commands one after the other in a process that starts from nothing: the variables are read once, while it starts
PROGRAM = """
import sys
from receptive.cli import main
for word in sys.argv[1:]:
    sys.argv[1:] = [word]
    try:
        main()
    except SystemExit as ended:
        print(f"\f{ended.code}\f", end="")
"""


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C"}]
)
def test_grade_speaks_in_words_where_there_is_no_check_mark(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "output_size.py").write_text(solution("output_size").replace("return free // s + 1", "return free"))
    words = ["output_size", "status", "list"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=tmp_path,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    text = done.stdout.decode("utf-8" if encoding == "ascii" else encoding)  # click takes ASCII for a mistake
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr.decode("utf-8", "replace")
    assert not any(line.lstrip().startswith("?") for line in text.splitlines())
    *written, rest = text.split("\f")
    assert (written[1::2], rest) == (["1", "0", "0"], "")
    if encoding == "cp1252":
        graded, status, _ = written[::2]
        assert "[no] " in graded
        assert "[no] " in status
