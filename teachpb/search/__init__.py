"""Search: one engine behind one small interface, for every domain.

A domain registers its documents (``registry.register(DocumentType(...))``, called by its ``register.py``) and asks
(``search(Query(...))``, ``suggest``, ``counts``, ``advice``); this room promises that whatever is committed through the
session can be found within seconds, that what has closed cannot, and that the index is only a cache of the database.
"""

from teachpb.search.operations import record_changes
from teachpb.search.queries import advice, counts, search, suggest
from teachpb.search.query import Advice, Counts, Query, Results
from teachpb.search.registry import Document, DocumentType
from teachpb.search.synonyms import Variant
from teachpb.search.synonyms import add as add_synonyms
from teachpb.search.synonyms import group as synonym_group

__all__ = [
    "Advice",
    "Counts",
    "Document",
    "DocumentType",
    "Query",
    "Results",
    "Variant",
    "add_synonyms",
    "advice",
    "counts",
    "record_changes",
    "search",
    "suggest",
    "synonym_group",
]
