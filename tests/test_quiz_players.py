"""Exported quizzes in the hands of players that others wrote: what is right is worth its points there, too.

Pyslet is one of few programs outside a learning system that run QTI 2.1: it has types of its own for every value, and
marks a response by the rules of the item. Nothing of it is ours, so it cannot share a mistake of ours.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import replace
from typing import Any

import pytest

import qti_reader as qti
from quiz_sample import QUIZZES, pools_of
from receptive.exchange.quiz import FORMATS, Pool

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it spells two of its regular expressions as Python once allowed
    for module in ("pyslet.qtiv2.xml", "pyslet.qtiv2.variables"):
        pytest.importorskip(module, reason="pyslet is not installed: pip install -e '.[dev]'")
    from pyslet.qtiv2 import expressions, variables
    from pyslet.qtiv2.xml import QTIDocument

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # it calls itself by older names

# Pyslet forgets to say that this attribute is a list, takes "0.5 0.5" for its characters, and then refuses the dot
expressions.Equal.XMLATTR_tolerance = ("tolerance", str, str, list)


Items = dict[str, Any]


@pytest.fixture(scope="module", params=QUIZZES)
def pools(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Pool]:
    return pools_of(request.param, tmp_path_factory.mktemp("quiz"))


@pytest.fixture(scope="module")
def package(pools: list[Pool]) -> bytes:
    """One variant of each question: all are written by one template, and Pyslet reads them slowly."""
    return FORMATS["qti21"]("Title", [replace(pool, variants=pool.variants[:1]) for pool in pools]).data


@pytest.fixture(scope="module")
def items(package: bytes) -> Items:
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return {name[6:-4]: read(files.read(name)) for name in files.namelist() if name.startswith("items/")}


def read(data: bytes) -> Any:
    document = QTIDocument()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it calls itself by older names
        document.read(src=io.BytesIO(data))
    return document.root


def mark(item: Any, response: qti.Response) -> tuple[float, list[str]]:
    """Points and the names of the feedback that is shown, after one attempt."""
    state = variables.ItemSessionState(item)
    state.begin_session()
    for name, values in response.items():
        single = state[name].cardinality() == variables.Cardinality.single
        state[name].set_value((values or (None,))[0] if single else values)
    state.end_attempt()
    told = (state[one.identifier].value for one in item.OutcomeDeclaration if one.identifier.endswith("FEEDBACK"))
    return state["SCORE"].value, [name for name in told if name]


def key(item: Any) -> qti.Response:
    """The response that a player shows as right; values are those of its own reading."""
    return {
        declared.identifier: tuple(str(one.get_value()) for one in declared.CorrectResponse.ValueElement)
        if declared.CorrectResponse
        else ()
        for declared in item.ResponseDeclaration
    }


def test_the_key_is_worth_all_points(items: Items) -> None:
    for name, item in items.items():
        most = next(one for one in item.OutcomeDeclaration if one.identifier == "MAXSCORE").get_default_value().value
        assert mark(item, key(item)) == (most, ["RIGHT"]), name


def test_no_answer_is_worth_nothing_but_where_nothing_is_right(items: Items) -> None:
    for name, item in items.items():
        nothing = dict.fromkeys(key(item), ())
        assert mark(item, nothing)[0] == 0 or key(item) == nothing, name


def test_every_answer_that_an_item_knows_of_is_marked_as_we_read_its_rules(items: Items, package: bytes) -> None:
    """All right spellings, and all known mistakes with what is said about them."""
    for name, ours in qti.read_package(package).items.items():
        for feedback in ours.iterfind("modalFeedback"):
            for response in qti.responses_of(ours, feedback.get("identifier")):
                points, told = mark(items[name], response)
                assert (pytest.approx(points), told) == qti.score(ours, response), (name, response)


def test_the_package_s_test_holds_every_item_once(pools: list[Pool]) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["qti21"]("Title", pools).data)) as files:
        names = [name for name in files.namelist() if name.startswith("items/")]
        test = read(files.read("test.xml"))
    sections = [section for part in test.TestPart for section in part.AssessmentSection]
    assert sorted(str(one.href) for section in sections for one in section.SectionPart) == sorted(names)
    for section in sections:
        assert (section.Selection.select if section.Selection else len(section.SectionPart)) == 1
