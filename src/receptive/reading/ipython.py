"""A cell as IPython reads it: magics, shell commands, help, prompts that were pasted along, and common indentation.

Where IPython is installed its own transformer has the word; elsewhere ours, which reads the same of what people write.
Nothing is run.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import textwrap
import types
from collections.abc import Callable
from functools import cache
from pathlib import Path

from receptive.reading.python import NotPython, lines_of, parse

# Cell magics whose cell is Python of this notebook. Others run another language, or put the cell somewhere
RUN_HERE = frozenset("capture debug heat lprun memit mprun prun scalene snakeviz time timeit wandb".split())
CELL_MAGIC = re.compile(r"%%([\w.]+)[^\n]*\n?")
CLASSIC = re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |$)")
NUMBERED = re.compile(r"(?:(?:\[(?:nav|ins)\])? ?In \[\d+\]: |[ \t]*\.{3,}: ?)")
HELP = re.compile(r"%{0,2}[^\W\d][\w.]*(?:\[-?\d+\])?\?{1,2}")
ASSIGNED = re.compile(r"([^=%!?#\"']*[^=%!?#\"'<>+*/&|^@:-])=[ \t]*(?:(%)(?=[^\W\d])|(!))(.*)")
STEP = re.compile(r"\\.|\"\"\"|'''|[\"'#()\[\]{}\\]")
ASKED = "get_ipython()"
# IPython reads the whole cell again for each magic in it; what is larger is read by ours, whose time is linear
ODD = re.compile(r"^[ \t]*[%!?,;/]|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)
MOST_TRANSFORMED, MOST_ODD = 20_000, 20  # characters, and lines with something of IPython's


def as_python(source: str) -> str:
    """The Python of a cell; empty if a magic makes it something else.

    Raises:
        NotPython: IPython could not read it either.
    """
    text = "\n".join(lines_of(source.removeprefix("\ufeff")))
    magic = cell_magic(text)
    if magic:
        body = text.lstrip().partition("\n")[2]
        return as_python(body) if magic in RUN_HERE else ""
    try:
        parse(text)
    except NotPython as broken:
        return _transformed(text, broken)
    return text


def cell_magic(source: str) -> str:
    """The name of the magic that a whole cell belongs to, without its `%%`; empty if there is none."""
    found = CELL_MAGIC.match(source.removeprefix("\ufeff").lstrip())
    return found[1] if found else ""


def _transformed(text: str, broken: NotPython) -> str:
    is_small = len(text) <= MOST_TRANSFORMED and len(ODD.findall(text)) <= MOST_ODD
    for transform in (ipythons_own() if is_small else None, read_alone):
        if transform:
            try:
                changed = transform(text)
                parse(changed)
            except NotPython as still:
                broken = still
            except Exception:  # IPython's own trouble with it: ours is another reading, and may do
                continue
            else:
                return changed
    raise broken


@cache
def ipythons_own() -> Callable[[str], str] | None:
    """IPython's transformer, loaded without the rest of IPython; None where it is not installed."""
    try:
        if "IPython" in sys.modules:
            module = importlib.import_module("IPython.core.inputtransformer2")
        else:
            module = _loaded_alone()
        transform: Callable[[str], str] = module.TransformerManager().transform_cell
    except Exception:  # another version, a damaged one: then it is as if there were none
        return None
    return transform


def _loaded_alone() -> types.ModuleType:
    """The one file, and what it imports: the whole of IPython would take longer than all else in reading a notebook."""
    spec = importlib.util.find_spec("IPython")
    if spec is None or spec.origin is None:
        raise ImportError("IPython is not installed")
    root = Path(spec.origin).parent
    packages = {"IPython": root, "IPython.core": root / "core", "IPython.utils": root / "utils"}
    for name, folder in packages.items():
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    try:
        return importlib.import_module("IPython.core.inputtransformer2")
    finally:
        for name in [one for one in sys.modules if one.partition(".")[0] == "IPython"]:
            del sys.modules[name]


def read_alone(text: str) -> str:
    """The same without IPython."""
    lines = _without_prompts(textwrap.dedent(text.lstrip("\n")).split("\n"))[::-1]
    read: list[str] = []
    depth, quote, goes_on = 0, "", False
    while lines:
        line = lines.pop()
        python = line if depth or quote or goes_on else _python_of(line)
        if python == line:
            depth, quote, goes_on = _after(line, depth, quote)
        elif line.endswith("\\") and lines:  # a magic goes on after it
            lines.append(f"{line.rstrip()[:-1]} {lines.pop()}")
            continue
        read.append(python)
    return "\n".join(read)


def _without_prompts(lines: list[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")
    for prompt, start in ((CLASSIC, ">>>"), (NUMBERED, "")):
        if prompt.match(first) and first.lstrip().startswith(start):
            return textwrap.dedent("\n".join(prompt.sub("", line, count=1) for line in lines)).split("\n")
    return lines


def _python_of(line: str) -> str:
    """A line where a statement begins. A magic becomes a call as IPython makes it, so that a name is still bound."""
    head = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    if HELP.fullmatch(head) or head.startswith("?"):
        return f"{indent}{_line_magic('pinfo ' + head.strip('?'))}"
    if head.startswith("%"):
        return f"{indent}{_line_magic(head[1:])}"
    if head.startswith("!"):
        return f"{indent}{ASKED}.system({head[1:]!r})"
    assigned = ASSIGNED.fullmatch(line)
    if assigned:
        target, sign, rest = (part for part in assigned.groups() if part is not None)
        return f"{target}= {_line_magic(rest) if sign == '%' else f'{ASKED}.getoutput({rest!r})'}"
    return line


def _line_magic(text: str) -> str:
    name, _, rest = text.strip().partition(" ")
    return f"{ASKED}.run_line_magic({name!r}, {rest!r})"


def _after(line: str, depth: int, quote: str) -> tuple[int, str, bool]:
    """Whether the next line is still in brackets or in a text, after what there was before; and a backslash's."""
    found = None
    for found in STEP.finditer(line):
        step = found[0]
        if quote:
            quote = "" if step == quote else quote
        elif step == "#":
            return depth, "", False
        elif step[0] in "\"'":
            quote = step
        else:
            depth = max(0, depth + (step in "([{") - (step in ")]}"))
    goes_on = found is not None and found[0] == "\\"
    return depth, quote if len(quote) == 3 or goes_on else "", goes_on
