"""What could be wrong with an installation, and the exact command that mends it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from receptive import __version__
from receptive.catalogue.content import PLACE, ContentError, find_content
from receptive.invocation import typed

OLDEST = (3, 11)
TORCH = "torch>=2.6,<2.14"


@dataclass(frozen=True)
class Finding:
    what: str
    found: str
    ok: bool
    mend: str = ""


def examine() -> list[Finding]:
    """All findings, good and bad."""
    packages = map(_package, ("numpy", "pytest"))
    return [_python(), _ourselves(), *packages, _torch(), _lesson(), _isolation(), _server()]


def findings_json(findings: list[Finding]) -> str:
    return json.dumps({"schema": "receptive/doctor/v1", "findings": [asdict(finding) for finding in findings]})


def _python() -> Finding:
    ok = sys.version_info >= OLDEST
    mend = "" if ok else "install Python 3.11 or newer, then: python3.11 -m venv .venv"
    return Finding("Python", f"{platform.python_version()} at {sys.executable}", ok, mend)


def _ourselves() -> Finding:
    return Finding("Receptive", __version__, True)


def _package(name: str) -> Finding:
    if importlib.util.find_spec(name) is None:
        return Finding(name, "not installed", False, f"{sys.executable} -m pip install {name}")
    return Finding(name, importlib.metadata.version(name), True)


def _torch() -> Finding:
    """Needed by one topic only, but who lacks it should know before that topic."""
    if importlib.util.find_spec("torch") is None:
        mend = f"{sys.executable} -m pip install '{TORCH}'"
        return Finding("torch", "not installed; topics that need it are not run", False, mend)
    version = importlib.metadata.version("torch")
    numbers = tuple(int(part) for part in version.split("+")[0].split(".")[:2])
    if not (2, 6) <= numbers < (2, 14):
        mend = f"{sys.executable} -m pip install '{TORCH}'"
        return Finding("torch", f"{version}; this lesson is tested with 2.6 to 2.13", False, mend)
    return Finding("torch", version, True)


def _lesson() -> Finding:
    from receptive.catalogue.manifest import load_lesson

    try:
        content = find_content()
        lesson = load_lesson(content)
    except ContentError as broken:
        named = os.environ.get(PLACE)
        mend = f"{PLACE} names {named}: correct it, or: unset {PLACE}" if named else _reinstall()
        return Finding("lesson", str(broken), False, mend)
    return Finding("lesson", f"{len(lesson.topics)} topics in {content.root}", True)


def _isolation() -> Finding:
    from receptive.grading.pool import Pool
    from receptive.model import Level
    from receptive.sandbox.client import CannotStart

    try:
        with Pool() as pool:
            isolation = pool.isolation()
    except CannotStart as failed:
        return Finding("isolation", str(failed), False, _reinstall())
    ok = isolation.level is Level.A
    return Finding("isolation", f"level {isolation.level}: {isolation.reason}", ok, "" if ok else _better_isolation())


def _reinstall() -> str:
    """How the program comes back to where it is: by the `run.py` of a release, or from its sources."""
    environment = Path(sys.prefix)
    if (environment.parent / "run.py").exists():
        return f"delete {environment}, then: {typed()}"
    return f"in the folder of Receptive: {sys.executable} -m pip install --force-reinstall -e ."


def _server() -> Finding:
    """Not there is as good as there: `grade` does without."""
    from receptive.live.server.client import server_process
    from receptive.live.server.place import OFF, is_off

    process = server_process()
    if process is not None:
        return Finding("background server", f"process {process}; ends after 10 idle minutes, or: kill {process}", True)
    return Finding("background server", f"off ({OFF}, or not Linux)" if is_off() else "none is running", True)


def _better_isolation() -> str:
    """Level A needs a kernel with Landlock (5.13 or newer) and seccomp."""
    if sys.platform == "win32":
        return "grade inside WSL2: wsl --install"
    if sys.platform == "darwin":
        return "your own work is graded all the same; for a class use a Linux machine or container"
    return "use Linux 5.13 or newer with Landlock enabled: boot with lsm=landlock,… (see: cat /sys/kernel/security/lsm)"
