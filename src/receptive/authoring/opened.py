"""The part of a grader that students may have: the open tests, the questions asked at home, and what those need.

Nothing leaves unless `public` in topic.yaml names its module, or it stands beside an open test in the test's own file.
A question holds no answer: what an exercise gives is compared with what is sealed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from receptive.catalogue.content import ContentError
from receptive.diagnosis.registry import QUESTIONS
from receptive.model import Topic, Visibility

PROBES = "probes"
HEAD = '"""What is asked of `{topic}` at home; your instructor has more."""\n'
OPEN, AT_HOME = "an open criterion", "a question asked at home"
EVERYTHING = "*"
BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")

Name = tuple[str, str]  # module, and what it defines; empty: the module itself


def open_grader(topic: Topic) -> dict[str, str]:
    """The files of a student's grader by name.

    Raises:
        ContentError: an open criterion, or a question asked at home, needs what is not public; names its line.
    """
    whole = _Grader(topic.grader)
    wanted = _find_needed(whole, topic, OPEN, _open_tests(whole, topic))
    wanted |= _find_needed(whole, topic, AT_HOME, _questions(whole, topic))
    files = {f"{module}.py": _module_text(whole, topic, module, wanted) for module in sorted({m for m, _ in wanted})}
    if any(_uses_probes(whole, statement) for name in wanted for statement in whole.defined[name]):
        files[f"{PROBES}.py"] = whole.sources[PROBES]  # as a whole: it is loaded beside the student's code, by itself
    return files


@dataclass(frozen=True)
class _Import:
    statement: ast.ImportFrom
    module: str
    original: str  # empty: the module itself


class _Grader:
    """The modules of a grader: what each defines and imports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}
        self.trees = {module: ast.parse(source) for module, source in self.sources.items()}
        self.defined: dict[Name, list[ast.stmt]] = {}
        self.imported: dict[Name, _Import] = {}
        self.everything: dict[str, list[_Import]] = {}  # what a module takes all names from
        self.walked: dict[int, list[ast.AST]] = {}  # by the identity of a statement of these trees
        for module, tree in self.trees.items():
            for statement in tree.body:
                for name in _list_defined(statement):
                    self.defined.setdefault((module, name), []).append(statement)
            for node in _list_statements(tree):
                for name, found in _list_imported(node):
                    self.imported[module, name] = found
                    if name == EVERYTHING:
                        self.everything.setdefault(module, []).append(found)

    def resolve(self, module: str, name: str) -> Name | None:
        """Where a name that a module uses is from, as far as that can be followed; None if not from this grader."""
        place = module, name
        while place not in self.defined:
            found = self.imported.get(place)
            if found is None or not self.has(found.module):
                break
            place = found.module, found.original
        return None if place == (module, name) and place not in self.defined else place

    def walk(self, statement: ast.stmt) -> list[ast.AST]:
        """A statement and all that is in it. Each is looked through several times."""
        if id(statement) not in self.walked:
            self.walked[id(statement)] = list(ast.walk(statement))
        return self.walked[id(statement)]

    def has(self, module: str) -> bool:
        """Whether a module is one of this grader's, in its folder or in one inside it."""
        first = module.partition(".")[0]
        return first in self.trees or (self.folder / first).is_dir()


def _list_defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign | ast.AnnAssign):  # the variables of a comprehension are none of the module's
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return []


def _list_statements(tree: ast.Module) -> list[ast.AST]:
    """Those at any depth, the outer ones first; of expressions, which are most of a tree, none is looked into."""
    found: list[ast.AST] = [*tree.body]
    for node in found:  # which grows
        for name in BLOCKS:
            found += getattr(node, name, ())
    return found


def _list_imported(node: ast.AST) -> Iterator[tuple[str, _Import]]:
    """Names that come from modules of the grader itself, which are imported relative to it."""
    if isinstance(node, ast.ImportFrom) and node.level:
        for alias in node.names:
            here = _Import(node, node.module, alias.name) if node.module else _Import(node, alias.name, "")
            yield alias.asname or alias.name, here


def _open_tests(whole: _Grader, topic: Topic) -> list[Name]:
    opened = {criterion.id for criterion in topic.criteria if criterion.visibility is Visibility.OPEN}
    found = []
    for (module, name), statements in whole.defined.items():
        for statement in statements:
            if isinstance(statement, ast.FunctionDef) and opened & set(_criteria_of(statement)):
                found.append((module, name))
    return found


def _questions(whole: _Grader, topic: Topic) -> list[Name]:
    """What is asked of each exercise at home, which stands in a module that is named public.

    Raises:
        ContentError: its module is not named.
    """
    found = []
    for exercise in topic.exercises:
        place = next(filter(None, (whole.resolve(exercise.name, name) for name in QUESTIONS)), None)
        if place:
            line = whole.defined[place][0].lineno
            _check_may_leave(whole, topic, AT_HOME, ("", ""), place, line)
            found.append(place)
    return found


def _uses_probes(whole: _Grader, statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.arg) and node.arg == PROBES for node in whole.walk(statement))


def _criteria_of(test: ast.FunctionDef) -> Iterator[str]:
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.criterion":
            yield from (str(arg.value) for arg in decorator.args if isinstance(arg, ast.Constant))


def _find_needed(whole: _Grader, topic: Topic, who: str, given: list[Name]) -> set[Name]:
    """These, what they use, and what that uses. `who` they are is for a sentence."""
    wanted = set(given)
    stack = list(given)
    while stack:
        module, name = stack.pop()
        for statement in whole.defined[module, name]:
            for other, line in _find_used(whole, module, statement):
                _check_may_leave(whole, topic, who, (module, name), other, line)
                if other[1] and other not in wanted:
                    wanted.add(other)
                    stack.append(other)
    return wanted


def _check_may_leave(whole: _Grader, topic: Topic, who: str, user: Name, other: Name, line: int) -> None:
    module = user[0]
    path = whole.folder / f"{module or other[0]}.py"
    needed = ".".join(filter(None, other))
    if other[0] not in (module, *topic.public):
        problem = f"{who} uses {needed}, which students do not get: `public` in topic.yaml does not name"
        raise ContentError(path, f"{problem} {other[0]}", line)
    if other[1] and other not in whole.defined:
        raise ContentError(path, f"{who} uses {needed}, which is no definition of {other[0]}.py", line)


def _find_used(whole: _Grader, module: str, statement: ast.stmt) -> Iterator[tuple[Name, int]]:
    """What a statement uses of this grader's modules, and where."""
    if _uses_probes(whole, statement):
        yield (PROBES, ""), statement.lineno
    for node in whole.walk(statement):
        for found in filter(None, _resolve(whole, module, node)):
            yield found, getattr(node, "lineno", statement.lineno)
    for everything in whole.everything.get(module, ()):  # nobody can say which of these names the statement uses
        if whole.has(everything.module):
            yield (everything.module, EVERYTHING), everything.statement.lineno


def _resolve(whole: _Grader, module: str, node: ast.AST) -> Iterator[Name | None]:
    if isinstance(node, ast.Name):
        yield whole.resolve(module, node.id)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        imported = whole.imported.get((module, node.value.id))
        if imported and not imported.original and whole.has(imported.module):
            yield whole.resolve(imported.module, node.attr) or (imported.module, node.attr)
    for name, _ in _list_imported(node):
        yield whole.resolve(module, name)


def _module_text(whole: _Grader, topic: Topic, module: str, wanted: set[Name]) -> str:
    """The statements that are wanted of a module, below the imports that they use."""
    lines = whole.sources[module].splitlines()
    kept = {
        id(s): s for (m, _), found in whole.defined.items() if m == module for s in found if _is_wanted(s, m, wanted)
    }
    statements = sorted(kept.values(), key=lambda statement: statement.lineno)
    used = {node.id for statement in statements for node in whole.walk(statement) if isinstance(node, ast.Name)}
    used |= {"TYPE_CHECKING"}  # asked by an import for type checkers, which has no name of its own
    imports = [text for node in whole.trees[module].body if (text := _import_text(node, used))]
    bodies = ["\n".join(lines[_first_line(statement) - 1 : statement.end_lineno]) for statement in statements]
    return "\n\n".join([HEAD.format(topic=topic.slug) + "\n" + "\n".join(imports), *bodies]) + "\n"


def _is_wanted(statement: ast.stmt, module: str, wanted: set[Name]) -> bool:
    return any((module, name) in wanted for name in _list_defined(statement))


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _import_text(node: ast.stmt, used: set[str]) -> str:
    """The import with the names that are used; empty if there is none."""
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return ast.unparse(node)
    if isinstance(node, ast.If):  # for type checkers only
        inside = [text for statement in node.body if (text := _import_text(statement, used))]
        return "\n".join([f"if {ast.unparse(node.test)}:", *(f"    {text}" for text in inside)]) if inside else ""
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [alias for alias in node.names if (alias.asname or alias.name).partition(".")[0] in used]
        if names:
            smaller = (
                ast.Import(names) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, names, node.level)
            )
            return ast.unparse(smaller)
    return ""
