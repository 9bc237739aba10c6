"""The student's commands. What a command needs is imported when it runs, so that none waits for another's libraries."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import find_content
from receptive.cli.codes import ExitCode
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say, say_rendered, say_wrapped
from receptive.invocation import given, typed, works_on_its_folder

if TYPE_CHECKING:
    from receptive.grading.pool import Pool

MOST_NOTES = 8  # of one topic that a terminal is told
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")


@click.command("grade-these", hidden=True)
@click.argument("targets", nargs=-1, metavar="[TOPIC|EXERCISE|PATH]...", shell_complete=complete_topic)
@as_json
@click.option("--seed", default="", help="Repeat a run: the seed that its report names.")
@click.option("--no-server", is_flag=True, help="Start from nothing, and leave nothing warm for the next run.")
@click.pass_obj
def grade_these(pool: Pool | None, targets: tuple[str, ...], as_json: bool, seed: str, no_server: bool) -> int:
    """Grade topics, files or folders."""
    from receptive.cli.background import keep_warm
    from receptive.cli.graded import graded
    from receptive.cli.targets import find_work
    from receptive.model import Status

    work = find_work(targets, find_content())
    attempt = graded(work, seed, quiet=as_json, pool=pool)
    for result, (_, submission) in zip(attempt.exercises, work, strict=True):
        notes = list(dict.fromkeys((*submission.notes, *result.notes)))
        for note in notes if as_json else notes[:MOST_NOTES]:
            is_named = note.startswith(f"{submission.path.name} ")
            say_wrapped(f"grade: {note}" if is_named else f"grade: {submission.path.name}: {note}", err=True)
        if len(notes) > MOST_NOTES and not as_json:
            more = f"{len(notes) - MOST_NOTES:,} more notes; grade --json lists them"
            say_wrapped(f"grade: {submission.path.name}: {more}. Is this the folder of one person's work?", err=True)
    if as_json:
        from receptive.attempt_json import attempt_json

        say(attempt_json(attempt))
    else:
        from receptive.report.terminal import attempt_text, make_console

        say_rendered(attempt_text(attempt, make_console()))
    for result in attempt.results:
        if result.incident:
            say(f"grade: the grader of {result.topic.slug} failed: {result.incident}", err=True)
    if pool is None and not (no_server or as_json):
        keep_warm(work)
    if any(outcome.status is Status.INTERNAL for result in attempt.results for outcome in result.outcomes):
        return ExitCode.OURS
    return ExitCode.FULL_POINTS if attempt.points == attempt.max_points else ExitCode.MISSING_POINTS


@click.command(short_help="Write the files of the lesson.")
@click.argument("named", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help="Notebooks instead of Python files.")
def start(named: Path | None, notebooks: bool) -> None:
    """Write the files of the lesson into DIR. Yours are never overwritten.

    \b
    Examples:
      grade start lesson
      grade start lesson --notebooks
    """
    from receptive.catalogue.manifest import load_lesson
    from receptive.workspace.folder import NOTEBOOK
    from receptive.workspace.starting import start as start_workspace

    content, folder = find_content(), given(named) if named else Path()
    lesson = load_lesson(content)
    quizzes = [content.sealed_quiz(topic.slug) for topic in lesson.topics]
    made = None
    if notebooks:
        from receptive.notebook.student_notebook import student_notebook

        made = {topic.slug: student_notebook(topic) for topic in lesson.topics}
    started = start_workspace(folder, lesson, [quiz for quiz in quizzes if quiz.exists()], made)
    for name in started.written:
        say(f"wrote {folder / name}")
    for name in started.renewed:
        say(f"wrote {folder / name} anew: it was as it had been handed out")
    for name in started.kept:
        say(f"kept  {folder / name}, which was there")
    first = lesson.topics[0].slug
    end = NOTEBOOK if notebooks else ".py"
    file = f"{first}{end}"
    if folder.resolve() == Path.cwd():
        then = typed(first)
    elif works_on_its_folder():
        then = typed(shlex.quote(str((named or Path()) / file)))
    else:
        then = f"cd {shlex.quote(str(folder))} && {typed(first)}"
    say(f"\nRead the part about {first} in README.md, fill in {file}, then: {then}")
    say(f"With pictures: {typed(f'lesson {first}')}")


@click.command(short_help="Put a fresh stub in place; yours is kept.")
@click.argument("topic", shell_complete=complete_topic)
def reset(topic: str) -> None:
    """Put a fresh stub of TOPIC in the current folder; your file is kept beside it.

    \b
    Example: grade reset output_size
    """
    from receptive.cli.fresh import put_fresh
    from receptive.cli.targets import find_topic
    from receptive.workspace.choosing import choose_files

    wanted = find_topic(topic, content=find_content())
    mine = choose_files(Path(), [wanted]).get(topic)
    path = mine.path if mine else Path(f"{topic}.py")
    fresh, moved = put_fresh(wanted, path)
    if moved:
        say(f"your {path.name if path.name != fresh.name else 'file'} is now {moved}")
    say(f"wrote {fresh.name}")


@click.command(short_help="Give a hint for what is not right yet.")
@click.argument("target", default="", metavar="[TOPIC[.CRITERION]|EXERCISE]", shell_complete=complete_topic)
@click.option("--step", default=1, show_default=True, help="How far up the ladder: 1 asks, the last says how to begin.")
def hint(target: str, step: int) -> None:
    """Give a hint: for a criterion or an exercise, or for the first thing that TOPIC, or your work, still lacks.

    \b
    Example: grade hint output_size.stride --step 2
    """
    from receptive.cli.hints import hint_text

    say_wrapped(hint_text(target, step, Path(), find_content()))


@click.command(short_help="Check this installation.")
@as_json
def doctor(as_json: bool) -> int:
    """Check this installation, and say how to mend what is wrong.

    \b
    Example: grade doctor
    """
    from receptive.cli.doctor import examine, findings_json

    findings = examine()
    if as_json:
        say(findings_json(findings))
    else:
        for finding in findings:
            say(f"{'ok     ' if finding.ok else 'mend   '} {finding.what}: {finding.found}")
            if finding.mend:
                say(f"        {finding.mend}")
    return ExitCode.FULL_POINTS if all(finding.ok for finding in findings) else ExitCode.MISSING_POINTS


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Example: grade completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    root = click.get_current_context().find_root().command
    say(kind(root, {}, "grade", "_GRADE_COMPLETE").source())
