"""Hiding who somebody is in what they wrote themselves, while a school reads without names.

Only what the candidate told us about themselves can be found: names in every way they may be spelled, address, phone,
mail, TRN, National Insurance number; and whatever looks like an address to write to or a number to ring. A name is
looked for as a whole word, so that Mr Will still writes “I will”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from teachpb.applications.models import Application
from teachpb.applications.ordinary_words import ORDINARY

HIDDEN = "[hidden]"
#: Shorter pieces of a name hit too many other words.
SHORTEST = 2
#: Pieces so short are found in small letters in too many other words.
SHORTEST_SMALL = 3
_MAIL = r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[A-Za-z]{2,}"
_PHONE = r"(?<![\d£])(?:(?:\+|00)[\s().\-]*44|0)(?:[\s().\-]*\d){9,10}(?!\d)"
_APOSTROPHES = "'’‘ʼ`´"
_HYPHENS = "-\u2010\u2011–"
_APART = r"[\s().,/\-]*"
#: Scripts that put no space between words (Thai to Khmer, Chinese, Japanese, Korean), so that a name can stand in the
#: middle of a line of them.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
#: Stands at both ends of a run of them while names are looked for; a private sign that is no letter.
_SEAM = "\ue000"


def masked(application: Application, text: str, *, also: Iterable[str] = ()) -> str:
    """``text`` without the words that tell who ``application`` is from, and without the phrases in ``also``."""
    phrases = (rf"(?<!\w)(?i:{_exactly(phrase)})(?!\w)" for phrase in also if phrase)
    return _hide([*_patterns(application), *phrases], text)


def without_names(text: str, name: str) -> str:
    """``text`` of somebody of whom only the name is known: without it, and without any address or number by which
    they could be reached."""
    return _hide([_MAIL, _PHONE, *_name_patterns(name)], text)


def _hide(patterns: list[str], text: str) -> str:
    return re.sub("|".join(patterns), HIDDEN, _with_seams(text)).replace(_SEAM, "")


def _with_seams(text: str) -> str:
    return _UNSPACED.sub(rf"{_SEAM}\g<0>{_SEAM}", text)


def _exactly(words: str) -> str:
    return re.escape(_with_seams(words).strip(_SEAM))


def others_named(application: Application) -> list[str]:
    """Whom the candidate named: the referees, who would lead to them."""
    return [phrase for referee in application.referees for phrase in (referee.name, referee.email, referee.phone)]


def _patterns(application: Application) -> Iterator[str]:
    """Longest first, so that a whole address goes before a part of it."""
    whole = {application.email, application.candidate.email, *_places(application)}
    for words in sorted({each for each in whole if each}, key=len, reverse=True):
        yield f"(?i:{_exactly(words)})"
    yield _MAIL
    for number in (application.phone, application.trn, application.ni_number, application.postcode):
        signs = re.sub(r"[^0-9A-Za-z]", "", number or "")
        if signs:
            yield "(?i:" + _APART.join(re.escape(sign) for sign in signs) + ")"
    yield _PHONE
    names = (application.first_name, application.last_name, application.previous_names, application.candidate.full_name)
    yield from _name_patterns(" ".join(name or "" for name in names))


def _places(application: Application) -> Iterator[str]:
    """The lines of the address, and the street without its number."""
    for line in (application.address_line_1, application.address_line_2):
        yield line or ""
        street = re.sub(r"^\W*\d+\w?\W+", "", line or "")
        yield street if len(street.split()) > 1 else ""


def _name_patterns(names: str) -> Iterator[str]:
    """Each name, and each half of a double name; and two that follow each other written as one, as in a web address."""
    whole = [part for each in names.split() if (part := each.strip(",.;()"))]
    halves = {half for part in whole for half in re.split(f"[{_HYPHENS}]", part)}
    parts = {part for part in {*whole, *halves} if len(part) >= SHORTEST or _UNSPACED.match(part)}
    for first, last in pairwise(whole):
        if len(first) >= SHORTEST and len(last) >= SHORTEST:
            one, other, joint = _loosely(first), _loosely(last), f"[._{_SEAM}]?"
            yield f"(?i:{one}{joint}{other}|{other}{joint}{one})"
    for part in sorted(parts, key=lambda each: (-len(each), each)):
        for form in sorted({*_forms(part), *_forms(_plain(part))}):
            plural = "s?" if len(part) > SHORTEST_SMALL and form[-1].isascii() else ""
            is_whole = not _UNSPACED.fullmatch(form)
            yield rf"(?<![^\W_]){_loosely(form)}{plural}(?![^\W_])" if is_whole else re.escape(form)


def _forms(part: str) -> set[str]:
    """As it is written, in capitals, with one capital; in small letters unless that is a word, or too short."""
    forms = {part, part.upper(), part.title()}
    small = part.lower()
    return forms if len(part) < SHORTEST_SMALL or small in ORDINARY else {*forms, small}


def _plain(part: str) -> str:
    """Without its accents, for whoever cannot type them (ø, ł and the like are letters, and stay)."""
    apart = unicodedata.normalize("NFD", part)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign))) or part


def _loosely(part: str) -> str:
    """A pattern for ``part`` with any apostrophe and any hyphen in the place of its own."""
    kinds = ((_APOSTROPHES, f"[{_APOSTROPHES}]"), (_HYPHENS, f"[{_HYPHENS}]"))
    signs = _with_seams(part).strip(_SEAM)
    return "".join(next((each for found, each in kinds if sign in found), re.escape(sign)) for sign in signs)
