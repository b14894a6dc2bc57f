"""From words to a PNG: a background photographed from our own scenes (``assets/share-card.html``), and words on it."""

from __future__ import annotations

import threading
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from teachpb.config import PROJECT_ROOT
from teachpb.pictures.layout import ACCENTS, Card, Words, lay_out
from teachpb.pictures.lettering import font, runs

#: Typefaces are not to be used by two threads at once.
_pen = threading.Lock()


@lru_cache(maxsize=len(ACCENTS))
def background(theme: str) -> Image.Image:
    with Image.open(PROJECT_ROOT / "static" / "img" / f"share-{theme}.png") as image:
        return image.convert("RGB")


def draw(card: Card) -> bytes:
    """The picture as a PNG of 1200 × 630."""
    with _pen:
        image = background(card.theme).copy()
        pen = ImageDraw.Draw(image)
        for words in lay_out(card):
            _write(pen, words)
    target = BytesIO()
    image.save(target, "PNG", compress_level=6)
    return target.getvalue()


def _write(pen: ImageDraw.ImageDraw, words: Words) -> None:
    """One line, its letters from whichever file has them, on one base line."""
    x = words.x
    base = words.y + words.height * 0.76
    for part, letters in runs(words.text):
        face = font(words.face, part)
        pen.text((x, base), letters, font=face, fill=words.colour, anchor="ls")
        x += face.getlength(letters)
