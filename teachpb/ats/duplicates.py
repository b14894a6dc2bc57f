"""When two adverts are the same: title, closing time, places, contract, pay, working patterns and phases. One that
differs in any of these is another; words of the advert, subjects and roles do not count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from teachpb.ats.whereabouts import Whereabouts


def fingerprint(values: Mapping[str, Any], where: Whereabouts) -> str:
    """The same for two adverts of the same content. Case and white space of words do not tell adverts apart."""
    content = {
        "title": _plain(values["title"]),
        "closes_at": values["closes_at"].isoformat(),
        "organisation": where.organisation.id if where.organisation and where.at_head_office else None,
        "schools": sorted(school.id for school in where.schools),
        "contract": values["contract_type"].value,
        "salary": _plain(values["pay_words"]),
        "patterns": [pattern.value for pattern in values["working_patterns"]],
        "phases": [phase.value for phase in values["phases"]],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
