"""Sets the lesson up in this folder at the first use, and runs `grade`.

    python3 run.py                  grades everything
    python3 run.py color            one topic
    python3 run.py hint color       and every other command of grade

It needs Python 3.11 or newer and, at the first use, a network.
"""

import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ENVIRONMENT = FOLDER / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
INSTALLED = ENVIRONMENT / "installed.txt"


def main() -> int:
    if sys.version_info < (3, 11):
        print(f"The lesson needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    wheels = sorted(FOLDER.glob("receptive-*.whl"))
    if not wheels:
        print(f"There is no receptive-….whl in {FOLDER}: unpack the whole lesson again.", file=sys.stderr)
        return 2
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < wheels[-1].stat().st_mtime:
        set_up(wheels[-1])
    return subprocess.run([str(PROGRAMS / "grade"), *sys.argv[1:]], check=False).returncode


def set_up(wheel: Path) -> None:
    print("Setting up the lesson, once. This takes a minute or two.", file=sys.stderr)
    if not ENVIRONMENT.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    pip = [str(PROGRAMS / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, str(wheel)], check=True)
    subprocess.run([*pip, "--force-reinstall", "--no-deps", str(wheel)], check=True)
    subprocess.run([str(PROGRAMS / "grade"), "start", str(FOLDER)], check=True, stdout=subprocess.DEVNULL)
    INSTALLED.write_text(f"{wheel.name}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
