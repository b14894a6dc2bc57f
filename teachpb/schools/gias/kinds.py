"""The register's closed lists, in our words. Matching ignores case."""

from __future__ import annotations

from teachpb.schools.models import EstablishmentStatus, Phase, TypeGroup

STATUSES = {
    "open": EstablishmentStatus.open,
    "open, but proposed to close": EstablishmentStatus.open_proposed_to_close,
    "proposed to open": EstablishmentStatus.proposed_to_open,
    "closed": EstablishmentStatus.closed,
}

#: Middle schools count as what they are deemed to be (School Organisation regulations).
PHASES = {
    "": Phase.not_applicable,
    "not applicable": Phase.not_applicable,
    "nursery": Phase.nursery,
    "primary": Phase.primary,
    "middle deemed primary": Phase.primary,
    "middle deemed secondary": Phase.secondary,
    "secondary": Phase.secondary,
    "16 plus": Phase.sixth_form_or_college,
    "all-through": Phase.through,
    "all through": Phase.through,
}

TYPE_GROUPS = {
    "local authority maintained schools": TypeGroup.maintained,
    "academies": TypeGroup.academy,
    "free schools": TypeGroup.academy,
    "special schools": TypeGroup.special,
    "independent schools": TypeGroup.independent,
    "colleges": TypeGroup.college,
}

#: Words of a type of establishment, most telling first: the first that is found decides.
_TYPE_WORDS = (
    ("post 16", TypeGroup.college),
    ("academy", TypeGroup.academy),
    ("free school", TypeGroup.academy),
    ("studio school", TypeGroup.academy),
    ("university technical college", TypeGroup.academy),
    ("city technology college", TypeGroup.academy),
    ("independent", TypeGroup.independent),
    ("further education", TypeGroup.college),
    ("sixth form", TypeGroup.college),
    ("community school", TypeGroup.maintained),
    ("voluntary", TypeGroup.maintained),
    ("foundation school", TypeGroup.maintained),
    ("nursery school", TypeGroup.maintained),
    ("pupil referral unit", TypeGroup.maintained),
)

#: Ways of saying that there is nothing to say.
NOTHING = {"", "none", "does not apply", "not applicable", "not recorded", "unknown"}


def type_group(group: str, establishment_type: str) -> TypeGroup:
    """From the group column, the type column, or both. A special academy is, to a job seeker, a special school."""
    kind = establishment_type.casefold()
    if "special" in kind and "post 16" not in kind:
        return TypeGroup.special
    known = TYPE_GROUPS.get(group.casefold())
    if known is not None:
        return known
    return next((found for word, found in _TYPE_WORDS if word in kind), TypeGroup.other)


def religious_character(text: str) -> str:
    """ "None" and "Does not apply" both mean that the school has no religious character."""
    return "" if text.casefold() in NOTHING else text
