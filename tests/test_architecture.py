"""What the layout promises: imports point one way, the machinery knows no topic, and a start is light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import receptive
from receptive.catalogue.content import find_content

SOURCE = Path(receptive.__file__).parent

# The house from the ground up: a room may import what lies on a lower floor. The order is that of the data.
FLOORS = (
    {"invocation", "seals"},
    {"limits", "model", "rights", "sandbox", "text"},
    {"catalogue", "reading", "scoring", "standing", "student"},
    {"attempt_json", "diagnosis", "figures", "pages"},
    {"moving", "recognition"},
    {"grading", "workspace"},
    {"grader", "live", "quiz"},
    {"course"},
    {"authoring", "report"},
    {"classroom", "notebook", "testing"},
    {"exchange"},
    {"cli"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {
                f"{node.module}.{alias.name}" if node.module == "receptive" else node.module for alias in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("receptive.") and not name.endswith(".__version__")}


def files_of(room: str) -> list[Path]:
    single = SOURCE / f"{room}.py"
    return [single] if single.exists() else sorted((SOURCE / room).rglob("*.py"))


@pytest.mark.parametrize("room", sorted(FLOOR_OF))
def test_imports_point_down(room: str) -> None:
    assert files_of(room)
    for path in files_of(room):
        strangers = {room_of(name) for name in imports_of(path)} - {room}
        above = {other for other in strangers if FLOOR_OF[other] >= FLOOR_OF[room]}
        assert not above, f"{path.relative_to(SOURCE)} imports {above}"


def test_every_file_has_a_room() -> None:
    known = {path for room in FLOOR_OF for path in files_of(room)}
    doors = {SOURCE / "__init__.py", SOURCE / "__main__.py"}
    assert set(SOURCE.rglob("*.py")) - known - doors - set((SOURCE / "lesson").rglob("*.py")) == set()


def test_commands_write_through_one_door() -> None:
    """Where it is missing, a name or a value of a student's could write escape sequences to a terminal."""
    for path in files_of("cli"):
        called = {
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call)
        }
        allowed = {"click.echo"} if path.name == "saying.py" else {"print"} if path.name == "__init__.py" else set()
        assert not called & {"print", "click.echo", "click.secho", "Console"} - allowed, path


def test_graders_come_in_by_their_door() -> None:
    for path in sorted(find_content().root.glob("graders/**/*.py")):
        assert imports_of(path) <= {"receptive.grader"}, path


def test_only_the_charts_of_a_class_need_matplotlib() -> None:
    """A student's install has none, and all pictures."""
    for path in (path for room in set(FLOOR_OF) - {"classroom"} for path in files_of(room)):
        assert not re.search(r"^\s*(import|from) matplotlib", path.read_text("utf-8"), re.MULTILINE), path


def test_the_machinery_knows_no_topic() -> None:
    for path in (path for room in FLOOR_OF for path in files_of(room)):
        text = path.read_text("utf-8")
        named = [topic for topic in ("color", "parameter_count", *find_content().topics()) if f'"{topic}"' in text]
        assert not named, f"{path} names {named}"


@pytest.mark.parametrize(
    ("words", "light"),
    [
        (["--version"], {"click", "rich", "yaml", "pydantic", "numpy", "torch", "pytest", "msgpack"}),
        (["--help"], {"yaml", "pydantic", "numpy", "torch", "pytest", "nbgrader", "msgpack"}),
        (["list"], {"pydantic", "numpy", "torch", "pytest", "nbgrader", "msgpack"}),
        (["completion", "bash"], {"pydantic", "numpy", "torch", "pytest", "nbgrader"}),
    ],
)
def test_a_command_loads_only_what_it_needs(words: list[str], light: set[str]) -> None:
    assert not loaded_by(words) & light


def test_grading_a_pure_topic_loads_neither_numpy_nor_torch() -> None:
    loaded = loaded_where_it_is_graded("output_size")
    assert "pytest" in loaded
    assert not loaded & {"numpy", "torch", "pydantic", "nbgrader"}


def test_grading_a_numpy_topic_never_loads_torch_in_the_grader() -> None:
    loaded = loaded_where_it_is_graded("filter_math")
    assert "numpy" in loaded
    assert not loaded & {"torch", "pydantic", "nbgrader"}


def test_the_command_that_waits_for_a_grading_process_loads_nothing_of_it() -> None:
    assert not loaded_by([str(find_content().solution("filter_math"))]) & {"numpy", "torch", "pytest", "pydantic"}


def test_a_numpy_worker_has_no_torch(open_grader) -> None:  # type: ignore[no-untyped-def]
    """Neither loaded, nor to be had: its pages would be paid for by every fork."""
    session = open_grader("filter_math")
    worker = session.sandbox.spawn(1 << 28, 10)
    try:
        source = b"import sys\ndef loaded(): return 'torch' in sys.modules\ndef get():\n    import torch\n"
        worker.ask(10, "load", "m", "m.py", source)
        assert worker.ask(10, "call", "m", "loaded", (), {}).value is False
        assert worker.ask(10, "call", "m", "get", (), {}).type_name == "ModuleNotFoundError"
    finally:
        worker.close()


def loaded_by(words: list[str]) -> set[str]:
    """Top-level modules in the process of a command when it ends."""
    return loaded_in("from receptive.cli import main\nmain()\n", words)


def loaded_where_it_is_graded(topic: str) -> set[str]:
    """The same in the process that judges a solution."""
    script = (
        "from receptive.catalogue.manifest import load_topic\n"
        "from receptive.catalogue.content import find_content\n"
        "from receptive.grading.allowance import Allowance\n"
        "from receptive.grading.desk import open_desk\nfrom receptive.grading.records import ToGrade\n"
        "from receptive.workspace.folder import read_submission\n"
        "content, slug = find_content(), sys.argv[1]\n"
        "submission = read_submission(content.solution(slug), slug)\n"
        "open_desk()(ToGrade(load_topic(content, slug), submission, 'seed'), Allowance())\n"
    )
    return loaded_in(script, [topic])


def loaded_in(script: str, words: list[str]) -> set[str]:
    start = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('LOADED', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + script, *words], capture_output=True, text=True, timeout=120, check=False
    )
    line = next(line for line in done.stderr.splitlines() if line.startswith("LOADED"))
    return set(line.split()[1:])
