"""`grade watch`, driven through a real terminal: saves as editors make them, keys, sizes, and what goes away."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from support import COMMAND, Grade, descendants, solution, wait_until
from watch_terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
KEYS = "h hint  n next  l list  r reset  q quiz  p report  x quit"


@pytest.fixture
def opened(workspace: Path) -> Iterator[Callable[..., Terminal]]:
    windows: list[Terminal] = []

    def opener(**settings: str | int) -> Terminal:
        windows.append(Terminal(workspace, **settings))  # type: ignore[arg-type]
        return windows[-1]

    (workspace / "output_size.py").write_text(solution("output_size"))
    yield opener
    for window in windows:
        if window.run.isalive():
            window.run.kill(signal.SIGTERM)
            window.run.expect(pexpect.EOF, timeout=60)
        window.run.close()


def wrong() -> str:
    """conv_out rounds rightly but counts one too many."""
    text = solution("output_size")
    found = re.search(r"def conv_out\(.*?(return [^\n]+)", text, re.DOTALL)
    assert found
    return text[: found.end()] + " + 1" + text[found.end() :]


def test_a_save_is_graded_and_explained_and_the_progress_kept(
    workspace: Path, opened: Callable[..., Terminal], grade: Grade
) -> None:
    window = opened(fresh=True)
    window.shows("20 of 20 points")
    window.shows("n goes on to the next")
    (workspace / "output_size.py").write_text(wrong())
    window.shows("✗ ")
    screen = window.shows("A small case: conv_out(")
    assert "Output size: conv_out" in screen
    assert KEYS in screen
    assert re.search(r"Lesson: [0-9.]+ of 63 points", screen)
    (workspace / "output_size.py").write_text(solution("output_size"))
    window.shows("✓ conv_out: all of its 6 criteria.")
    # Kept is a whole topic: what asks conv_out is graded again behind it
    wait_until(lambda: "20 of 20 points" in grade("status", cwd=workspace).out)
    assert window.close() == 0


def test_what_is_kept_is_what_a_whole_run_finds(
    workspace: Path, opened: Callable[..., Terminal], grade: Grade, tmp_path: Path
) -> None:
    """Exercises that the edit does not touch in the text may still ask what was edited."""
    window = opened()
    window.shows("20 of 20 points")
    shutil.copytree(workspace, tmp_path / "copy")
    kept = workspace / ".receptive" / "output_size.json"
    for text in (wrong(), solution("output_size")):
        (workspace / "output_size.py").write_text(text)
        (tmp_path / "copy" / "output_size.py").write_text(text)
        whole = grade("output_size", "--json", cwd=tmp_path / "copy").attempt
        window.shows(f"{whole['points']:g} of 20 points")
        wait_until(lambda whole=whole: json.loads(kept.read_text() or "{}").get("points") == whole["points"])
        wait_until(lambda: "Looking for the reason" not in window.screen)
        wanted = {line["id"]: line["status"] for line in whole["topics"][0]["criteria"]}
        found = json.loads(kept.read_text())["topics"][0]
        assert {line["id"]: line["status"] for line in found["criteria"]} == wanted
        assert found["hashes"] == whole["topics"][0]["hashes"]


def test_only_what_an_edit_affects_runs_again(workspace: Path, opened: Callable[..., Terminal]) -> None:
    marker = "import time\n\n\ndef slow():\n    time.sleep(0.2)\n\n\n"
    text = marker + solution("output_size")
    (workspace / "output_size.py").write_text(text)
    window = opened()
    window.shows("20 of 20 points")
    (workspace / "output_size.py").write_text(text.replace("0.2", "0.3"))  # nobody uses it
    time.sleep(1)
    assert "?" not in window.screen
    assert window.close() == 0


def test_a_syntax_error_is_one_calm_line_and_the_marks_stay(workspace: Path, opened: Callable[..., Terminal]) -> None:
    window = opened()
    window.shows("20 of 20 points")
    (workspace / "output_size.py").write_text(solution("output_size").replace("def tf_out(", "def tf_out((", 1))
    screen = window.shows("not finished yet")
    assert screen.count("output_size.py, line") == 1
    assert "✓ conv_out" in screen
    assert "Traceback" not in screen
    (workspace / "output_size.py").write_text(solution("output_size"))
    window.shows("✓ conv_out: all of its 6 criteria.")


def test_editors_that_write_another_file_and_rename_it(workspace: Path, opened: Callable[..., Terminal]) -> None:
    window = opened()
    window.shows("20 of 20 points")
    for text, shown in ((wrong(), "✗ conv_out"), (solution("output_size"), "✓ conv_out")):
        (workspace / ".output_size.py.swp").write_text(text)
        os.replace(workspace / ".output_size.py.swp", workspace / "output_size.py")  # noqa: PTH105
        window.shows(shown)
    os.rename(workspace / "output_size.py", workspace / "output_size.py~")  # noqa: PTH104  # a backup first, as vim does
    (workspace / "output_size.py").write_text(wrong())
    window.shows("✗ conv_out")


def test_a_folder_that_goes_and_comes_back(workspace: Path, opened: Callable[..., Terminal]) -> None:
    window = opened()
    window.shows("20 of 20 points")
    shutil.rmtree(workspace)
    window.shows("The folder is gone.")
    workspace.mkdir()
    (workspace / "output_size.py").write_text(wrong())
    window.shows("✗ conv_out")
    (workspace / "output_size.py").write_text(solution("output_size"))
    window.shows("✓ conv_out")
    (workspace / "output_size.py").unlink()
    window.shows("there is no output_size.py")
    assert window.close() == 0


def test_results_that_cannot_be_kept_are_mentioned_once(workspace: Path, opened: Callable[..., Terminal]) -> None:
    (workspace / ".receptive" / "output_size.json").symlink_to("/dev/full")
    window = opened()
    window.shows("cannot be remembered")
    (workspace / "output_size.py").write_text(wrong())
    window.shows("✗ conv_out")
    assert window.shows("cannot be remembered").count("cannot be remembered") == 1


def test_keys(workspace: Path, opened: Callable[..., Terminal]) -> None:
    (workspace / "output_size.py").write_text(wrong())
    window = opened()
    window.shows("17 of 20 points")  # all is graded: what is next does not change any more
    for step in (1, 2):
        window.run.send("h")
        window.shows(f"Hint {step} of")
    window.run.send("l")
    window.shows("build_cnn: ")
    listed = window.shows("✗ conv_out, ✓ tf_out")
    assert not [line for line in listed.splitlines() if line.endswith((" ·", " ✓", " ✗"))], "a mark without its name"
    window.run.send("n")
    window.shows("Output size: receptive_field")  # where a criterion looks at sizes in the whole topic
    window.run.send("n")
    window.shows("Build a CNN")
    for _ in range(len(load_topic(find_content(), "build_cnn").exercises)):
        window.run.send("n")
    window.shows("Output size: conv_out")
    window.run.send("r")
    window.shows("Put a fresh output_size.py in place?")
    window.run.send("n")
    window.run.send("r")
    window.shows("Put a fresh output_size.py in place?")
    assert (workspace / "output_size.py").read_text() == wrong()
    window.run.send("y")
    window.shows("Your file is now output_size.old1.py")
    window.shows("not written yet")
    assert (workspace / "output_size.old1.py").read_text() == wrong()
    assert window.close() == 0


def test_the_quiz_gets_the_terminal_and_gives_it_back(opened: Callable[..., Terminal]) -> None:
    window = opened()
    window.shows("20 of 20 points")
    window.run.send("q")
    window.shows("question 1 of")
    window.run.sendline("quit")
    window.shows("Return goes back to watching.")
    window.run.sendline("")
    wait_until(lambda: "Return goes back" not in window.screen)  # until then the line is the quiz's, and so is a key
    window.shows(KEYS)
    window.run.send("l")
    window.shows("build_cnn: ")


def test_narrow_windows_and_windows_that_change(workspace: Path, opened: Callable[..., Terminal]) -> None:
    (workspace / "output_size.py").write_text(wrong())
    window = opened()
    window.shows("✗ conv_out")
    for step, width in ((1, 60), (2, 40)):
        window.run.setwinsize(30, width)
        wait_until(lambda width=width: 0 < max(map(len, window.screen.splitlines()), default=0) <= width)
        window.run.send("h")
        assert max(map(len, window.shows(f"Hint {step} of").splitlines())) <= width


def test_without_color(workspace: Path, opened: Callable[..., Terminal]) -> None:
    (workspace / "output_size.py").write_text(wrong())
    window = opened(NO_COLOR="1", width=60)
    window.shows("✗ conv_out")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", window.raw), "a color"
    plain = opened(TERM="dumb", width=60)
    plain.shows("✗ conv_out")
    assert "\x1b" not in plain.raw


def test_the_verdict_of_a_plain_topic_does_not_wait_for_torch(workspace: Path, opened: Callable[..., Terminal]) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    (workspace / "build_cnn.py").write_text(solution("build_cnn"))
    window = opened(fresh=True)
    window.shows("20 of 20 points")
    assert "✗" not in window.screen
    started = descendants(int(window.run.pid))
    assert len(started) >= 2  # both warm up, one of them with torch
    assert window.close() == 0
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


@pytest.mark.parametrize("how", ["x", "ctrl-c", "hangup", "kill"])
def test_nothing_is_left_running(opened: Callable[..., Terminal], how: str) -> None:
    window = opened(fresh=True)
    window.shows("20 of 20 points")
    started = descendants(int(window.run.pid))
    assert started
    match how:
        case "x":
            assert window.close() == 0
        case "ctrl-c":
            window.run.sendintr()
            window.run.expect("interrupted; nothing was left running", timeout=60)
            window.run.expect(pexpect.EOF, timeout=60)
            window.run.close()
            assert window.run.exitstatus == 130
        case "hangup":
            window.run.kill(signal.SIGHUP)
            window.run.expect(pexpect.EOF, timeout=60)
        case "kill":
            window.run.kill(signal.SIGKILL)
            window.run.expect(pexpect.EOF, timeout=60)
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def test_a_stop_and_a_continue_leave_the_keys_working(opened: Callable[..., Terminal]) -> None:
    window = opened(fresh=True)
    window.shows("20 of 20 points")
    window.run.kill(signal.SIGSTOP)
    time.sleep(0.5)
    window.run.kill(signal.SIGCONT)
    window.run.send("l")
    window.shows("build_cnn: ")


def test_a_grading_process_that_dies_is_replaced(workspace: Path, opened: Callable[..., Terminal]) -> None:
    window = opened(fresh=True)
    window.shows("20 of 20 points")
    for pid in descendants(int(window.run.pid)):
        with contextlib.suppress(ProcessLookupError):  # it has ended with the one that had started it
            os.kill(pid, signal.SIGKILL)
    window.shows("The grading process ended")
    (workspace / "output_size.py").write_text(wrong())
    window.shows("✗ conv_out")


def test_an_empty_folder_is_nothing_to_watch(grade: Grade) -> None:
    ran = grade("watch")
    assert ran.code == 5
    assert "`grade start` writes the files" in ran.err


def test_without_a_terminal_lines_are_written_one_after_the_other(workspace: Path) -> None:
    import subprocess

    (workspace / "output_size.py").write_text(solution("output_size"))
    running = subprocess.Popen(
        [*COMMAND, "watch", "output_size"], cwd=workspace, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    seen = ""
    while "20 of 20 points" not in seen:
        line = running.stdout.readline()
        assert line, f"it has ended:\n{seen}"
        seen += line
    running.terminate()
    rest, _ = running.communicate(timeout=60)
    assert "\x1b" not in seen + rest
    assert KEYS not in seen + rest
    assert running.returncode == 0
