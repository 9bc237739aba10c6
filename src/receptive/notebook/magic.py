"""`%grade hint color` in a notebook: every command of the terminal, with the Python of the notebook."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import Any

from receptive.invocation import COMMAND

MAGIC = "grade"
NEEDS_A_TERMINAL = ("watch", "quiz")


def register_magic() -> None:
    """In a notebook, add the magic, and have every command that is suggested begin with it."""
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.register_magic_function(run_command, "line", MAGIC)
        os.environ[COMMAND] = f"%{MAGIC}"


def run_command(line: str) -> None:
    """Run a command of ours and print what it says."""
    words = shlex.split(line)
    if words[:1] and words[0] in NEEDS_A_TERMINAL:
        print(f"{words[0]} asks and answers, for which it needs a terminal; in a notebook there is quiz(TOPIC).")
        return
    command = [sys.executable, "-P", "-m", "receptive", *words]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", env=environment)
    print(ran.stdout + ran.stderr, end="")
