"""Near-identical submissions: copies are found under other names and words, independent work is not."""

from __future__ import annotations

import ast
import time
from dataclasses import replace

import pytest

from class_sample import submission
from gradebook_sample import mark, topic
from receptive.catalogue.content import find_content
from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.report.origins import REFERENCE, earlier_programs, find_origins, lesson_programs
from receptive.classroom.report.programs import programs_of
from receptive.classroom.report.similarity import Similarities, similarities, similarities_of
from receptive.limits import Refused
from receptive.reading.fingerprints import bare_source, tokens_of
from support import shared_reader, solution
from synthetic_class import COPIED, synthetic_class

CONTENT = find_content()
TOPICS = ("output_size", "filter_math", "color")


def class_of(sources: dict[str, str], name: str = "t") -> Gradebook:
    students = [StudentMarks(who, (topic(name, mark("a"), source=source),)) for who, source in sources.items()]
    return Gradebook("", "A", tuple(students))


def alike(gradebook: Gradebook, stubs: dict[str, str]) -> Similarities:
    """As `similarities`, which starts a process to read the programs, with one for all tests."""
    return similarities_of(programs_of(gradebook, shared_reader()), stubs)


def stub(name: str) -> str:
    return CONTENT.stub(name).read_text("utf-8")


def alternatives(name: str) -> dict[str, str]:
    found = sorted((CONTENT.grader(name) / "alternatives").glob("*.py"))
    return {path.stem: path.read_text("utf-8") for path in found}


class Disguise(ast.NodeTransformer):
    """Other names for variables, other numbers in docstrings."""

    def visit_Name(self, node: ast.Name) -> ast.Name:  # ast's own name
        return replace_id(node, f"{node.id}_mine") if node.id.islower() and len(node.id) < 8 else node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = f"{node.arg}_mine" if node.arg.islower() and len(node.arg) < 8 else node.arg
        return node


def replace_id(node: ast.Name, name: str) -> ast.Name:
    node.id = name
    return node


def disguised(source: str) -> str:
    return "# my own work\n" + ast.unparse(Disguise().visit(ast.parse(source)))


@pytest.mark.parametrize("seed", range(4))
def test_the_planted_pair_is_found_and_no_other(seed: int) -> None:
    found = alike(synthetic_class(seed=seed), {})
    assert [group.students for group in found.groups] == [COPIED]
    assert found.groups[0].likeness == 1.0


def test_a_process_of_its_own_reads_the_same() -> None:
    assert similarities(synthetic_class(seed=0), {}) == alike(synthetic_class(seed=0), {})


@pytest.mark.parametrize("name", TOPICS)
def test_a_disguised_copy_is_found_among_independent_solutions(name: str) -> None:
    sources = alternatives(name) | {"reference": solution(name)}
    assert alike(class_of(sources, name), {name: stub(name)}).groups == ()
    copied = alike(class_of(sources | {"thief": disguised(solution(name))}, name), {name: stub(name)})
    assert [group.students for group in copied.groups] == [("reference", "thief")]


def test_stubs_and_what_everybody_writes_are_nobodys_own() -> None:
    name = "filter_math"
    untouched = {f"s{number}": stub(name) for number in range(20)}
    assert alike(class_of(untouched, name), {name: stub(name)}).groups == ()
    variants = {
        f"s{number}": solution(name) + f"\n\ndef f{number}():\n    return {'-' * number}1\n" for number in range(40)
    }
    assert alike(class_of(variants, name), {name: stub(name)}).groups == ()


def test_a_large_group_of_equal_files_is_found() -> None:
    sources = alternatives("color") | {f"copy{number}": solution("color") + f"# {number}" for number in range(9)}
    (found,) = alike(class_of(sources, "color"), {"color": stub("color")}).groups
    assert len(found.students) == 9


@pytest.mark.parametrize(
    "source", ["def f(:", "x = 1\0", "(" * 5000 + ")" * 5000, "- " * 50000 + "1", "x = [" + "1," * 60000 + "]"]
)
def test_what_is_no_python_is_skipped_and_said(source: str) -> None:
    found = alike(class_of({"s": source, "u": "x = '\\d'"}), {})
    assert [(skipped[0], skipped[1]) for skipped in found.skipped] == [("t", "s")]
    with pytest.raises(Refused):
        tokens_of(source)


def test_words_do_not_matter_and_deeds_do() -> None:
    one = "def f(x: int) -> int:\n    '''Doc.'''\n    return np.pad(x, mode='edge') + 1  # so\n"
    assert tokens_of(one) == tokens_of("def g(value):\n    return np.pad(value, mode='wrap') + 22\n")
    assert tokens_of(one) != tokens_of(one.replace("pad", "roll"))
    assert tokens_of(one) != tokens_of(one.replace("+", "-"))


def test_a_bare_program_has_no_words_of_its_author() -> None:
    source = "# Anna\nclass A:\n    'Anna'\n\ndef f(x):\n    \"Anna's\"\n    return '\\d' + x  # Anna\n"
    assert bare_source(source) == "class A:\n    pass\n\ndef f(x):\n    return '\\\\d' + x"


@pytest.mark.slow
def test_a_large_class_costs_little() -> None:
    students = synthetic_class(500, seed=9).students
    large = [replace(one, topics=tuple(replace(t, source=t.source * 4) for t in one.topics)) for one in students]
    started = time.process_time()
    found = similarities(Gradebook("", "A", tuple(large)), {})
    assert COPIED in [group.students for group in found.groups]
    assert time.process_time() - started < 20


def origins_of(sources: dict[str, str], name: str, earlier: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    """Who is said to have what was there before: topic's students, the place, and whose."""
    reader = shared_reader()
    known = list(lesson_programs(CONTENT, [name], reader))
    known += earlier_programs(class_of(earlier or {}, name), "old.sqlite", reader)
    programs = programs_of(class_of(sources, name), reader)
    found = find_origins(programs, {name: stub(name)}, known)
    return [(*one.students, one.place, one.whose) for one in found]


@pytest.mark.parametrize("name", CONTENT.topics())
def test_a_copy_of_the_solution_or_an_alternative_is_found_under_other_names(name: str) -> None:
    others = alternatives(name)
    stem, text = next(iter(others.items()))
    sources = {
        "thief": disguised(solution(name)),
        "twin": solution(name),
        "reader": disguised(text),
        "empty": stub(name),
    }
    found = origins_of(sources, name)
    assert ("reader", f"the alternative {stem}", "") in found
    assert sorted(student for *students, place, _ in found if "reference" in place for student in students) == [
        "thief",
        "twin",
    ]
    assert "empty" not in str(found)


def test_twenty_copies_are_found_in_a_class_whose_other_work_comes_close_to_the_solution() -> None:
    """Where most of a class writes like the solution, that is how it is written; the very same program is still one."""
    sources = {
        f"s{number:03d}": submission(number) + f"\n\ndef own{number}():\n    return {'-' * number}1\n"
        for number in range(100)
    }
    sources |= {f"copy{number:02d}": solution("output_size") + f"# {number}\n" for number in range(20)}
    found = origins_of(sources, "output_size")
    (copies,) = (one for one in found if "copy00" in one)
    assert [name for name in copies if name.startswith("copy")] == [f"copy{number:02d}" for number in range(20)]


@pytest.mark.parametrize("name", TOPICS)
def test_independent_work_stands_nowhere_else(name: str) -> None:
    """Each alternative is a program of somebody who had not seen the others."""
    sources = alternatives(name)
    reader = shared_reader()
    reference = [one for one in lesson_programs(CONTENT, [name], reader) if one.place == REFERENCE]
    programs = programs_of(class_of(sources, name), reader)
    assert find_origins(programs, {name: stub(name)}, reference) == ()


def test_short_work_that_everybody_writes_alike_is_not_named() -> None:
    short = (
        stub("output_size")
        + "\n\ndef conv_out(i, k, s=1, p=0, d=1):\n    return (i + 2 * p - d * (k - 1) - 1) // s + 1\n"
    )
    assert origins_of({"ann": short, "ben": short}, "output_size", {"cy": short}) == []


def test_work_of_an_earlier_year_is_found_and_copies_of_the_solution_are_told_as_such() -> None:
    name = "filter_math"
    own = synthetic_class(2).students[0].topics[0].source * 1
    found = origins_of(
        {"ann": disguised(own), "ben": solution(name)}, name, {"old ann": own, "old ben": solution(name)}
    )
    assert found == [("ann", "old.sqlite", "old ann"), ("ben", REFERENCE, "")]
