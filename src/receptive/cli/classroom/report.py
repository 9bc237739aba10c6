"""`grade class report`: what the class did not understand, as one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import find_content
from receptive.cli.classroom.gradebook import gradebook_of, write_file
from receptive.cli.classroom.options import FILE, part_options, store_option
from receptive.cli.pages import check_name
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.classroom.gradebook import Gradebook
    from receptive.classroom.report.analysis import Analysis
    from receptive.classroom.report.looks import Findings


@click.command(short_help="Write a page about what the class did not understand.")
@click.argument("target", metavar="[OUT.html]", required=False, type=click.Path(path_type=Path))
@click.option("--anonymous", is_flag=True, help="Numbers instead of names.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
@click.option("--earlier", multiple=True, type=FILE, help="The store of an earlier year, to compare with; repeatable.")
@store_option
@part_options
def report(target: Path | None, anonymous: bool, as_json: bool, earlier: tuple[Path, ...], store: Path) -> None:
    """Write one page: what needs a look, who is stuck, mistakes, suspect items, who did what, similar submissions.

    It needs no network; its one script only sorts. It stays on your disk: it shows students' names and work.

    \b
    Examples:
      grade class report report.html
      grade class report shared.html --anonymous
      grade class report --json > report.json
      grade class report report.html --earlier autumn-24.sqlite --earlier autumn-25.sqlite
    """
    if (target is None) is not as_json:
        raise click.UsageError("name one: a page to write, or --json")
    if target and str(target) != "-":
        check_name(target)
    from receptive.classroom.report.looks import findings_of
    from receptive.classroom.store import Store

    gradebook = gradebook_of(store)
    try:
        from receptive.classroom.report.json import report_json
        from receptive.classroom.report.page import report_html
    except ModuleNotFoundError as absent:
        raise click.UsageError(f"{absent.name} is not installed: pip install 'receptive[class]'") from absent
    with Store(store) as opened:
        findings = findings_of(opened, gradebook)
    found = _analyze(gradebook, _other_classes(earlier, store), findings)
    if target is None:
        say(report_json(found, anonymous))
        return
    write_file(target, report_html(found, anonymous).encode("utf-8", "replace"))
    if str(target) != "-":
        say(f"wrote {target}: {len(gradebook.students)} students; open it in a browser")


def _other_classes(earlier: tuple[Path, ...], store: Path) -> dict[str, Gradebook]:
    """The classes of earlier years, by what the report calls them.

    Raises:
        click.UsageError: one of them is this class.
    """
    from receptive.classroom.marks import read_gradebook

    found: dict[str, Gradebook] = {}
    for path in earlier:
        if path.samefile(store):
            raise click.UsageError(f"--earlier {path} is the store of this class; name that of another year")
        found[path.name if path.name not in found else str(path)] = read_gradebook(path)
    return found


def _analyze(gradebook: Gradebook, earlier: dict[str, Gradebook], findings: Findings) -> Analysis:
    from receptive.classroom.report.analysis import analyse
    from receptive.classroom.report.catchers import catchers_of, sentences_of
    from receptive.classroom.report.origins import earlier_programs, lesson_programs
    from receptive.reading.reader import Reader

    content = find_content()
    stubs = {topic: content.stub(topic).read_text("utf-8") for topic in content.topics()}
    with Reader() as reader:
        known = list(lesson_programs(content, content.topics(), reader))
        for name, other in earlier.items():
            known += earlier_programs(other, name, reader)
    return analyse(gradebook, catchers_of(content), stubs, sentences_of(content, gradebook), known, findings)
