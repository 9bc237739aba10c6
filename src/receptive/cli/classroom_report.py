"""`grade class report`: what the class did not understand, as one page."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.cli.classroom_gradebook import gradebook_of, store_option, write_file
from receptive.content import find_content


@click.command(short_help="Write a page about what the class did not understand.")
@click.argument("target", metavar="OUT.html", type=click.Path(path_type=Path))
@click.option("--anonymous", is_flag=True, help="Numbers instead of names.")
@store_option
def report(target: Path, anonymous: bool, store: Path) -> None:
    """Write one page: distribution, mistakes, suspect items, who did what, near-identical submissions.

    It needs no network and no script, and stays on your disk: it shows students' names and work.

    \b
    Examples:
      grade class report report.html
      grade class report shared.html --anonymous
    """
    gradebook = gradebook_of(store)
    try:
        from receptive.classroom.report_page import report_html
    except ModuleNotFoundError as absent:
        raise click.UsageError(f"{absent.name} is not installed: pip install 'receptive[class]'") from absent
    from receptive.classroom.catchers import catchers_of, sentences_of

    content = find_content()
    stubs = {topic: content.stub(topic).read_text("utf-8") for topic in content.topics()}
    page = report_html(gradebook, catchers_of(content), stubs, sentences_of(content, gradebook), anonymous)
    write_file(target, page.encode("utf-8", "replace"))
    if str(target) != "-":
        click.echo(f"wrote {target}: {len(gradebook.students)} students; open it in a browser")
