"""Hiding who somebody is in what they wrote themselves, while a school reads without names.

Only what the candidate told us about themselves can be found: names as they wrote them (also in capitals), address,
phone, TRN. A name is looked for as a whole word, so that Mr Will still writes “I will”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from teachpb.applications.models import Application

HIDDEN = "[hidden]"
#: Shorter pieces of a name hit too many other words.
SHORTEST = 2
_MAIL = r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}"
_PHONE = r"(?<![\d£])(?:\+44|0)(?:[\s().\-]*\d){9,10}(?!\d)"


def masked(application: Application, text: str, *, also: Iterable[str] = ()) -> str:
    """``text`` without the words that tell who ``application`` is from, and without the phrases in ``also``."""
    patterns = [*_patterns(application), *(rf"(?<!\w)(?i:{re.escape(phrase)})(?!\w)" for phrase in also if phrase)]
    return re.sub("|".join(patterns), HIDDEN, text) if patterns else text


def without_names(text: str, name: str) -> str:
    """``text`` of somebody of whom only the name is known: without it, and without any address or number by which
    they could be reached."""
    return re.sub("|".join([_MAIL, _PHONE, *_name_patterns(name)]), HIDDEN, text)


def others_named(application: Application) -> list[str]:
    """Whom the candidate named: the referees, who would lead to them."""
    return [phrase for referee in application.referees for phrase in (referee.name, referee.email, referee.phone)]


def _patterns(application: Application) -> Iterator[str]:
    """Longest first, so that a whole address goes before a part of it."""
    whole = (application.email, application.candidate.email, application.address_line_1, application.address_line_2)
    for words in sorted({each for each in whole if each}, key=len, reverse=True):
        yield f"(?i:{re.escape(words)})"
    for number in (application.phone, application.trn, application.ni_number, application.postcode):
        signs = re.sub(r"[^0-9A-Za-z]", "", number or "")
        if signs:
            yield "(?i:" + r"[\s().\-]*".join(re.escape(sign) for sign in signs) + ")"
    names = f"{application.first_name} {application.last_name} {application.previous_names}"
    yield from _name_patterns(names)


def _name_patterns(names: str) -> Iterator[str]:
    parts = {part.strip(",.;()") for part in names.split()}
    for part in sorted((each for each in parts if len(each) >= SHORTEST), key=len, reverse=True):
        forms = "|".join(re.escape(form) for form in {part, part.upper(), part.title()})
        yield rf"(?<!\w)(?:{forms})(?!\w)"
