"""Sets the lesson up in this folder at the first use, and runs `grade`.

    python3 run.py                  grades everything
    python3 run.py color            one topic
    python3 run.py lesson           opens the course in a browser
    python3 run.py hint color       and every other command of grade

On Windows it is `py run.py`, or `python run.py` where there is no `py`.
It needs Python 3.11 or newer and, at the first use, a network. What it installs lies in `.venv`, and nowhere else.
Older Pythons must be able to read this file: they look for a newer one.
"""

import errno
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import IO

OLDEST = (3, 11)
MINORS = (14, 13, 12, 11)
IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))"
WINDOWS = sys.platform == "win32"
FOLDER = Path(__file__).resolve().parent
ENVIRONMENT = FOLDER / ".venv"
COURSE = FOLDER / "lesson" / "index.html"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")
GRADE = [str(PYTHON), "-P", "-m", "receptive"]  # -P: a file here called random.py is not Python's own
NOTE = ENVIRONMENT / "lesson.json"  # what is installed; while something is being installed, that it is not finished
UNFINISHED: "dict[str, object]" = {"unfinished": True}
LOG = ENVIRONMENT / "set-up.log"
BEHIND_THE_END = 1 << 30  # of this file
MOST_WAIT_S = 600  # for another run.py that sets the lesson up
WHEEL = re.compile(r"receptive-(\d+(?:\.\d+)*)([\w.+]*)-py3-none-any\.whl")


class CannotRun(Exception):
    """What to do about it, in one sentence."""


def main() -> int:
    if sys.argv[1:] == ["lesson"] and COURSE.is_file():
        return open_course()
    try:
        if sys.version_info < OLDEST:
            return run([*find_newer_python(), *sys.argv], dict(os.environ))
        wheel = find_wheel()
        wanted = {"wheel": wheel.name, "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()}
        if not is_installed(wanted):
            with Path(__file__).open("rb") as script:
                wait_for_others(script)
                if not is_installed(wanted):
                    set_up(wheel, wanted)
        return grade()
    except CannotRun as told:
        say(str(told))
    except OSError as refused:
        say(what_to_do(refused))
    except KeyboardInterrupt:
        say("interrupted; run this again, and what was not finished begins anew.")
        return 130
    return 2


def open_course() -> int:
    """Pages need nothing that has to be installed."""
    opened = sys.stdout.isatty() and webbrowser.open(COURSE.as_uri())
    # An address is plain ASCII: what Windows writes into a file has not every letter that a folder may have
    print(f"{'Opened' if opened else 'Open in a browser:'} {COURSE.as_uri() if WINDOWS else COURSE}")
    return 0


def say(sentence: str) -> None:
    print(f"run.py: {sentence}", file=sys.stderr)


def what_to_do(refused: OSError) -> str:
    if refused.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        place = refused.filename or FOLDER
        if WINDOWS and str(ENVIRONMENT) in str(place) and ENVIRONMENT.exists():  # else it could not be made
            return f"{place} is in use; close the notebooks, editors and terminals that use .venv, and run this again."
        return f"{place} cannot be written to; copy the folder to a place of your own and use run.py there."
    return f"the lesson could not be set up ({refused}); mend that, delete .venv, and run this again."


def find_newer_python() -> "list[str]":
    for command in commands_of_newer_pythons(WINDOWS):
        found = shutil.which(command[0])
        whole = [found or command[0], *command[1:]]
        if found and subprocess.call([*whole, "-c", IS_NEW_ENOUGH], stderr=subprocess.DEVNULL) == 0:
            return whole
    this, place = sys.version.split()[0], "https://www.python.org/downloads/"
    raise CannotRun(f"the lesson needs Python 3.11 or newer, and this is {this}; get one from {place}")


def commands_of_newer_pythons(windows: bool) -> "list[list[str]]":
    """How newer Pythons are called, the newest first; on Windows a launcher knows where they lie."""
    return [["py", f"-3.{minor}"] if windows else [f"python3.{minor}"] for minor in MINORS]


def find_wheel() -> Path:
    """The newest version of the lesson that lies here."""
    versions = []
    for path in FOLDER.glob("*.whl"):
        named = WHEEL.fullmatch(path.name)
        if named:
            numbers = [int(part) for part in named.group(1).split(".")]
            is_final = named.group(2)[:1] not in ("a", "b", "r", ".")  # 1.0rc1 and 1.0.dev2 come before 1.0
            versions.append((numbers, is_final, named.group(2), path))
    if not versions:
        raise CannotRun(f"there is no receptive-*.whl in {FOLDER}; unpack the whole lesson again.")
    return max(versions)[-1]


def is_installed(wanted: "dict[str, str]") -> bool:
    noted = read_note()
    return all(noted.get(name) == value for name, value in wanted.items()) and is_whole(noted)


def wait_for_others(script: "IO[bytes]") -> None:
    """Wait until no other run.py sets the lesson up here, and hold the others up until the file is closed.

    Not every disk can do that; there it is as if there were no others.
    """
    if sys.platform == "win32":
        import msvcrt

        script.seek(BEHIND_THE_END)  # what is locked there nobody can read
        # LK_LOCK waits by itself, but deaf to Ctrl-C and without a word
        wait_for_lock(lambda: msvcrt.locking(script.fileno(), msvcrt.LK_NBLCK, 1))
    else:
        import fcntl

        try:
            fcntl.flock(script, fcntl.LOCK_EX)
        except OSError:
            return


def wait_for_lock(lock: "Callable[[], None]") -> None:
    """Try once a second."""
    for second in range(MOST_WAIT_S):
        try:
            lock()
            return
        except OSError:
            if not second:
                print("Another run.py is setting the lesson up here; waiting for it.", file=sys.stderr)
            time.sleep(1)


def is_whole(noted: "dict[str, object]") -> bool:
    """Whether an installation was finished, and nothing of it is gone since."""
    packages = noted.get("packages")
    if not isinstance(packages, list) or not os.access(str(PYTHON), os.X_OK):
        return False
    return noted.get("python") == python_of(ENVIRONMENT, PYTHON) != "" and set(packages) <= set(list_packages())


def python_of(environment: Path, python: Path) -> str:
    """Which Python an environment was made of; empty if that is gone. On Windows the environment holds a copy of it."""
    try:
        lines = (environment / "pyvenv.cfg").read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    said = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
    home = said.get("home", "")
    return f"{python.resolve().name} in {home}" if home and Path(home).is_dir() else ""


def list_packages() -> "list[str]":
    """What can be imported in the environment; versions do not count."""
    places = [ENVIRONMENT / "Lib" / "site-packages", *ENVIRONMENT.glob("lib/python3*/site-packages")]
    found = [path.name for place in places if place.is_dir() for path in place.iterdir()]
    return sorted(name for name in found if not name.endswith((".dist-info", ".pth", "__pycache__")))


def read_note() -> "dict[str, object]":
    try:
        noted = json.loads(NOTE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def write_note(noted: "dict[str, object]") -> None:
    NOTE.write_text(json.dumps(noted, indent=1) + "\n", "utf-8")


def set_up(wheel: Path, wanted: "dict[str, str]") -> None:
    """Install a wheel and write the files of the lesson that are not there yet.

    An environment that somebody else made is used; one that broke or was not finished is made anew. If a newer lesson
    cannot be installed, the one that is there stays in use.
    """
    before = read_note()
    usable = is_whole(before)
    what = "Installing another version of the lesson" if usable else "Setting up the lesson, once"
    print(f"{what}. This takes a minute or two.", file=sys.stderr)
    fresh = (before and not usable) or not works()
    if fresh:
        make_environment()
    write_note(UNFINISHED)
    # A wheel of the same version, but with other content, is installed by force
    trouble = install(wheel) or ("" if fresh else install(wheel, "--force-reinstall", "--no-deps"))
    if trouble and usable:
        write_note(before)
        say(f"{trouble}; going on with the lesson that was installed before.")
        return
    if trouble:
        raise CannotRun(f"{trouble}; see that there is a network, and run this again.")
    if sys.argv[1:2] != ["start"]:
        write_files()
    write_note({**wanted, "python": python_of(ENVIRONMENT, PYTHON), "packages": list_packages()})


def works() -> bool:
    """Whether the environment has a Python that is new enough, and pip."""
    try:
        return not any(
            subprocess.call([str(PYTHON), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for words in (["-c", IS_NEW_ENOUGH], ["-m", "pip", "--version"])
        )
    except OSError:
        return False


def make_environment() -> None:
    try:
        import ensurepip  # noqa: F401  # some systems leave it out, and venv fails without a reason
        import venv
    except ImportError as absent:
        package = "python{}.{}-venv".format(*sys.version_info)
        raise CannotRun(f"this Python cannot make environments; sudo apt install {package}, then run this.") from absent
    if ENVIRONMENT.is_symlink() or ENVIRONMENT.is_file():
        ENVIRONMENT.unlink()
    elif ENVIRONMENT.exists():
        shutil.rmtree(str(ENVIRONMENT))
    ENVIRONMENT.mkdir()
    write_note(UNFINISHED)
    try:
        venv.create(str(ENVIRONMENT), with_pip=True, symlinks=not WINDOWS)
    except ValueError as refused:  # it may not hold what separates the folders in PATH
        raise CannotRun(f"{FOLDER} has a {os.pathsep} in its name; rename it and run this again.") from refused
    except subprocess.CalledProcessError as failed:
        raise CannotRun("Python could not make the environment .venv; delete it and run this again.") from failed


def write_files() -> None:
    if subprocess.call([*GRADE, "start"], cwd=str(FOLDER), env=environment_of_grade(), stdout=sys.stderr):
        raise CannotRun("the files of the lesson could not be written, as said above; mend that and run this again.")


def install(wheel: Path, *options: str) -> str:
    """Install a wheel and what it needs. Gives what stood in the way, if anything did."""
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "1", *options]
    with LOG.open("wb") as log:
        failed = subprocess.call([*pip, str(wheel)], stdout=log, stderr=log)
    return f"{wheel.name} could not be installed ({LOG} says why)" if failed else ""


def environment_of_grade() -> "dict[str, str]":
    """With how `grade` is called here, and from where the paths that it is given are meant."""
    here = Path.cwd()
    script = "run.py" if here == FOLDER else sys.argv[0]
    called = call_on_windows(script) if WINDOWS else f"python3 {shlex.quote(script)}"
    signs = {"PYTHONUTF8": "1"} if WINDOWS else {}  # its code pages have no ✓
    return {**os.environ, **signs, "RECEPTIVE_COMMAND": called, "GRADE_FROM": str(here)}


def call_on_windows(script: str) -> str:
    """As cmd and PowerShell both read it. The launcher `py` does not come with every Python: not from the Store."""
    quoted = script if re.fullmatch(r"[\w.:/\\-]+", script) else f'"{script}"'
    return f"{'py' if shutil.which('py') else 'python'} {quoted}"


def grade() -> int:
    environment = environment_of_grade()
    os.chdir(str(FOLDER))
    return run([*GRADE, *sys.argv[1:]], environment)


def run(command: "list[str]", environment: "dict[str, str]") -> int:
    """Become another Python, so that it alone has the terminal; Windows can only wait for it."""
    if not WINDOWS:
        os.execve(command[0], command, environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command, env=environment)


if __name__ == "__main__":
    sys.exit(main())
