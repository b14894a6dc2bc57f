"""How a document is written: the fields of the index, and the values of one document, checked before writing."""

from __future__ import annotations

from typing import Any

from teachpb.search import synonyms
from teachpb.search.library import COLUMN, ID, KEYWORD, TEXT, NumericColumn, Schema, VarBytesColumn
from teachpb.search.registry import LARGEST_NUMBER, Document, DocumentType
from teachpb.search.words import Word, is_stop_word, later_parts, plain_words, words

#: Stands between parts of a text that no phrase may span. Never a word, as no word contains it.
BREAK = "\x1f"
#: Separates the values of a facet, and the positions of a document, in their columns.
SEPARATOR = "\x1f"
#: Degrees are kept as whole numbers: times this, about one metre.
DEGREE = 100_000

TITLE_WEIGHT, EXTRA_WEIGHT, ORGANISATION_WEIGHT, BODY_WEIGHT = 3, 2, 2, 1


def facet_column(name: str) -> str:
    return f"facet_{name}"


def number_column(name: str) -> str:
    return f"number_{name}"


def schema_for(document_type: DocumentType) -> Any:
    """The whoosh schema of a corpus. Numbers are kept plus one, 0 being "unknown" (a column has no empty value)."""
    fields: dict[str, Any] = {
        "id": ID(unique=True, stored=True),
        "text": TEXT(phrase=True, stored=False),
        "name": TEXT(phrase=False, stored=False),
        "head": KEYWORD(stored=False),
        "title": COLUMN(VarBytesColumn()),
        "organisation": COLUMN(VarBytesColumn()),
        "positions": COLUMN(VarBytesColumn()),
    }
    for name in document_type.facet_names:
        fields[facet_column(name)] = COLUMN(VarBytesColumn())
    for name in document_type.number_names:
        fields[number_column(name)] = COLUMN(NumericColumn("Q", default=0))
    return Schema(**fields)


def fields_of(document: Document, document_type: DocumentType) -> dict[str, Any]:
    """The values of ``document`` for whoosh.

    Raises ValueError for whatever the index cannot hold: a bad value inside ``add_document`` would leave the writer
    unusable and the whole batch lost.
    """
    if isinstance(document.id, bool) or not isinstance(document.id, int) or document.id < 0:
        raise ValueError(f"{document.id!r} cannot be the id of a document")
    organisations = [" ".join(line.split()) for line in document.organisation.splitlines()]
    sections = (
        (document.title, TITLE_WEIGHT),
        (document.extra, EXTRA_WEIGHT),
        *((name, ORGANISATION_WEIGHT) for name in organisations),
        (document.body, BODY_WEIGHT),
    )
    head = sorted(set(plain_words(document.title)) | set(plain_words(document.organisation)))
    fields: dict[str, Any] = {
        "id": str(document.id),
        "text": [token for text, weight in sections for token in tokens(text) * weight],
        "name": [token for token in tokens(document.title, strictly=True) if token != BREAK],
        "head": head,
        "title": " ".join(document.title.split()).encode(),
        "organisation": SEPARATOR.join(filter(None, organisations)).encode(),
        "positions": _positions(document),
    }
    unknown = set(document.facets) - set(document_type.facet_names)
    unknown |= set(document.numbers) - set(document_type.number_names)
    if unknown:
        raise ValueError(f"{document_type.name} has no facet or number called {', '.join(sorted(unknown))}")
    for name in document_type.facet_names:
        fields[facet_column(name)] = _facet(name, document)
    for name, number in _numbers(document).items():
        fields[number_column(name)] = _number(name, number)
    return fields


def tokens(text: str, *, strictly: bool = False) -> list[str]:
    """The stems of one part of a document, its synonyms after it, each apart from the next."""
    found: list[Word] = words(text)
    result = [word.stem for word in found if not is_stop_word(word)]
    if not result:
        return []
    result.append(BREAK)
    for other in synonyms.current().others(found, strictly=strictly):
        result.extend(other)
        result.append(BREAK)
    if "-" in text:
        for part in later_parts(text):
            result.extend((part.stem, BREAK))
    return result


def _facet(name: str, document: Document) -> bytes:
    values = [str(value) for value in document.facets.get(name, ())]
    if any(SEPARATOR in value or not value for value in values):
        raise ValueError(f"a value of the facet {name} is empty or has a control character")
    return SEPARATOR.join(dict.fromkeys(values)).encode()


def _numbers(document: Document) -> dict[str, int | None]:
    built_in = {"newest": document.newest, "opens_at": document.opens_at, "closes_at": document.closes_at}
    return {**document.numbers, **{name: value for name, value in built_in.items() if value is not None}}


def _number(name: str, number: int | None) -> int:
    if number is None:
        return 0
    if isinstance(number, bool) or not isinstance(number, int):
        raise ValueError(f"{name} is {number!r}, not a whole number")
    if not 0 <= number < LARGEST_NUMBER:
        raise ValueError(f"{name} is {number}, which is out of range")
    return number + 1


def _positions(document: Document) -> bytes:
    pairs = []
    for latitude, longitude in document.positions:
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(f"({latitude}, {longitude}) is nowhere on earth")
        pairs.append(f"{round((latitude + 90) * DEGREE)},{round((longitude + 180) * DEGREE)}")
    return SEPARATOR.join(dict.fromkeys(pairs)).encode()
