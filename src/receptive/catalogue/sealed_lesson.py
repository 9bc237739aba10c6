"""A whole lesson as one unreadable file, for a student who works alone.

The key stands here, so this is no secret: it keeps answers from being read by accident, found by a search, or taken up
by an assistant that indexes the folder. Whoever wants to open it can.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import shutil
import tempfile
import zipfile
from pathlib import Path

from receptive.catalogue.fixed_zip import write_zip

FILE = "lesson.sealed"
NONCE = bytes(12)  # one key, one text


def seal(files: dict[str, bytes]) -> bytes:
    """The files as one box; the same files give the same bytes."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(_key()).encrypt(NONCE, write_zip(sorted(files.items())), None)


def unseal(path: Path) -> Path:
    """Open a box into a folder that only this user can read and that goes when this process ends.

    Raises:
        ValueError: it is damaged, or of another version.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        packed = ChaCha20Poly1305(_key()).decrypt(NONCE, path.read_bytes(), None)
    except InvalidTag as damaged:
        raise ValueError("is damaged; install the lesson again") from damaged
    folder = Path(tempfile.mkdtemp(prefix="receptive-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
    return folder


def _key() -> bytes:
    return hashlib.sha256(b"receptive: a sealed lesson").digest()
