"""The process that every worker is forked from: warm, single-threaded, and without a secret.

It is exec'd, not forked, so nothing of the grader is in its memory; it starts with no environment but thread counts, no
site-packages hooks and one socket. `main` warms the packages, finds out by trying how well workers are confined, and
then answers on the control socket:

    spawn   memory_bytes, cpu_s, plus two descriptors (socket, output)    → pid
    end     pid                                                                                     → how it ended
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.machinery
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import msgpack

from receptive.sandbox import policy, worker
from receptive.sandbox.channel import SocketChannel
from receptive.sandbox.installed import folder_of

OURS = ("receptive", "msgpack", "landlockpy")
MESSAGE_BYTES = 4096
# What a package loads only when it is first used: a worker would do that again for each submission
USED_LATER = {"numpy": ("numpy.random", "numpy.typing")}


def main() -> None:
    """Entry point. The one argument is JSON: `descriptor`, `packages` to warm, `importable` ones besides, `paths` where
    they are, and `confine`."""
    settings = json.loads(sys.argv.pop())
    del sys.orig_argv[1:]  # a worker need not know where we are installed
    control = socket.socket(fileno=settings["descriptor"])
    policy.prctl(policy.PR_SET_CHILD_SUBREAPER, 1)
    warm(settings["packages"])
    directories = _warmed_packages(settings["paths"]) | _found(settings["importable"], settings["paths"])
    sys.path[:] = [path for path in sys.path if path not in settings["paths"]]
    sys.meta_path.append(OnlyThese(directories))
    confinement = None
    if settings["confine"]:
        confinement = policy.Confinement(_readable(directories), _reachable_for_nobody(directories))
    gc.collect()
    gc.freeze()
    control.send(msgpack.packb(_tried(confinement)))
    Zygote(control, confinement).serve()


class OnlyThese(MetaPathFinder):
    """Finds the warmed packages by name; the rest of site-packages does not exist for a worker."""

    def __init__(self, directories: dict[str, str]) -> None:
        self.directories = directories

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if path is None and name in self.directories:
            return importlib.machinery.PathFinder.find_spec(name, [self.directories[name]], target)
        return None


class Zygote:
    def __init__(self, control: socket.socket, confinement: policy.Confinement | None) -> None:
        self.control = control
        self.confinement = confinement
        self.living: set[int] = set()

    def serve(self) -> None:
        """Answer until the grader is gone; then nothing is left."""
        while True:
            data, descriptors, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, 2)
            if not data:
                break
            operation, *arguments = msgpack.unpackb(data)
            if operation == "spawn":
                answer: Any = self.spawn(policy.Budget(*arguments), *descriptors)
            else:
                answer = self.end(*arguments)
            self.control.send(msgpack.packb(answer))
        for pid in tuple(self.living):
            self.end(pid)

    def spawn(self, budget: policy.Budget, descriptor: int, output: int) -> int:
        pid = os.fork()
        if pid == 0:
            _become_worker(self.control, self.confinement, budget, descriptor, output)
        os.close(descriptor)
        os.close(output)
        self.living.add(pid)
        return pid

    def end(self, pid: int) -> int:
        """Kill one worker and whatever it left behind; returns its exit code, or minus the signal that ended it.

        One that has been ended is not ended again: by now its number may be another's.
        """
        if pid not in self.living:
            return -signal.SIGKILL
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        self.living.discard(pid)
        if not (self.confinement and self.confinement.program):  # with the filter no worker can start a process
            self._end_orphans()
        return os.waitstatus_to_exitcode(status)

    def _end_orphans(self) -> None:
        """Descendants of a dead worker become ours, since we are a subreaper; theirs in turn when they die."""
        children = Path("/proc/thread-self/children")
        while orphans := {int(pid) for pid in children.read_text().split()} - self.living:
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError, ChildProcessError):
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)


def warm(packages: Sequence[str]) -> None:
    """Import, and do once what is slow the first time: torch loads 800 more modules for its first optimizer."""
    for package in packages:
        for name in (package, *USED_LATER.get(package, ())):
            importlib.import_module(name)
    if "torch" not in packages:
        return
    torch = sys.modules["torch"]
    functional = importlib.import_module("torch.nn.functional")
    importlib.import_module("torch.utils.data")
    torch.set_num_threads(1)  # a team of OpenMP threads does not survive a fork: a worker would wait for it for ever
    layer = torch.nn.Conv2d(1, 2, 3)
    optimizer = torch.optim.Adam(layer.parameters())
    scores = layer(torch.zeros(2, 1, 8, 8)).flatten(1)
    functional.cross_entropy(scores, torch.zeros(2, dtype=torch.long)).backward()
    optimizer.step()


def _become_worker(
    control: socket.socket,
    confinement: policy.Confinement | None,
    budget: policy.Budget,
    descriptor: int,
    output: int,
) -> None:
    """Never returns."""
    code = 1
    try:
        control.close()
        os.setsid()
        worker.quiet_streams(output)
        channel = SocketChannel(socket.socket(fileno=descriptor), has_deadlines=False)
        if confinement:
            confinement.apply(budget)
        worker.serve(channel)
        code = 0
    except BaseException as failed:
        os.write(2, f"the worker ended: {failed!r}\n".encode())
    finally:
        os._exit(code)


def _tried(confinement: policy.Confinement | None) -> dict[str, bool]:
    """Confine a child and let it try what must be refused. What it says is the level, not what the kernel promises."""
    refused = {"reading": False, "calling": False}
    if confinement is None:
        return refused
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            confinement.apply(policy.Budget(1 << 28, 10))
            attempts = (_refused(os.listdir, "/"), _refused(socket.socket, socket.AF_INET, socket.SOCK_DGRAM))
            os.write(write_end, bytes(attempts))
        finally:
            os._exit(0)
    os.close(write_end)
    said = os.read(read_end, 2)
    os.close(read_end)
    os.waitpid(pid, 0)
    return dict(zip(refused, map(bool, said), strict=True)) if len(said) == 2 else refused


def _refused(function: Any, *arguments: Any) -> bool:
    try:
        function(*arguments)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _warmed_packages(paths: Sequence[str]) -> dict[str, str]:
    """Top-level packages that are loaded now from these folders, apart from ours, and the folder of each."""
    found = {}
    for name, module in tuple(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and "." not in name and name not in OURS:
            folder = Path(file).parent.parent if Path(file).stem == "__init__" else Path(file).parent
            if str(folder) in paths:
                found[name] = str(folder)
    return found


def _found(packages: Sequence[str], paths: Sequence[str]) -> dict[str, str]:
    """Packages that are installed here and the folder of each."""
    folders = {name: folder_of(importlib.machinery.PathFinder.find_spec(name, paths)) for name in packages}
    return {name: folder for name, folder in folders.items() if folder}


def _readable(directories: dict[str, str]) -> list[str]:
    """The standard library, the warmed packages and the shared libraries in use. Landlock cannot take away what a
    parent folder grants, so never a whole site-packages."""
    standard = Path(os.__file__).parent
    paths = [entry for entry in standard.iterdir() if entry.name not in ("site-packages", "dist-packages")]
    for name, folder in directories.items():
        paths += [Path(folder, name), Path(folder, f"{name}.py")]
    # Shared libraries that wheels bring, in folders named by the distribution: scikit_learn.libs is that of sklearn
    paths += [libraries for folder in dict.fromkeys(directories.values()) for libraries in Path(folder).glob("*.libs")]
    paths += _library_folders([standard, *map(Path, directories.values())])
    paths += [Path("/etc/ld.so.cache"), Path("/dev/null"), Path("/dev/urandom"), Path("/usr/share/zoneinfo")]
    return [str(path) for path in dict.fromkeys(paths) if path.exists()]


def _library_folders(python_folders: Sequence[Path]) -> list[Path]:
    """Folders of the shared libraries now mapped, unless Python's own folders lie below them."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    files = {Path(line.split(maxsplit=5)[5]) for line in lines if ".so" in line and line.count("/")}
    folders = {file.parent for file in files}
    return sorted(folder for folder in folders if not any(python.is_relative_to(folder) for python in python_folders))


def _reachable_for_nobody(directories: dict[str, str]) -> bool:
    """Whether another user could still read Python: after setuid, a worker imports with that user's rights."""
    places = [Path(os.__file__), *(Path(folder, "x") for folder in directories.values())]
    return all(parent.stat().st_mode & 0o005 == 0o005 for place in places for parent in place.resolve().parents)
