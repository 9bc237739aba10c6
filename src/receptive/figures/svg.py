"""matplotlib's SVG made fit for a page: its text stays text, no style attributes (a strict page forbids them)."""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
FAMILY = "system-ui, sans-serif"
FONT = re.compile(r"(?:(?P<weight>bold|[1-9]00)\s+)?(?P<size>[\d.]+)px")
KEPT = {
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
    "opacity", "fill-opacity", "stroke-opacity", "text-anchor", "font-size", "font-weight",
}  # fmt: skip
DARK = "@media (prefers-color-scheme: dark) { svg { color: #eceef1; background: #16181b; } }"


def clean(text: str, title: str, colors: dict[str, str], at: tuple[float, float] | None = None) -> str:
    """One `<svg>` for a page.

    Args:
        title: what a screen reader says of it; the text beside the picture says the rest.
        colors: what stands for which color that was drawn.
        at: its place in a larger SVG, which says what all parts have in common.
    """
    root = ElementTree.fromstring(text)
    prefix = hashlib.sha256(text.encode()).hexdigest()[:8]
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.rpartition("}")[2] in ("metadata", "style"):
                parent.remove(child)
    wanted = {found for node in root.iter() for value in node.attrib.values() for found in _references(value)}
    for node in root.iter():
        _plain_attributes(node, colors)
        _own_ids(node, wanted, prefix)
        node.tag = node.tag.replace(f"{{{SVG}}}", "")
        node.text = node.text.strip() if node.text and node.tag == "text" else None
        node.tail = "\n" if node.tag == "text" else None
    _, _, width, height = root.attrib["viewBox"].split()
    whole = {"xmlns": SVG, "role": "img", "aria-label": title, "fill": "currentColor", "font-family": FAMILY}
    place = whole if at is None else {"x": f"{at[0]:g}", "y": f"{at[1]:g}"}
    root.attrib = place | {"width": width, "height": height, "viewBox": root.attrib["viewBox"]}
    return ElementTree.tostring(root, "unicode").replace("<defs />", "")


def standalone(svg: str, words: str) -> str:
    """The picture as a file of its own, which has no page around it to give it a color.

    Args:
        words: its text twin, escaped.
    """
    head, _, rest = svg.partition(">")
    return f"{head}><desc>{words}</desc><style>{DARK}</style>{rest}\n"


def apart(svg: str) -> str:
    """For a page: the parts of a picture in a box whose style wraps them; a picture of one part as it is."""
    head, _, rest = svg.partition(">")
    if not rest.startswith("<svg"):
        return svg
    label = re.search(r'aria-label="[^"]*"', head)
    return f'<div class="parts" role="img" {label[0] if label else ""}>{rest.removesuffix("</svg>")}</div>'


def _references(value: str) -> list[str]:
    found = re.findall(r"url\(#([^)]+)\)", value)
    return [*found, value[1:]] if value.startswith("#") else found


def _own_ids(node: ElementTree.Element, wanted: set[str], prefix: str) -> None:
    """Only ids that something refers to, and none that another picture of the page has."""
    name = node.attrib.pop("id", "")
    if name in wanted:
        node.set("id", f"{prefix}-{name}")
    for key, value in list(node.attrib.items()):
        if key == XLINK or (key == "href" and value.startswith("#")):
            del node.attrib[key]
            node.set("href", f"#{prefix}-{value[1:]}")
        elif "url(#" in value:
            node.set(key, value.replace("url(#", f"url(#{prefix}-"))


def _plain_attributes(node: ElementTree.Element, colors: dict[str, str]) -> None:
    for part in node.attrib.pop("style", "").split(";"):
        name, _, value = (piece.strip() for piece in part.partition(":"))
        if name == "font":
            found = FONT.search(value)
            if found:
                node.set("font-size", found["size"])
                node.set("font-weight", found["weight"] or "400")
        elif name in KEPT:
            node.set(name, colors.get(value.lower(), value.removesuffix("px")))
    if node.tag.endswith("}text"):
        node.attrib.pop("transform", None) if "rotate(-0 " in node.get("transform", "") else None
