"""What is exported is what was asked: it reads back to the same questions, points and answers, and losses are named."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import qti_reader as qti
from quiz_readers import Told, etree, read_canvas, read_jupyterquiz, read_moodle, words
from quiz_sample import QUIZZES, pools_of
from receptive.exchange.quiz import FORMATS, Pool
from receptive.exchange.quiz.losses import LeftOut
from receptive.exchange.quiz.markup import IN_FILE
from receptive.exchange.quiz.pools import identifier, without_tables
from receptive.quiz.forms import Variant
from receptive.quiz.marking import mark_final
from receptive.quiz.prose import to_html

XSD = "RECEPTIVE_QTI_XSD"


@pytest.fixture(params=QUIZZES)
def pools(request: pytest.FixtureRequest, tmp_path: Path) -> list[Pool]:
    return pools_of(request.param, tmp_path)


def shown(text: str) -> str:
    """The words of a text of a question; a picture in a file is replaced by what it shows."""
    return words(IN_FILE.sub(r"(\1)", to_html(text)))


def named(pools: list[Pool]) -> dict[str, Variant]:
    return {identifier(variant): variant for pool in pools for variant in pool.variants}


def check(variant: Variant, told: Told) -> None:
    """A question in a file has the texts of a variant, and its answers are worth what they are worth with us."""
    assert shown(variant.prompt) in told.prompt
    bare = tuple(replace(form, decimals=0) for form in variant.forms)  # other systems write 0.40 as 0.4
    variant = replace(variant, forms=bare)
    if told.options and variant.type != "hotspot":
        assert told.options == [shown(option) for option in variant.forms[0].options]
    assert told.right
    assert all(mark_final(variant, response).right for response in told.right)
    for response, said in told.wrong:
        marked = mark_final(variant, response)
        assert not marked.right
        assert said in [shown(belief.says) for belief in marked.beliefs]


def check_losses(pools: list[Pool], found: set[str], left_out: tuple[str, ...]) -> None:
    """Each variant is in the file, or it is named among what is left out; never both."""
    for name, variant in named(pools).items():
        begin = f"{variant.quiz}/{variant.question}: "
        whole = any(line.startswith(f"{begin}the whole question") for line in left_out)
        one = any(line.startswith(f"{begin}the whole variant {variant.number}:") for line in left_out)
        assert (name in found) != (whole or one), name


def test_moodle_reads_back(pools: list[Pool]) -> None:
    exported = FORMATS["moodle"]("Title", pools)
    variants = named(pools)
    questions = read_moodle(exported.data, variants)
    check_losses(pools, set(questions), exported.left_out)
    for name, told in questions.items():
        variant = variants[name]
        check(variant, told)
        changed = any(line.startswith(f"{variant.quiz}/{variant.question}: its points") for line in exported.left_out)
        assert (told.points != variant.points) == changed


def test_canvas_reads_back(pools: list[Pool]) -> None:
    exported = FORMATS["canvas"]("Title", pools)
    questions = read_canvas(exported.data)
    split = without_tables(pools, LeftOut())
    check_losses(split, set(questions), exported.left_out)
    for name, told in questions.items():
        check(named(split)[name], told)
        assert told.points == named(split)[name].points


def test_jupyterquiz_reads_back(pools: list[Pool]) -> None:
    exported = FORMATS["jupyterquiz"]("Title", pools)
    questions = read_jupyterquiz(exported.data)
    split = without_tables(pools, LeftOut())
    check_losses([Pool(pool.question, pool.variants[:1]) for pool in split], set(questions), exported.left_out)
    for name, told in questions.items():
        check(named(split)[name], told)
    for pool in split:
        more = f"{pool.variants[0].quiz}/{pool.variants[0].question}: {len(pool.variants) - 1} more variants"
        assert (len(pool.variants) > 1) == any(line.startswith(more) for line in exported.left_out)


def test_qti_reads_back(pools: list[Pool]) -> None:
    """Each item is marked by its own rules, with the answer that it declares right and with all it knows of."""
    exported = FORMATS["qti21"]("Title", pools)
    package = qti.read_package(exported.data)
    check_losses(pools, set(package.items), exported.left_out)
    for name, item in package.items.items():
        variant = named(pools)[name]
        qti.check_names(item)
        assert qti.points(item) == variant.points
        told = Told(variant.points, qti.inner_words(item.find("itemBody")), right=[qti.typed(item, qti.correct(item))])
        told.options = qti.options(item)
        assert qti.score(item, qti.correct(item)) == (variant.points, ["RIGHT"])
        for response in qti.responses_of(item, "RIGHT"):
            assert qti.score(item, response) == (variant.points, ["RIGHT"])
            told.right.append(qti.typed(item, response))
        for feedback in item.iterfind("modalFeedback"):
            for response in qti.responses_of(item, feedback.get("identifier")):
                if feedback.get("identifier") != "RIGHT":
                    parts = len(variant.forms)
                    earned, told_of = qti.score(item, response)
                    assert earned == pytest.approx(variant.points * (parts - 1) / parts, abs=1e-4)
                    assert told_of == [feedback.get("identifier")]
                    told.wrong.append((qti.typed(item, response), qti.inner_words(feedback)))
        check(variant, told)


def test_qti_package_is_whole(pools: list[Pool]) -> None:
    """What the manifest and the test name is there, and a section picks one of several variants."""
    package = qti.read_package(FORMATS["qti21"]("Title", pools).data)
    files = {one.get("href") for one in package.manifest.iter("file")}
    assert files == set(package.names) - {"imsmanifest.xml"}
    resources = {one.get("identifier") for one in package.manifest.iter("resource")}
    assert {one.get("identifierref") for one in package.manifest.iter("dependency")} <= resources
    for section in package.test.iter("assessmentSection"):
        hrefs = [one.get("href") for one in section.iter("assessmentItemRef")]
        assert set(hrefs) <= files
        selected = section.find("selection")
        assert (selected is not None and selected.get("select") == "1") == (len(hrefs) > 1)
    for name, item in package.items.items():
        for image in item.iter("img"):
            assert f"items/{image.get('src')}".replace("items/../", "") in files, name


def test_qti_obeys_the_official_schema(pools: list[Pool]) -> None:
    folder = os.environ.get(XSD)
    if not folder:
        pytest.skip(f"{XSD} names no folder with the schemas of IMS")
    schemas = {
        name: etree.XMLSchema(etree.parse(next(Path(folder).rglob(name))))
        for name in ("imsqti_v2p1.xsd", "imscp_v1p1.xsd")
    }
    with zipfile.ZipFile(io.BytesIO(FORMATS["qti21"]("Title", pools).data)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                schema = schemas["imscp_v1p1.xsd" if name == "imsmanifest.xml" else "imsqti_v2p1.xsd"]
                schema.assertValid(etree.fromstring(package.read(name)))
