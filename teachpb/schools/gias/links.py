"""Predecessors and successors, from the register's links file. Pure.

The file tells every story twice, once from each side; both say the same pair. Links of other kinds (sixth-form centres,
expansions) make no successor and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from teachpb.schools.gias.reader import Progress, Refusal, read_table
from teachpb.schools.gias.row import RowRefused
from teachpb.schools.gias.text import clean
from teachpb.schools.gias.values import Unreadable, parse_date, parse_number

LINK_COLUMNS = ("URN", "LinkURN", "LinkType", "LinkEstablishedDate")


@dataclass(frozen=True, slots=True)
class Link:
    """``predecessor`` became ``successor`` (URNs). ``kind`` is "", "merged", "amalgamated" or "split school"."""

    predecessor: int
    successor: int
    kind: str
    established_on: date | None


def read_links(path: Path, *, on_bytes: Progress | None = None) -> Iterator[Link | Refusal]:
    """Every pair of the file once, and the rows that were refused."""
    seen: set[tuple[int, int]] = set()
    table = read_table(path, required=LINK_COLUMNS[:3], wanted=LINK_COLUMNS, on_bytes=on_bytes)
    for row in table:
        if isinstance(row, Refusal):
            yield row
            continue
        try:
            link = parse_link(row.cells)
        except RowRefused as refused:
            yield Refusal(row.line, refused.urn, refused.reason)
            continue
        if link is not None and (link.predecessor, link.successor) not in seen:
            seen.add((link.predecessor, link.successor))
            yield link


def parse_link(cells: dict[str, str]) -> Link | None:
    """The pair a row states; None for a link of another kind. Raises RowRefused."""
    said = {column: clean(text) for column, text in cells.items()}
    direction, _, kind = said["LinkType"].casefold().partition(" - ")
    if direction not in {"predecessor", "successor"}:
        return None
    here, there = _urn(said["URN"]), _urn(said["LinkURN"])
    if here == there:
        raise RowRefused("a school cannot succeed itself", str(here))
    try:
        established = parse_date(said.get("LinkEstablishedDate", ""))
    except Unreadable:
        established = None
    first, second = (there, here) if direction == "predecessor" else (here, there)
    return Link(first, second, kind[:60], established)


def _urn(text: str) -> int:
    try:
        urn = parse_number(text, lowest=100_000)
    except Unreadable:
        urn = None
    if urn is None:
        raise RowRefused("there is no URN of six digits", text[:20])
    return urn
