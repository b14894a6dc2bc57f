"""What may stand in braces in words that go to several candidates, and how it is filled in. Pure.

A school that reads without names gets “candidate” where the first name would stand: what it sends, it also keeps.
"""

from __future__ import annotations

import re

from teachpb.applications.models import Application

KNOWN = ("first_name", "job", "school")
_BRACES = re.compile(r"\{([a-z_ ]{1,40})\}")


def unknown(words: str) -> list[str]:
    """What stands in braces and cannot be filled in, in the order it comes."""
    return [name for name in dict.fromkeys(_BRACES.findall(words)) if name not in KNOWN]


def filled(words: str, application: Application) -> str:
    """``words`` with what is known of one application; anything else in braces stays as it is."""
    values = {
        "first_name": "candidate" if application.is_hidden else application.first_name or "candidate",
        "job": application.vacancy.title,
        "school": application.vacancy.place_name,
    }
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), words)
