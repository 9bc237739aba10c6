"""Reads QTI 2.1 back, and does what a system does with it: marks a response by an item's own rules."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from quiz_readers import CELL, etree, words

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")

Values = tuple[str, ...]
Response = dict[str, Values]


@dataclass
class Package:
    """The files of a package: XML with its namespace taken off, and the rest."""

    names: list[str]
    manifest: Any
    test: Any
    items: dict[str, Any]


def read_package(data: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        roots = {name: _plain(etree.fromstring(package.read(name))) for name in package.namelist() if "xml" in name}
        names = package.namelist()
    items = {name[6:-4]: root for name, root in roots.items() if name.startswith("items/")}
    return Package(names, roots["imsmanifest.xml"], roots["test.xml"], items)


def _plain(root: Any) -> Any:
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    return root


def check_names(item: Any) -> None:
    """Every name is one for XML and unique, and what is referred to is declared."""
    responses = [one.get("identifier") for one in item.iter("responseDeclaration")]
    outcomes = [one.get("identifier") for one in item.iter("outcomeDeclaration")]
    assert len({*responses, *outcomes}) == len(responses) + len(outcomes)
    assert {one.get("responseIdentifier") for one in item.iter() if one.get("responseIdentifier")} == set(responses)
    assert {one.get("identifier") for one in item.iter("variable")} <= {*responses, *outcomes}
    assert {one.get("identifier") for one in item.iter("setOutcomeValue")} <= set(outcomes)
    told = [one.get("identifier") for one in item.iter("modalFeedback")]
    assert len(set(told)) == len(told)
    assert {one.get("outcomeIdentifier") for one in item.iter("modalFeedback")} <= set(outcomes)
    offered = [one.get("identifier") for one in item.iter("simpleChoice", "simpleAssociableChoice")]
    assert len(set(offered)) == len(offered)
    assert all(NCNAME.fullmatch(name) for name in [item.get("identifier"), *responses, *told, *offered])


def points(item: Any) -> float:
    return float(item.findtext("outcomeDeclaration[@identifier='MAXSCORE']/defaultValue/value"))


def correct(item: Any) -> Response:
    """The response that an item declares as right."""
    return {
        one.get("identifier"): tuple(value.text for value in one.iterfind("correctResponse/value"))
        for one in item.iter("responseDeclaration")
    }


def score(item: Any, response: Response) -> tuple[float, list[str]]:
    """Points and the names of the feedback that is shown."""
    earned, told = 0.0, []
    for condition in item.find("responseProcessing"):
        for branch in condition:
            if _holds(branch[0], response):
                for outcome in branch.iterfind("setOutcomeValue"):
                    if outcome.get("identifier") == "SCORE":
                        earned = earned * (outcome[0].tag == "sum") + _worth(item, outcome[0])
                    else:
                        told.append(outcome.findtext("baseValue"))
                break
    return earned, told


def _worth(item: Any, value: Any) -> float:
    """What an outcome is set to: a number, or what another outcome begins with."""
    if value.tag == "sum":  # a part of the points, beside what was earned before
        return float(value.findtext("baseValue"))
    if value.tag == "baseValue":
        return float(value.text)
    return float(item.findtext(f"outcomeDeclaration[@identifier='{value.get('identifier')}']/defaultValue/value"))


def _holds(rule: Any, response: Response) -> bool:
    if rule.tag in ("and", "or"):
        return {"and": all, "or": any}[rule.tag](_holds(one, response) for one in rule)
    if rule.tag == "not":
        return not _holds(rule[0], response)
    given = response[rule[0].get("identifier")]
    if rule.tag == "isNull":
        return not given
    wanted = _wanted(rule)
    match rule.tag:
        case "equal":
            half = float(rule.get("tolerance", "0").split()[0]) if rule.get("toleranceMode") == "absolute" else 0
            return bool(given) and abs(float(given[0]) - float(wanted[0])) <= half + 1e-9
        case "stringMatch":
            same = (given[0] if given else "", wanted[0])
            return same[0] == same[1] if rule.get("caseSensitive") == "true" else same[0].lower() == same[1].lower()
        case "match" if rule[1].tag == "ordered" or (rule.find("correct") is not None and _is_ordered(rule)):
            return given == wanted
        case "match":
            return sorted(given) == sorted(wanted)
    raise AssertionError(rule.tag)


def _wanted(rule: Any) -> Values:
    """The values that a rule compares with: its own, or those that are declared as right."""
    if rule.find("correct") is not None:
        return correct(rule.getroottree().getroot())[rule.find("correct").get("identifier")]
    return tuple(one.text or "" for one in rule.iter("baseValue"))


def _is_ordered(rule: Any) -> bool:
    name = rule.find("correct").get("identifier")
    root = rule.getroottree().getroot()
    return any(one.get("identifier") == name and one.get("cardinality") == "ordered" for one in root)


def responses_of(item: Any, feedback: str) -> list[Response]:
    """Responses that are to show this feedback; the other parts of the answer are right."""
    branch = next(
        one
        for one in item.iter("responseIf", "responseElseIf")
        if feedback in [value.text for value in one.iterfind("setOutcomeValue/baseValue")]
    )
    found = []
    for rule in _leaves(branch[0]):
        name = next(rule.iter("variable")).get("identifier")
        found.append(correct(item) | {name: _wanted(rule)})
    return found


def _leaves(rule: Any) -> list[Any]:
    """The conditions that a response can be made of: of a rule that something was given at all it cannot."""
    if rule.tag in ("and", "or"):
        return [leaf for part in rule for leaf in _leaves(part)]
    return [] if rule.tag == "not" else [rule]


def typed(item: Any, response: Response) -> list[str]:
    """A response as it would be typed into the forms of a variant."""
    return [_typed(item, name, values) for name, values in response.items()]


def _typed(item: Any, name: str, values: Values) -> str:
    interaction = next(one for one in item.iter() if one.get("responseIdentifier") == name)
    match interaction.tag:
        case "textEntryInteraction":
            return values[0]
        case "matchInteraction":
            pairs = [value.split() for value in values]
            return " ".join(f"{int(left[1:]) + 1}{chr(97 + int(right[1:]))}" for left, right in pairs)
    cells = [CELL.fullmatch(text) for text in options(item)]
    places = [int(value[1:]) for value in values]
    if all(cells):
        return " ".join(f"{cells[place][1]},{cells[place][2]}" for place in places) or "none"
    return " ".join(str(place + 1) for place in places) or "none"


def options(item: Any) -> list[str]:
    return [inner_words(one) for one in item.iter("simpleChoice")]


def inner_words(element: Any) -> str:
    return words(etree.tostring(element, encoding="unicode", with_tail=False))
