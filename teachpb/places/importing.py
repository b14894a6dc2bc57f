"""Reading Code-Point Open and files of outcodes: lines to rows, and the lines that cannot be used, with the reason.

Code-Point Open (Ordnance Survey) has no header: postcode padded to seven characters, positional quality, easting,
northing, then codes of areas. Quality 90 means that the position is not known.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from teachpb.places.errors import UnreadableFile
from teachpb.places.grid import is_on_grid
from teachpb.places.postcodes import full_postcode, outcode

UNKNOWN_POSITION = 90


@dataclass(frozen=True, slots=True)
class PostcodeLine:
    code: str
    easting: int
    northing: int


@dataclass(frozen=True, slots=True)
class OutcodeLine:
    code: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken: its number in the file, from 1, and why."""

    line: int
    reason: str


@contextmanager
def open_csv(path: Path) -> Iterator[TextIO]:
    """A text file, gzipped or not. Raises UnreadableFile."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        opener = gzip.open if packed else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield file
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise UnreadableFile(f"{path.name} cannot be read: {type(error).__name__}") from error


def read_codepoint(lines: Iterable[str]) -> Iterator[PostcodeLine | Refused]:
    """Every line of a Code-Point Open file, in order."""
    for number, fields in enumerate(csv.reader(lines), 1):
        if not fields or (number == 1 and fields[0].strip().lower() in {"postcode", "pc"}):
            continue
        yield _postcode_line(number, fields)


def read_outcodes(lines: Iterable[str]) -> Iterator[OutcodeLine | Refused]:
    """Every line of a file with the columns ``outcode``, ``lat`` and ``lng``. Raises UnreadableFile without them."""
    reader = csv.DictReader(lines)
    if missing := {"outcode", "lat", "lng"} - set(reader.fieldnames or ()):
        raise UnreadableFile(f"the file has no column {', '.join(sorted(missing))}")
    for row in reader:
        code = outcode(row["outcode"] or "")
        try:
            latitude, longitude = float(row["lat"]), float(row["lng"])
        except (TypeError, ValueError):
            yield Refused(reader.line_num, "the position is not a number")
            continue
        if code is None:
            yield Refused(reader.line_num, "not an outward code")
        elif not (49 < latitude < 61.5 and -9 < longitude < 2.5):
            yield Refused(reader.line_num, "not in the United Kingdom")
        else:
            yield OutcodeLine(code, latitude, longitude)


def _postcode_line(number: int, fields: list[str]) -> PostcodeLine | Refused:
    if len(fields) < 4:
        return Refused(number, "fewer than four columns")
    code = full_postcode(fields[0])
    if code is None:
        return Refused(number, "not a postcode")
    try:
        quality, easting, northing = (int(field) for field in fields[1:4])
    except ValueError:
        return Refused(number, "the position is not a number")
    if quality >= UNKNOWN_POSITION or not is_on_grid(easting, northing):
        return Refused(number, "the position is not known")
    return PostcodeLine(code, easting, northing)
