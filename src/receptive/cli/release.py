"""`grade release`: what students receive."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.content import find_content


@click.command(short_help="Write what students receive, with nothing hidden in it.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--graded", is_flag=True, help="Quizzes that count: no answers and no seals in them.")
@click.option(
    "--secret",
    default="quiz-secret.txt",
    show_default=True,
    type=click.Path(path_type=Path),
    help="With --graded: your secret, made if it is absent. Keep it; you need it to mark.",
)
def release(folder: Path, graded: bool, secret: Path) -> None:
    """Write stubs, README and quizzes into DIR, for students.

    \b
    Examples:
      grade release handout
      grade release handout --graded --secret autumn.secret
    """
    from receptive.authoring.release import release as write_release

    for path in write_release(find_content(), folder, secret if graded else None):
        click.echo(f"wrote {path}")
    if graded:
        click.echo(f"Keep {secret} to yourself. Mark what comes back: grade quiz --json FILE --secret {secret}")
    click.echo(f"Look through it before you hand it out: grade author audit {folder}")
