"""Commands that look at the store of a class."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.cli.classroom_options import DEFAULT
from receptive.cli.codes import ExitCode


@click.command(short_help="Prove that no mark was altered since it was given.")
@click.argument("store", default=DEFAULT, metavar="[STORE]", type=click.Path(path_type=Path))
@click.option("--head", default="", help="The head that a run ended with, as you noted it elsewhere.")
def verify(store: Path, head: str) -> int:
    """Check every entry of a store against the chain of hashes, and name the first that was altered.

    Who can write to the store can make the whole chain anew; the head that you noted elsewhere tells you.

    \b
    Examples:
      grade class verify
      grade class verify week1.sqlite --head 5d3e…
    """
    from receptive.classroom.chain import verify as check
    from receptive.classroom.store import Store

    with Store(store) as opened:
        checked = check(opened, head)
    if checked.problem:
        click.echo(f"{store}: {checked.problem}", err=True)
        return ExitCode.CONTENT
    click.echo(f"{store}: {checked.count} entries, none altered. Head {checked.head}")
    return ExitCode.FULL_POINTS
