"""A student's folder: unpacked from a release, and set up by its run.py as at home, but with what it needs at hand."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from support import Ran

NOT_AT_HAND = {"receptive", "pip", "setuptools"}


def packages_at_hand(folder: Path) -> Path:
    """What the lesson and torch need, for PYTHONPATH: as if a network brought it, without us and what installs.

    Nothing else that is installed here: pip reads what each package needs, which takes longer than to install ours.
    """
    folder.mkdir()
    for package in needed("receptive", "torch") - NOT_AT_HAND:
        found = distribution(package)
        for name in {path.parts[0] for path in found.files or () if path.parts[0] not in ("..", "__pycache__")}:
            if not name.endswith(".pth"):
                (folder / name).unlink(missing_ok=True)  # several packages may share a folder
                (folder / name).symlink_to(str(found.locate_file(name)))
    return folder


def needed(package: str, extra: str = "") -> set[str]:
    """The name of an installed package, and of all that it needs here. An extra is that of the first only."""
    found: set[str] = set()
    waiting = [(package, extra)]
    while waiting:
        name, extra = waiting.pop()
        if name in found:
            continue
        with contextlib.suppress(PackageNotFoundError):  # an extra that is not installed
            requirements = map(Requirement, distribution(name).requires or ())
            found.add(name)
            waiting += [
                (one.name, "") for one in requirements if one.marker is None or one.marker.evaluate({"extra": extra})
            ]
    return found


@dataclass(frozen=True)
class Home:
    """The folder of one student. `packages`: what a network would bring."""

    folder: Path
    packages: Path

    @property
    def python(self) -> Path:
        return self.folder / ".venv" / "bin" / "python"

    def wheel(self) -> Path:
        return next(self.folder.glob("*.whl"))

    def environment(self, online: bool = True, **variables: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP", "PYTEST"))}
        offline = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
        return kept | offline | ({"PYTHONPATH": str(self.packages)} if online else {}) | variables

    def run(self, *words: str, cwd: Path | None = None, online: bool = True, **variables: str) -> Ran:
        """`python3 run.py …`."""
        where = cwd or self.folder
        script = os.path.relpath(self.folder / "run.py", where)
        return finished([sys.executable, script, *words], where, self.environment(online, **variables))

    def copy(self, place: Path) -> Home:
        """Another folder of the same, with all that may be written in as its own."""
        return Home(shutil.copytree(self.folder, place, symlinks=True, copy_function=link_or_copy), self.packages)


def link_or_copy(source: str, target: str) -> None:
    """What is installed, a thousand files, is the same file in every copy: pip and Python replace it as a whole."""
    (os.link if "/.venv/lib/" in source else shutil.copy2)(source, target)


def finished(command: list[str], cwd: Path, environment: Mapping[str, str]) -> Ran:
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def other_wheel(wheel: Path, place: Path, version: str = "0.1.0", needs: str = "", note: str = "") -> Path:
    """The same lesson as another wheel, with all dates of 1980 as ever.

    Args:
        needs: one requirement more.
        note: a line more at the end of each stub.
    """
    target = place / f"receptive-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(target, "w") as made:
        for name, data in files.items():
            file = name.replace("receptive-0.1.0", f"receptive-{version}")
            if name.endswith("METADATA"):
                data = data.replace(b"Version: 0.1.0", f"Version: {version}".encode())
                data = data.replace(b"Requires-Dist", f"Requires-Dist: {needs}\nRequires-Dist".encode(), needs != "")
            elif name == "receptive/__init__.py":
                data = data.replace(b"0.1.0", version.encode())
            elif name.endswith("RECORD"):
                lines = [line.split(",")[0] for line in data.decode().splitlines()]
                data = "".join(
                    f"{line.replace('receptive-0.1.0', f'receptive-{version}')},,\n" for line in lines
                ).encode()
            elif note and name.startswith("receptive/lesson/exercises") and name.endswith(".py"):
                data += f"# {note}\n".encode()
            made.writestr(zipfile.ZipInfo(file), data)
    return target


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".venv" not in path.parts and ".receptive" not in path.parts
    }
