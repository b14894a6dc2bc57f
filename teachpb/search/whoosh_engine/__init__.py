"""The whoosh engine: an index directory per corpus, read into a snapshot of bitsets in every process.

``schema`` and ``writer`` put documents in, ``directory`` keeps versions apart, ``segments`` and ``snapshot`` read them,
``terms``, ``spelling``, ``places`` and ``numbers`` answer parts of a question, ``searching`` puts the answer together,
and ``engine`` swaps one snapshot for the next. Why it is built so: docs/decisions/0003-search.md.
"""
