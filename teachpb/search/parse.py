"""What somebody typed into the search box, understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from teachpb.search import synonyms
from teachpb.search.words import ABBREVIATIONS, STOP_WORDS, Word, fold, words

#: Longer input is cut: nobody types this, and each word costs time.
LONGEST_INPUT = 300
MOST_CLAUSES = 12

#: One way to satisfy a clause: one stem, or several in a row.
Alternative = tuple[str, ...]
#: Any of these.
Clause = tuple[Alternative, ...]

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Parsed:
    """All of ``required``, none of ``excluded``. ``typed`` are the plain words that may be mistyped, ``asked`` all
    words that were not excluded, in order."""

    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    typed: tuple[Word, ...] = ()
    asked: tuple[Word, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.required and not self.excluded

    @property
    def is_plain(self) -> bool:
        """AND and OR of single words: what the term cache answers alone."""
        return not self.excluded and all(len(each) == 1 for clause in self.required for each in clause)


@dataclass(slots=True)
class _Piece:
    words: list[Word]
    phrase: bool
    excluded: bool
    or_next: bool = False


@lru_cache(maxsize=2_000)
def parse(text: str, noise: frozenset[str] = frozenset()) -> Parsed:
    """``text`` as AND of ORs. Never fails: what cannot be understood is read as plain words or left out."""
    pieces = _pieces(fold(text.translate(_QUOTES))[:LONGEST_INPUT])
    required: list[Clause] = []
    excluded: list[Clause] = []
    typed: list[Word] = []
    joining = False
    for piece in _without_filler(pieces, noise):
        clauses = _clauses(piece)
        if piece.excluded:
            excluded.extend(clauses)
            continue
        if joining and required and clauses:
            required[-1] = (*required[-1], *clauses[0])
            clauses = clauses[1:]
        required.extend(clauses)
        joining = piece.or_next
        if not piece.phrase:
            typed.extend(piece.words)
    return Parsed(
        required=tuple(dict.fromkeys(required))[:MOST_CLAUSES],
        excluded=tuple(excluded[:MOST_CLAUSES]),
        typed=tuple(typed),
        asked=tuple(word for piece in pieces if not piece.excluded for word in piece.words),
    )


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    run: list[str] = []

    def close_run() -> None:
        if run:
            pieces.extend(_Piece([word], False, False) for word in synonyms.current().read(words(" ".join(run))))
            run.clear()

    for match in _PIECE.finditer(text):
        if match["word"] == "OR" and not match["minus"]:
            close_run()
            if pieces:
                pieces[-1].or_next = True
        elif match["phrase"] is not None or match["minus"]:
            close_run()
            found = words(match["phrase"] if match["phrase"] is not None else match["word"])
            if found:
                pieces.append(_Piece(found, True, bool(match["minus"])))
        else:
            run.append(match["word"])
    close_run()
    return pieces


def _without_filler(pieces: list[_Piece], noise: frozenset[str]) -> list[_Piece]:
    """Without stop words and the corpus's noise: "jobs in Peterborough" asks for Peterborough."""

    def is_filler(piece: _Piece) -> bool:
        plain = piece.words[0].plain
        filler = (plain in STOP_WORDS and plain not in ABBREVIATIONS) or plain in noise
        return filler and not (piece.phrase or piece.excluded)

    return [piece for piece in pieces if not is_filler(piece)]


def _clauses(piece: _Piece) -> list[Clause]:
    if not piece.phrase:
        return [((piece.words[0].stem,),)]
    variants = synonyms.current().rephrase(piece.words) if len(piece.words) > 1 else [piece.words]
    alternatives = [_stems(variant) for variant in variants]
    clause = tuple(dict.fromkeys(each for each in alternatives if each))
    return [clause] if clause else []


def _stems(phrase: list[Word]) -> Alternative:
    return tuple(word.stem for word in phrase if word.plain not in STOP_WORDS or word.plain in ABBREVIATIONS)
