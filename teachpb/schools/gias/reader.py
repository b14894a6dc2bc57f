"""Reading a file of the register as a stream: encoding found out, columns by name, bad rows set aside with a reason."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from teachpb.schools.errors import UnreadableRegister
from teachpb.schools.gias.row import KNOWN_COLUMNS, REQUIRED_COLUMNS, URN, RegisterRow, RowRefused, parse_row

GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 20
#: csv's own ceiling; a cell beyond it is a quotation mark that was never closed.
CELL_LENGTH = 20_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken: where it stood, which school it seems to be, and why."""

    line: int
    urn: str
    reason: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """The raw cells of one row by column name, and the line it ends on."""

    line: int
    cells: dict[str, str]


def find_encoding(path: Path) -> str:
    """UTF-8 when every byte agrees with it. Otherwise Windows-1252, read as Latin-1: the C1 controls which that leaves
    are repaired like those of files that somebody else misread."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with _open_bytes(path) as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "latin-1"
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableRegister(f"{path.name} cannot be read: {error}") from error
    return "utf-8-sig"


def read_table(
    path: Path, *, required: Iterable[str], wanted: Iterable[str], on_bytes: Progress | None = None
) -> Iterator[TableRow | Refusal]:
    """Every row as a dictionary of the ``wanted`` columns the file has. Raises UnreadableRegister when it is no such
    table. ``on_bytes`` is told how far into the file (as stored) reading has come."""
    encoding = find_encoding(path)
    csv.field_size_limit(CELL_LENGTH)
    with path.open("rb") as raw, _decompressed(raw) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        reader = csv.reader(text)
        header = _header(reader, path, tuple(required))
        wanted_names = set(wanted)
        places = {name: at for at, name in reversed(list(enumerate(header))) if name in wanted_names}
        for row in _rows(reader, path):
            if on_bytes is not None and reader.line_num % 500 == 0:
                on_bytes(raw.tell())
            if isinstance(row, Refusal):
                yield row
            elif len(row) == len(header):
                yield TableRow(reader.line_num, {name: row[at] for name, at in places.items()})
            elif any(cell.strip() for cell in row):
                yield _wrong_length(reader.line_num, row, header)
        if on_bytes is not None:
            on_bytes(raw.tell())


def read_register(path: Path, *, on_bytes: Progress | None = None) -> Iterator[RegisterRow | Refusal]:
    """Every school of an extract, or why its row was refused. A URN that comes twice is refused the second time."""
    seen: dict[int, int] = {}
    for row in read_table(path, required=REQUIRED_COLUMNS, wanted=KNOWN_COLUMNS, on_bytes=on_bytes):
        if isinstance(row, Refusal):
            yield row
            continue
        try:
            school = parse_row(row.cells)
            if school.urn in seen:
                raise RowRefused(f"the URN stood on line {seen[school.urn]} already", str(school.urn))
        except RowRefused as refused:
            yield Refusal(row.line, refused.urn, refused.reason)
            continue
        seen[school.urn] = row.line
        yield school


def _open_bytes(path: Path) -> BinaryIO:
    with path.open("rb") as stream:
        packed = stream.read(2) == GZIP_MAGIC
    return gzip.open(path) if packed else path.open("rb")  # type: ignore[return-value]


def _decompressed(raw: BinaryIO) -> BinaryIO:
    packed = raw.read(2) == GZIP_MAGIC
    raw.seek(0)
    return gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[return-value]


def _header(reader: Iterator[list[str]], path: Path, required: tuple[str, ...]) -> list[str]:
    """The column names, in the register's own spelling whatever the case and padding in the file."""
    known = {name.casefold(): name for name in (*KNOWN_COLUMNS, *required)}
    try:
        cells = [" ".join(cell.split()) for cell in next(reader, [])]
    except (csv.Error, OSError, EOFError, zlib.error) as error:
        raise UnreadableRegister(f"{path.name} cannot be read: {error}") from error
    header = [known.get(cell.casefold(), cell) for cell in cells]
    missing = [name for name in required if name not in header]
    if missing:
        raise UnreadableRegister(
            f"{path.name} is not an extract of the register: it has no column called {' or '.join(missing)}"
        )
    return header


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[list[str] | Refusal]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line: int = reader.line_num  # type: ignore[attr-defined]
            yield Refusal(line, "", f"the row cannot be read: {error}")
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableRegister(f"{path.name} breaks off: {error}") from error


def _wrong_length(line: int, row: list[str], header: list[str]) -> Refusal:
    at = header.index(URN) if URN in header else 0
    urn = row[at].strip()[:20] if at < len(row) else ""
    return Refusal(line, urn, f"the row has {len(row)} cells, the header has {len(header)}")
