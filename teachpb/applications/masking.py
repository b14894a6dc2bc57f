"""Hiding who somebody is in what they wrote themselves, while a school reads without names.

Only what the candidate told us about themselves can be found: names as they wrote them (also in capitals), address,
phone, TRN. A name is looked for as a whole word, so that Mr Will still writes “I will”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teachpb.applications.models import Application

HIDDEN = "[hidden]"
#: Shorter pieces of a name hit too many other words.
SHORTEST = 2


def masked(application: Application, text: str) -> str:
    """``text`` without the words that tell who ``application`` is from."""
    patterns = list(_patterns(application))
    return re.sub("|".join(patterns), HIDDEN, text) if patterns else text


def _patterns(application: Application) -> Iterator[str]:
    """Longest first, so that a whole address goes before a part of it."""
    whole = (application.email, application.candidate.email, application.address_line_1, application.address_line_2)
    for words in sorted({each for each in whole if each}, key=len, reverse=True):
        yield f"(?i:{re.escape(words)})"
    for number in (application.phone, application.trn, application.postcode):
        signs = re.sub(r"[^0-9A-Za-z]", "", number)
        if signs:
            yield "(?i:" + r"[\s().\-]*".join(re.escape(sign) for sign in signs) + ")"
    names = f"{application.first_name} {application.last_name} {application.previous_names}"
    parts = {part.strip(",.;()") for part in names.split()}
    for part in sorted((each for each in parts if len(each) >= SHORTEST), key=len, reverse=True):
        forms = "|".join(re.escape(form) for form in {part, part.upper(), part.title()})
        yield rf"(?<!\w)(?:{forms})(?!\w)"
