"""Letters and how wide they are: our own two typefaces, in the two files each that the pages are served with."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby

from PIL import ImageFont

from teachpb.config import PROJECT_ROOT

FONTS = PROJECT_ROOT / "static" / "fonts"
DISPLAY, TEXT = "bricolage-grotesque", "source-sans-3"
#: Letters of the first file beyond Latin-1, as ``assets/fonts.mjs`` subsets it.
_EXTRA = frozenset("ıŒœˆ˚˜–—‘’‚“”„†•…‹›€™←↑→↓−\u2009\u202f\u2011")
_EXTENDED_EXTRA = frozenset("ȘșȚțẀẁẂẃẄẅỲỳ")

Face = tuple[str, int, int]  # family, weight, size in pixels


@lru_cache(maxsize=128)
def font(face: Face, part: str) -> ImageFont.FreeTypeFont:
    family, weight, size = face
    loaded = ImageFont.truetype(str(FONTS / f"{family}-{part}.woff2"), size)
    loaded.set_variation_by_axes([weight])
    return loaded


def part_of(letter: str) -> str:
    """Which file holds ``letter``: “latin”, “latin-ext”, or "" for neither."""
    code = ord(letter)
    if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF or letter in _EXTRA:
        return "latin"
    return "latin-ext" if 0x100 <= code <= 0x17F or letter in _EXTENDED_EXTRA else ""


def legible(text: str) -> str:
    """``text`` in letters we have: composed, white space folded; a letter we lack becomes its plain form or nothing."""
    letters = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        if part_of(letter):
            letters.append(letter)
        else:
            letters.extend(each for each in unicodedata.normalize("NFKD", letter) if part_of(each))
    return " ".join("".join(letters).split())


def runs(text: str) -> list[tuple[str, str]]:
    """(file, letters) in order: a name like “Łukasz” is written from both."""
    return [(part, "".join(letters)) for part, letters in groupby(text, key=part_of)]


def width(text: str, face: Face) -> float:
    return sum(font(face, part).getlength(letters) for part, letters in runs(text))


def shortened(text: str, face: Face, room: float) -> str:
    """``text`` with an ellipsis where it would be wider than ``room``; empty where not even that fits."""
    if width(text, face) <= room:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle].rstrip() + "…", face) <= room else (low, middle - 1)
    return text[:low].rstrip(" ,.–-") + "…" if low else ""


def wrapped(text: str, face: Face, room: float) -> list[str]:
    """Lines no wider than ``room``. A word that is wider by itself is broken."""
    lines: list[str] = []
    for word in text.split():
        candidate = f"{lines[-1]} {word}" if lines else word
        if lines and width(candidate, face) <= room:
            lines[-1] = candidate
            continue
        pieces = _pieces(word, face, room)
        lines.extend(pieces)
    return lines


def _pieces(word: str, face: Face, room: float) -> list[str]:
    pieces = []
    while word and width(word, face) > room:
        length = max(1, next(n for n in range(len(word), 0, -1) if width(word[:n], face) <= room or n == 1))
        pieces.append(word[:length])
        word = word[length:]
    return [*pieces, word] if word else pieces
