"""SQLite FTS5 on the same adverts, given a fair chance: four weighted columns, stemming, corrected typing mistakes,
stop words taken out, and where not enough adverts have all words, those that have some.
"""

# ruff: noqa: S608  (all parts of the statements are this file's own)
from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from teachpb.search.parse import Clause, parse
from teachpb.search.registry import Document
from teachpb.search.whoosh_engine.schema import BREAK, tokens
from teachpb.search.whoosh_engine.spelling import distance
from teachpb.search.words import STOP_WORDS, words

#: Tried on the tuning searches; the best of them is reported.
WEIGHTS = ((3, 2, 2, 1), (10, 2, 5, 1), (5, 1, 3, 1), (10, 1, 3, 0.5), (1, 1, 1, 1))
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


class Fts5:
    """``own_words``: give it the words as our index writes them, with stems and synonyms; it then only ranks."""

    def __init__(self, documents: Sequence[Document], noise: frozenset[str], *, own_words: bool = False) -> None:
        self._own_words, self._noise = own_words, noise
        tokenizer = "unicode61" if own_words else "porter unicode61 remove_diacritics 2"
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            f"CREATE VIRTUAL TABLE words USING fts5 (title, organisation, labels, body, tokenize = '{tokenizer}')"
        )
        write = self._written if own_words else str
        for each in documents:
            columns = [write(text) for text in (each.title, each.organisation, each.extra, each.body)]
            self._db.execute(
                "INSERT INTO words (rowid, title, organisation, labels, body) VALUES (?, ?, ?, ?, ?)",
                (each.id, *columns),
            )
        self._known = {word.plain for each in documents for word in words(f"{each.title} {each.organisation}")}
        self._all_words = self._known | {
            word.plain for each in documents for word in words(f"{each.extra} {each.body}")
        }

    def search(self, typed: str, weights: Sequence[float], limit: int = 10) -> list[int]:
        all_of, any_of, none_of = self._read(typed)
        found = self._ask(" AND ".join(all_of), none_of, weights, limit)
        if len(found) < limit and len(all_of) > 1:
            more = self._ask(" OR ".join(any_of), none_of, weights, limit + len(found))
            found += [each for each in more if each not in found]
        return found[:limit]

    def _ask(self, wanted: str, unwanted: list[str], weights: Sequence[float], limit: int) -> list[int]:
        if not wanted:
            return []
        match = f"({wanted})" + "".join(f" NOT ({each})" for each in unwanted)
        rank = f"bm25(words, {', '.join(str(weight) for weight in weights)})"
        sql = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {rank}, rowid DESC LIMIT ?"
        return [row for (row,) in self._db.execute(sql, (match, limit))]

    def _read(self, typed: str) -> tuple[list[str], list[str], list[str]]:
        """(all of these, any of these, none of these), each a part of a MATCH expression."""
        if self._own_words:
            parsed = parse(self._corrected(typed), self._noise)
            wanted = [self._clause(clause) for clause in parsed.required]
            return wanted, wanted, [self._clause(clause) for clause in parsed.excluded]
        wanted, unwanted, joining = [], [], False
        for minus, phrase, word in _PIECE.findall(self._corrected(typed)):
            if word == "OR":
                joining = bool(wanted)
                continue
            text = " ".join(re.findall(r"\w+", phrase or word))
            if not text or (not phrase and (text.lower() in STOP_WORDS - {"re", "it"} or text.lower() in self._noise)):
                continue
            if minus:
                unwanted.append(f'"{text}"')
            elif joining:
                wanted[-1] = f'({wanted[-1]} OR "{text}")'
                joining = False
            else:
                wanted.append(f'"{text}"')
        return wanted, wanted, unwanted

    def _corrected(self, typed: str) -> str:
        """Words that no advert has, replaced by the closest word of a title or a name."""
        for word in words(typed):
            if len(word.plain) > 3 and word.plain not in self._all_words:
                close = sorted((distance(word.plain, known, 2), known) for known in self._known)
                if close and close[0][0] <= 2:
                    typed = re.sub(rf"\b{word.plain}\b", close[0][1], typed, flags=re.IGNORECASE)
        return typed

    @staticmethod
    def _clause(clause: Clause) -> str:
        return "(" + " OR ".join('"' + " ".join(alternative) + '"' for alternative in clause) + ")"

    @staticmethod
    def _written(text: str) -> str:
        return " ".join(token for line in text.splitlines() for token in tokens(line) if token != BREAK)
