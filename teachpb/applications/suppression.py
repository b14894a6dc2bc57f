"""Tables of counts that tell nobody's answer: small counts are left out, and so many others that none of them can be
worked out from the sums.

A table has a row for every part (a vacancy) and one for all of them, and a column for every answer. Published are the
number of people of each row and every count that is not left out. Whoever adds and subtracts has two kinds of
equations: a row's counts make up its people, and a column's parts make up the count of the whole. Every count stands in
one row and one column, so the counts left out are the edges of a graph between rows and columns, and one of them can be
worked out exactly when it lies on no circle of that graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: The smallest count that is told.
LEAST = 5

Cell = tuple[int, int]
Table = Sequence[Sequence[int]]


def publish(parts: Table) -> list[list[int | None]]:
    """The counts of each part, and in the last row of all parts together; None where a count is left out."""
    whole = [sum(column) for column in zip(*parts, strict=True)]
    table = [list(row) for row in parts] + [whole]
    hidden = _hidden(table)
    return [
        [None if (row, column) in hidden else number for column, number in enumerate(line)]
        for row, line in enumerate(table)
    ]


def _hidden(table: Table) -> set[Cell]:
    everything = {(row, column) for row, line in enumerate(table) for column in range(len(line))}
    hidden = {(row, column) for row, column in everything if table[row][column] < LEAST}
    while len(hidden) < len(everything):
        line = next((each for each in _lines(table) if _is_thin(table, each, hidden)), None)
        if line is None:
            fixed = next((cell for cell in sorted(hidden) if is_fixed(cell, hidden)), None)
            if fixed is None:
                break
            line = [cell for each in _lines(table) if fixed in each for cell in each]
        told = set(line) - hidden or everything - hidden
        hidden.add(min(told, key=lambda each: (table[each[0]][each[1]], each)))
    return hidden


def _lines(table: Table) -> Iterator[list[Cell]]:
    """The cells of every equation: each row, then each column."""
    for row, line in enumerate(table):
        yield [(row, column) for column in range(len(line))]
    for column in range(len(table[0])):
        yield [(row, column) for row in range(len(table))]


def _is_thin(table: Table, line: list[Cell], hidden: set[Cell]) -> bool:
    """Is what is left out of a line alone, or so little together that it says much of each?"""
    out = [cell for cell in line if cell in hidden]
    if not out or len(out) == len(line):
        return False
    return len(out) == 1 or sum(table[row][column] for row, column in out) < LEAST


def is_fixed(cell: Cell, hidden: set[Cell]) -> bool:
    """Do the sums fix the count of ``cell``? They do unless other counts left out lead from its row to its column."""
    rows, columns = {cell[0]}, set[int]()
    others = hidden - {cell}
    while True:
        reached = {c for r, c in others if r in rows} - columns
        if not reached:
            return cell[1] not in columns
        columns |= reached
        rows |= {r for r, c in others if c in columns}
