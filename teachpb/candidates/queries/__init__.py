"""What can be asked about candidates. A profile answers to its owner, and to staff it is not hidden from."""

from teachpb.candidates.queries.own import (
    get_invitation,
    get_own,
    invitations_of,
    organisations_named,
    profile_of,
    sleepers,
)
from teachpb.candidates.queries.seen import (
    Wanted,
    distance_to,
    find,
    get_search,
    get_seen,
    invitable,
    invited_to,
    searches_of,
    seen,
    sent_since,
)

__all__ = [
    "Wanted",
    "distance_to",
    "find",
    "get_invitation",
    "get_own",
    "get_search",
    "get_seen",
    "invitable",
    "invitations_of",
    "invited_to",
    "organisations_named",
    "profile_of",
    "searches_of",
    "seen",
    "sent_since",
    "sleepers",
]
