"""The same questions to SQLite FTS5, asked as well as one can: the yardstick of ``bench/search.py``."""

# ruff: noqa: S608  (all parts of the statements are this file's own)
from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from math import cos, radians

from teachpb.search.registry import Document
from teachpb.search.whoosh_engine.places import MILES_PER_DEGREE, miles_between
from teachpb.search.whoosh_engine.spelling import distance

Filters = Mapping[str, Collection[str]]

SCHEMA = """
CREATE VIRTUAL TABLE words USING fts5 (title, organisation, body, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE head USING fts5 (title, organisation, prefix = '1 2 3');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (head, row);
CREATE VIRTUAL TABLE shapes USING fts5 (word, tokenize = 'trigram');
"""
INDEXES = """
CREATE INDEX by_newest ON advert (newest DESC, id DESC);
CREATE INDEX by_place ON advert (latitude, longitude);
ANALYZE;
"""
RANK = "bm25(words, 3.0, 2.0, 1.0)"


class Fts5:
    """Facets are bit masks in a column each, and all counts come from one pass over what matched."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._values = _facet_values(documents)
        self._db = sqlite3.connect(":memory:")
        self._db.create_function("miles", 4, lambda a, b, c, d: miles_between((a, b), (c, d)), deterministic=True)
        columns = ["id INTEGER PRIMARY KEY", "newest", "closes_at", "latitude", "longitude", *self._values]
        self._db.execute(f"CREATE TABLE advert ({', '.join(columns)})")
        self._db.executescript(SCHEMA)
        marks = ", ".join("?" * len(columns))
        for each in documents:
            masks = [self._mask(name, each.facets[name]) for name in self._values]
            row = (each.id, each.newest, each.closes_at, *each.positions[0], *masks)
            self._db.execute(f"INSERT INTO advert VALUES ({marks})", row)
            text = (each.id, each.title, each.organisation, each.body)
            self._db.execute("INSERT INTO words (rowid, title, organisation, body) VALUES (?, ?, ?, ?)", text)
            self._db.execute("INSERT INTO head (rowid, title, organisation) VALUES (?, ?, ?)", text[:3])
        self._db.execute("INSERT INTO shapes SELECT term FROM vocabulary")
        self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.executescript(INDEXES)

    def keyword(self, words: str, now: datetime | None = None) -> object:
        """One page by rank, and how many there are."""
        condition, values = "words MATCH ?", [_match(words)]
        if now is not None:
            condition += " AND closes_at > ?"
            values.append(str(int(now.timestamp())))
        source = f"FROM words JOIN advert ON advert.id = words.rowid WHERE {condition}"
        if now is None:
            source = f"FROM words WHERE {condition}"
        page = self._all(f"SELECT words.rowid {source} ORDER BY {RANK}, words.rowid LIMIT 20", values)
        return page, self._all(f"SELECT count(*) {source}", values)

    def facets(self, words: str, filters: Filters) -> object:
        """One page by rank, and the counts of all facets, each with its own filter lifted."""
        source = f"SELECT rowid AS id, {RANK} AS rank FROM words WHERE words MATCH ?"
        return self._page_and_counts(source, [_match(words)], filters)

    def mistyped(self, words: str) -> object:
        """The closest known word through trigrams, then the search."""
        better = []
        for word in words.lower().split():
            if self._all("SELECT 1 FROM vocabulary WHERE term = ?", [word]):
                better.append(word)
                continue
            shapes = " OR ".join(f'"{word[at : at + 3]}"' for at in range(len(word) - 2))
            close = self._all("SELECT word FROM shapes WHERE shapes MATCH ? ORDER BY rank LIMIT 50", [shapes])
            ranked = sorted((distance(word, known, 2), known) for (known,) in close)
            better.append(ranked[0][1] if ranked and ranked[0][0] <= 2 else word)
        return self.keyword(" ".join(better))

    def prefix(self, typed: str) -> object:
        return self._all(
            "SELECT title, count(*) FROM head WHERE head MATCH ? GROUP BY title ORDER BY 2 DESC LIMIT 8",
            [f"{_match(typed)}*"],
        )

    def newest(self, offset: int) -> object:
        page = self._all("SELECT id FROM advert ORDER BY newest DESC, id DESC LIMIT 20 OFFSET ?", [offset])
        return page, self._all(f"SELECT {self._counts({})} FROM advert", [])

    def near(self, place: tuple[float, float], radius: float, filters: Filters) -> object:
        high = radius / MILES_PER_DEGREE
        wide = high / cos(radians(place[0]))
        source = (
            "SELECT id, miles(?, ?, latitude, longitude) AS rank FROM advert "
            "WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND rank <= ?"
        )
        box = [place[0] - high, place[0] + high, place[1] - wide, place[1] + wide]
        return self._page_and_counts(source, [*place, *box, radius], filters)

    def _page_and_counts(self, source: str, values: Sequence[object], filters: Filters) -> object:
        """What matched is put aside once; the page and the counts are then two cheap statements."""
        self._all("DROP TABLE IF EXISTS temp.matched", [])
        self._all(f"CREATE TEMP TABLE matched AS {source}", values)
        chosen = self._chosen(filters)
        page = self._all(
            f"SELECT id FROM matched JOIN advert USING (id) WHERE {chosen} ORDER BY matched.rank, id LIMIT 20", []
        )
        return page, self._all(f"SELECT {self._counts(filters)} FROM matched JOIN advert USING (id)", [])

    def _chosen(self, filters: Filters, but: str = "") -> str:
        parts = [f"{name} & {self._mask(name, wanted)}" for name, wanted in filters.items() if name != but]
        return " AND ".join(parts) or "1"

    def _counts(self, filters: Filters) -> str:
        return ", ".join(
            f"count(*) FILTER (WHERE {name} & {1 << bit} AND {self._chosen(filters, but=name)})"
            for name, values in self._values.items()
            for bit in range(len(values))
        )

    def _mask(self, name: str, wanted: Iterable[str]) -> int:
        return sum(1 << self._values[name].index(value) for value in wanted)

    def _all(self, sql: str, values: Sequence[object]) -> list[tuple[str, ...]]:
        return self._db.execute(sql, values).fetchall()


def _facet_values(documents: Sequence[Document]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for document in documents:
        for name, values in document.facets.items():
            found.setdefault(name, set()).update(values)
    return {name: sorted(values) for name, values in found.items()}


def _match(words: str) -> str:
    return " ".join(f'"{word}"' for word in words.replace("(", " ").replace(",", " ").replace(")", " ").split())
