"""The shape of a United Kingdom postcode: outward code (PE1), inward code (1AB), and all ways people type them."""

from __future__ import annotations

import re

_FULL = re.compile(r"^([A-Z]{1,2}[0-9][A-HJKMNPR-Y0-9]?)([0-9][A-Z]{2})$")
_OUTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-HJKMNPR-Y0-9]?$")
_SECTOR = re.compile(r"^([A-Z]{1,2}[0-9][A-HJKMNPR-Y0-9]?) +([0-9])[A-Z]?$")
_INSIDE = re.compile(r"\b([A-Z]{1,2}[0-9][A-HJKMNPR-Y0-9]?)\s*([0-9][A-Z]{2})\b")
_DIGITS = str.maketrans("OIL", "011")


def full_postcode(text: str) -> str | None:
    """``text`` as one whole postcode with its one space, however it was typed; None when it is none."""
    bare = re.sub(r"[\s.\-]+", "", text).upper()
    match = _FULL.fullmatch(bare) or _FULL.fullmatch(_letters_for_digits(bare))
    return f"{match[1]} {match[2]}" if match else None


def outcode(text: str) -> str | None:
    """``text`` as an outward code (``PE7``, ``SW1A``); None when it is none."""
    bare = re.sub(r"\s+", "", text).upper()
    return bare if _OUTCODE.fullmatch(bare) else None


def sector(text: str) -> str | None:
    """``text`` as a postcode not typed to its end (``PE1 1``, ``PE1 1A``), shortened to its sector; None otherwise."""
    match = _SECTOR.fullmatch(text.strip().upper())
    return f"{match[1]} {match[2]}" if match else None


def postcode_within(text: str) -> str | None:
    """The first whole postcode that stands inside a longer text, such as an address."""
    match = _INSIDE.search(text.upper())
    return f"{match[1]} {match[2]}" if match else None


def sector_of(postcode: str) -> str:
    """``PE1 1AB`` → ``PE1 1``."""
    return postcode[:-2]


def outcode_of(postcode: str) -> str:
    """``PE1 1AB`` → ``PE1``."""
    return postcode.partition(" ")[0]


def _letters_for_digits(bare: str) -> str:
    """O for 0, I and L for 1, where only a digit can stand: after the area's letters, and first of the last three."""
    if not 5 <= len(bare) <= 7 or not bare[:2].isalpha():
        return bare
    outward, inward = bare[:-3], bare[-3:]
    return outward[:2] + outward[2:].translate(_DIGITS) + inward[0].translate(_DIGITS) + inward[1:]
