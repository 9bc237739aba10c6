"""What a file is by its first bytes, whatever its name says. Nothing is parsed here."""

from __future__ import annotations

import codecs
import re
from enum import Enum


class Content(Enum):
    """What a file holds. The value says so to whoever handed it in."""

    TEXT = "text"
    NOTEBOOK = "a notebook"
    ZIP = "a zip archive"
    TAR = "a tar archive"
    SEVEN_ZIP = "a 7z archive, which is not opened here; pack it as .zip"
    RAR = "a RAR archive, which is not opened here; pack it as .zip"
    WEB_PAGE = "a web page, as a browser saves it in the place of a file; download the file itself"
    RICH_TEXT = "a formatted text (RTF); save it as plain text"
    OFFICE = "a document of an office program; copy the code into a plain file"
    PDF = "a PDF; hand in the file that it was made of"
    PICTURE = "a picture; hand in the file that it shows"
    PROGRAM = "a compiled program; hand in its source"


ARCHIVES = (Content.ZIP, Content.TAR)
PACKED = (*ARCHIVES, Content.SEVEN_ZIP, Content.RAR)  # each may hold somebody's work
_BEGINNINGS = {
    b"PK\x03\x04": Content.ZIP,
    b"PK\x05\x06": Content.ZIP,
    b"\x1f\x8b": Content.TAR,
    b"BZh": Content.TAR,
    b"\xfd7zXZ\x00": Content.TAR,
    b"7z\xbc\xaf\x27\x1c": Content.SEVEN_ZIP,
    b"Rar!\x1a\x07": Content.RAR,
    b"{\\rtf": Content.RICH_TEXT,
    b"\xd0\xcf\x11\xe0": Content.OFFICE,
    b"%PDF": Content.PDF,
    b"\x89PNG": Content.PICTURE,
    b"\xff\xd8\xff": Content.PICTURE,
    b"GIF8": Content.PICTURE,
    b"\x7fELF": Content.PROGRAM,
    b"\xcb\r\r\n": Content.PROGRAM,
}
_TAR_MARK, _TAR_MARK_AT = b"ustar", 257
_WEB = re.compile(
    rb"\s*(<!--.{0,500}?-->\s*)?<(!doctype\s+html|html\b|head\b|\?xml[^>]{0,200}\?>\s*<!doctype\s+html)", re.I | re.S
)
_NOTEBOOK = re.compile(rb'\s*\{\s*"(cells|metadata|nbformat|nbformat_minor|worksheets)"\s*:')
_LOOKED_AT = 1024
_OFFICE_PARTS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def content_of(data: bytes) -> Content:
    """What these bytes are; text if nothing else is known of them."""
    head = data[:_LOOKED_AT]
    for beginning, content in _BEGINNINGS.items():
        if head.startswith(beginning):
            is_office = content is Content.ZIP and any(part in head[:80] for part in _OFFICE_PARTS)
            return Content.OFFICE if is_office else content
    if head[_TAR_MARK_AT:].startswith(_TAR_MARK):
        return Content.TAR
    text = head.removeprefix(codecs.BOM_UTF8)
    if _WEB.match(text):
        return Content.WEB_PAGE
    return Content.NOTEBOOK if _NOTEBOOK.match(text) else Content.TEXT


def as_utf8(data: bytes) -> bytes:
    """Text that an editor saved as UTF-16, in the encoding that Python reads; every other as it is."""
    if data.startswith(_WIDE):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    head = data[:_LOOKED_AT]
    for encoding, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(head) >= 8 and zeros.count(0) > len(zeros) * 0.8 and not letters.count(0):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data
