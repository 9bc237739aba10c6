"""The command line. Only this room prints and exits."""

import sys


def main() -> None:
    """Entry point of `grade`."""
    if sys.argv[1:] == ["--version"]:  # before click is loaded: asked by scripts, often
        from receptive import __version__

        print(f"grade {__version__}")
        return
    from receptive.cli.app import run

    sys.exit(run())
