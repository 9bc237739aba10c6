"""The shipped filter of system calls is the one that its generator writes."""

from __future__ import annotations

import importlib.util
import struct
from types import ModuleType

import pytest

from support import ROOT

BLOB = ROOT / "src" / "receptive" / "sandbox" / "seccomp.bpf"
X86_64, AARCH64 = 0xC000003E, 0xC00000B7
RETURN, KILL, ALLOW, REFUSE = 0x06, 0, 0x7FFF0000, 0x00050001  # EPERM


@pytest.fixture(scope="module")
def instructions() -> list[tuple[int, int, int, int]]:
    """The filter: code, jumps and operand of each instruction."""
    return list(struct.iter_unpack("<HBBI", BLOB.read_bytes()))


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    try:
        importlib.import_module("pyseccomp")
    except (ImportError, RuntimeError) as missing:
        pytest.skip(f"pyseccomp and libseccomp are needed to generate the filter: {missing}")
    spec = importlib.util.spec_from_file_location("generate_seccomp", ROOT / "scripts" / "generate_seccomp.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_filter_is_the_generated_one(generator: ModuleType) -> None:
    assert generator.export(generator.build()) == BLOB.read_bytes(), "run scripts/generate_seccomp.py"


def test_the_filter_has_whole_instructions_and_fits_the_kernel() -> None:
    size = len(BLOB.read_bytes())
    assert size % 8 == 0
    assert 0 < size < 4096 * 8


def test_the_filter_knows_both_architectures(instructions: list[tuple[int, int, int, int]]) -> None:
    assert {X86_64, AARCH64} <= {operand for *_, operand in instructions}


def test_an_unlisted_call_is_refused_and_a_foreign_one_ends_the_process(
    instructions: list[tuple[int, int, int, int]],
) -> None:
    answers = {operand for code, *_, operand in instructions if code == RETURN}
    assert {KILL, ALLOW, REFUSE} <= answers


@pytest.mark.parametrize(
    "name",
    "fork vfork execve execveat socket connect bind kill tgkill ptrace memfd_create unlink chmod setrlimit".split(),
)
def test_the_list_has_no_call_that_reaches_outside(generator: ModuleType, name: str) -> None:
    assert name not in generator.ALLOWED
