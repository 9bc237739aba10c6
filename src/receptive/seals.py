"""Boxes that open with the right words: the keys and the seals of practice quizzes and of explained mistakes.

A key is derived (PBKDF2-HMAC-SHA256) from a canonical text, which is an answer in its one spelling. A box (AES-GCM)
opens with that key and with no other. The browser opens the same boxes with WebCrypto.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

PAD = 128  # lengths are multiples of it
NONCE = 12  # bytes


class Damaged(ValueError):
    """Something sealed that was cut short or changed."""


def derive(canonical: str, salt: bytes, rounds: int) -> bytes:
    """The key of a canonical text."""
    return hashlib.pbkdf2_hmac("sha256", canonical.encode(), salt, rounds)


def lock(key: bytes, content: bytes, name: str, secret: bytes) -> bytes:
    """A box. The same content gives the same bytes.

    Args:
        name: what the box is; it opens under this name only.
        secret: known to nobody who has not the content; the nonce follows from it.
    """
    nonce = make(secret, f"nonce {name} {hashlib.sha256(key).hexdigest()}")[:NONCE]
    return nonce + AESGCM(key).encrypt(nonce, content, name.encode())


def unlock(key: bytes, box: bytes, name: str) -> bytes | None:
    """What is in a box; None if the key is not its own.

    Raises:
        Damaged: it is too short to be a box.
    """
    try:
        return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], name.encode())
    except InvalidTag:
        return None
    except ValueError as broken:
        raise Damaged("a box is cut short") from broken


def cover(key: bytes, content: bytes, nonce: bytes) -> bytes:
    """Content that only this key uncovers, by covering it again (AES-CTR).

    It is as long as before. Unlike a box it does not tell whether a key is its own: something else must.

    Args:
        nonce: 16 bytes; never the same for two contents of one key.
    """
    return Cipher(AES(key), CTR(nonce)).encryptor().update(content)


def make(secret: bytes, name: str) -> bytes:
    """Bytes that only who knows the secret can make."""
    return hmac.new(secret, name.encode(), hashlib.sha256).digest()


def padded(content: bytes, longest: int = 0) -> bytes:
    """Content with blanks at its end, so that boxes that hold up to `longest` bytes have one length."""
    return content.ljust(-(-max(longest, len(content)) // PAD) * PAD)


def to_text(data: bytes) -> str:
    return b64encode(data).decode()


def from_text(text: str) -> bytes:
    """
    Raises:
        Damaged: it is no base64.
    """
    try:
        return b64decode(text, validate=True)
    except ValueError as broken:
        raise Damaged("a box is no base64") from broken
