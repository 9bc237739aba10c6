"""A lesson that its author has broken: file and line, exit 4; a grader that fails: exit 3, never a mark."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from support import Grade, solution

CONTENT = find_content()


def copied_lesson(tmp_path: Path, topic: str) -> Path:
    """A lesson of one topic, to be broken."""
    root = tmp_path / "broken"
    shutil.copytree(CONTENT.root / "exercises" / topic, root / "exercises" / topic)
    shutil.copytree(CONTENT.grader(topic), root / "graders" / topic)
    return root


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("order: 3", "order: three", 3, "order must be a number"),
        ("title: Output size", "titel: Output size", 2, "titel is no field of topic.yaml"),
        ("schema: receptive/topic/v1", "schema: [", 3, "is no YAML"),
        ("packages: []", "importable: [receptive]", None, "must be what code imports of a package, such as sklearn"),
        ("packages: []", "importable: [os]", None, "must be what code imports of a package, such as sklearn"),
        ("visibility: open", "visibility: opened", None, "visibility must be open or hidden"),
    ],
)
def test_a_broken_manifest_names_file_and_line(
    tmp_path: Path, grade: Grade, old: str, new: str, line: int | None, told: str
) -> None:
    root = copied_lesson(tmp_path, "output_size")
    manifest = root / "exercises" / "output_size" / "topic.yaml"
    text = manifest.read_text()
    assert old in text
    manifest.write_text(text.replace(old, new, 1))
    (tmp_path / "output_size.py").write_text(solution("output_size"))
    ran = grade("output_size", RECEPTIVE_LESSON=str(root))
    expected = line or text[: text.index(old)].count("\n") + 1
    assert ran.code == 4
    assert told in ran.err
    assert f"{manifest}:{expected}: " in ran.err


def test_a_rubric_that_no_test_decides_is_broken_content(tmp_path: Path, grade: Grade) -> None:
    root = copied_lesson(tmp_path, "output_size")
    manifest = root / "exercises" / "output_size" / "topic.yaml"
    manifest.write_text(manifest.read_text().replace("id: stride", "id: strides", 1))
    (tmp_path / "output_size.py").write_text(solution("output_size"))
    ran = grade("output_size", RECEPTIVE_LESSON=str(root))
    assert ran.code == 4
    assert "criterion 'stride': topic.yaml has no such criterion" in ran.err


def test_a_fault_of_the_grader_is_internal_exit_3_and_no_mark(tmp_path: Path, grade: Grade) -> None:
    root = copied_lesson(tmp_path, "output_size")
    grader = root / "graders" / "output_size" / "test_conv_out.py"
    mark = '@pytest.mark.criterion("stride")\ndef '
    text = grader.read_text()
    assert mark in text
    head, tail = text.split(mark, 1)
    signature, body = tail.split("\n", 1)
    grader.write_text(f"{head}{mark}{signature}\n    raise KeyError('ours')\n{body}")
    (tmp_path / "output_size.py").write_text(solution("output_size"))
    ran = grade("output_size", "--json", RECEPTIVE_LESSON=str(root))
    assert ran.code == 3
    assert ran.criteria()["stride"]["status"] == "internal"
    assert "our fault" in ran.criteria()["stride"]["message"]
    assert "KeyError" not in ran.out
    assert "KeyError: 'ours'" in ran.err
    assert [line["id"] for line in ran.criteria().values() if line["status"] != "passed"] == ["stride"]


def test_no_lesson_at_all_is_broken_content(tmp_path: Path, grade: Grade) -> None:
    assert grade("list", RECEPTIVE_LESSON=str(tmp_path)).code == 4
