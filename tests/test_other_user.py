"""The command as another user, and where a container forbids namespaces. Needs root to become somebody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from receptive.grading.pool import Pool
from support import solution
from test_hostile import OTHER_USER, readable_python

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")

NO_NAMESPACES = """
import errno, os, sys
import pyseccomp
program = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
for name in ("unshare", "setns", "mount"):
    program.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
program.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
program.load()
try:
    os.stat("/proc/self/ns/user")
    import ctypes
    assert ctypes.CDLL(None).unshare(0x10000000) == -1
finally:
    os.execv(sys.executable, [sys.executable, "-m", "receptive", *sys.argv[1:]])
"""


@pytest.fixture
def theirs(open_folder: Path) -> Path:
    """A right file in a folder of the other user's."""
    file = open_folder / "output_size.py"
    file.write_text(solution("output_size"))
    for path in (open_folder, file):
        os.chown(path, OTHER_USER, OTHER_USER)
    return file


def run(file: Path) -> tuple[int, dict[str, object], str]:
    command, environment = readable_python(OTHER_USER)
    done = subprocess.run(
        [*command, "-m", "receptive", str(file), "--json"],
        env=environment, cwd=file.parent, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


def test_an_ordinary_user_gets_the_same_verdict_at_the_same_level(theirs: Path, pool: Pool) -> None:
    code, attempt, err = run(theirs)
    assert code == 0, err
    assert (attempt["points"], attempt["isolation"]) == (20, pool.isolation().level)


def test_a_file_that_may_not_be_read_says_how_to_allow_it(theirs: Path) -> None:
    theirs.chmod(0)
    code, attempt, _ = run(theirs)
    assert code == 1
    assert attempt["points"] == 0
    assert "chmod u+r output_size.py" in json.dumps(attempt)


def test_namespaces_are_not_needed(tmp_path: Path, pool: Pool) -> None:
    """A container's default profile refuses them."""
    pytest.importorskip("pyseccomp", reason="pyseccomp is not installed")
    file = tmp_path / "output_size.py"
    file.write_text(solution("output_size"))
    done = subprocess.run(
        [sys.executable, "-c", NO_NAMESPACES, str(file), "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["isolation"] == pool.isolation().level
