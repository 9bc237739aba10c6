"""`grade release`: what students receive."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from receptive.catalogue.content import find_content
from receptive.cli.saying import say
from receptive.invocation import typed


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
@click.option("--hold-back", is_flag=True, help="Practice without the questions that an exam would ask unchanged.")
@click.option("--no-wheel", is_flag=True, help="Without the program: your students have it already.")
@click.option(
    "--diagnose",
    type=click.Choice(["all", "open"]),
    default="all",
    show_default=True,
    help="Which mistakes are told at home: all, or those that make an open criterion fail.",
)
@click.option("--self-study", is_flag=True, help="For who works alone: hidden criteria and solutions too, sealed.")
def release(
    folder: Path, graded: bool, secret: Path, hold_back: bool, no_wheel: bool, diagnose: str, self_study: bool
) -> None:
    """Write what students receive into DIR, or into a zip if its name ends in .zip.

    README, the course as pages, the program as a wheel, and run.py, which installs it, has it write the stubs and
    practice quizzes, and runs it. The wheel has the tests of the open criteria and no others, and known mistakes,
    sealed under their own answers.

    \b
    Examples:
      grade release handout.zip
      grade release handout --no-wheel
      grade release alone.zip --self-study
      grade release exam.zip --graded --secret autumn.secret
      grade release handout --hold-back  # practice, in a term with such an exam
    """
    from receptive.authoring.release import release as write_release

    if not no_wheel and importlib.util.find_spec("hatchling") is None:
        absent = "hatchling packs the program for students and is not installed: pip install 'receptive[release]'"
        raise click.ClickException(f"{absent}. {typed('release')} --no-wheel {folder} does without")
    if no_wheel and self_study:
        raise click.UsageError("--self-study is about the wheel; leave --no-wheel out")
    if graded and (self_study or hold_back):
        raise click.UsageError("--graded goes with neither: it has nothing to practise, and no answers may be in it")
    kept = secret if graded else None
    for path in write_release(find_content(), folder, kept, not no_wheel, self_study, hold_back, diagnose):
        say(f"wrote {path}")
    topics = find_content().topics()
    say(f"It holds {len(topics)} topics: {', '.join(topics)}." if len(topics) > 1 else f"It holds {topics[0]}.")
    if graded:
        say(f"Keep {secret} to yourself. Mark what comes back: grade class run DIR --secret {secret}")
    say(f"Look through it before you hand it out: grade author audit {folder}")
