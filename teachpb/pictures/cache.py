"""Pictures that were drawn, kept under the hash of what they say. Losing one costs a tenth of a second."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from teachpb import clock
from teachpb.pictures.drawing import draw
from teachpb.pictures.layout import Card
from teachpb.web.settings import settings

#: Raised when pictures are drawn differently, so that none of the old ones is shown.
VERSION = 2
KEPT_FOR = timedelta(days=30)


def key_of(card: Card) -> str:
    """The same for the same words, and another for any other."""
    return hashlib.sha256(f"{VERSION}{card!r}".encode()).hexdigest()[:24]


def folder() -> Path:
    return settings().data_dir / "pictures"


def picture(card: Card) -> bytes:
    """The picture, drawn now if it was not before. A folder that cannot be written to only costs time."""
    path = folder() / f"{key_of(card)}.png"
    with suppress(OSError):
        return path.read_bytes()
    content = draw(card)
    with suppress(OSError):
        _keep(path, content)
    return content


def _keep(path: Path, content: bytes) -> None:
    """Nobody ever reads half a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as target:
        target.write(content)
    Path(name).replace(path)


def forget_old() -> int:
    """Delete what was drawn a month ago; what is still asked for is drawn again. Returns how many."""
    limit = (clock.now() - KEPT_FOR).timestamp()
    count = 0
    for path in folder().glob("*.*"):
        with suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()
                count += 1
    return count
