"""How text becomes words: folding, splitting, stemming. The same for documents and for what people type.

Accents are folded, the possessive "'s" dropped, and words stemmed, so that "teacher", "teachers" and "Teacher's" are
one.
Words too common to tell documents apart are dropped on both sides; "IT" and "RE" in capitals are not such words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from teachpb.search.library import porter

LONGEST_WORD = 40

STOP_WORDS = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "been", "by", "for",
        "from", "has", "have", "in", "into", "is", "it", "its", "of", "on",
        "or", "our", "re", "send", "that", "the", "their", "they", "this", "to",
        "us", "was", "we", "were", "will", "with", "you", "your",
    }
)  # fmt: skip
#: Stop words that are also abbreviations: dropped in running text, kept in capitals and in what people type.
ABBREVIATIONS = frozenset({"it", "re", "send"})

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
        "Đ": "D", "ð": "d", "þ": "th", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
#: One letter (or "re", "co") and a hyphen belong to the word: A-level, e-learning, re-advertised, co-ordinator.
_JOINED = re.compile(r"\b(a|as|t|e|x|re|co)-(?=[a-z])", re.IGNORECASE)
#: D&T, R&D: one word. Between spaces "&" reads "and".
_AMPERSAND = re.compile(r"(?<=\b[A-Za-z])&(?=[A-Za-z]\b)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as typed but folded (``plain``), stemmed, and whether it stood in capitals."""

    plain: str
    stem: str
    capitals: bool = False


def fold(text: str) -> str:
    """``text`` without accents and ligatures, upper and lower case kept."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded lower-case word (Porter). Words with digits (KS1, M6, 2026) stay as they are."""
    if len(word) < 3 or not word.isalpha() or not word.isascii():
        return word
    stemmed: str = porter(word)
    return stemmed


@lru_cache(maxsize=50_000)
def _word(raw: str) -> Word:
    plain = raw.lower().removesuffix("'s").replace("'", "")[:LONGEST_WORD]
    return Word(plain=plain, stem=stem(plain), capitals=len(raw) > 1 and raw.isupper())


def words(text: str) -> list[Word]:
    """Every word of ``text`` in order, stop words included."""
    text = _JOINED.sub(r"\1", _AMPERSAND.sub("", fold(text)))
    return [_word(raw) for raw in _WORD.findall(text)]


def later_parts(text: str) -> list[Word]:
    """The second halves of joined words, by which a document is found too: "level" of "A-level"."""
    found = []
    for match in _JOINED.finditer(fold(text)):
        rest = _WORD.match(fold(text), match.end())
        if rest:
            found.append(_word(rest.group()))
    return found


def is_stop_word(word: Word) -> bool:
    """Whether a word of running text is too common to be indexed."""
    return word.plain in STOP_WORDS and not (word.capitals and word.plain in ABBREVIATIONS)


def plain_words(text: str) -> list[str]:
    """The unstemmed words of a title or a name, for prefixes and typing mistakes; stop words dropped, in order."""
    return [word.plain for word in words(text) if not is_stop_word(word)]
