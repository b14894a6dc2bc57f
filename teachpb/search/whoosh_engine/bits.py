"""Sets of documents as whole numbers: bit *i* stands for the *i*-th newest document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress

_AS_FLAGS = bytes(1 if code == ord("1") else 0 for code in range(256))


def bits_of(positions: Iterable[int], size: int) -> int:
    """The set of ``positions``, each below ``size``."""
    packed = bytearray((size >> 3) + 1)
    for position in positions:
        packed[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(packed, "little")


def flags_of(bits: int, size: int) -> bytes:
    """One byte per document: 1 inside, 0 outside."""
    return f"{bits:0{size}b}"[::-1].encode().translate(_AS_FLAGS) if size else b""


def positions_of(bits: int, size: int) -> Iterator[int]:
    """The members, lowest (newest) first."""
    return compress(range(size), flags_of(bits, size)) if bits else iter(())
