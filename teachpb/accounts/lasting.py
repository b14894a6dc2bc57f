"""How long things last: sessions, idle or not, and mailed links."""

from __future__ import annotations

from datetime import timedelta

#: The end of a session whatever happens: for a browser told to stay signed in, and for any other.
KEPT_FOR = timedelta(days=14)
AT_MOST = timedelta(hours=24)

#: How long a session may lie idle. Staff see other people's applications, so theirs end sooner, kept or not.
IDLE_STAFF = timedelta(hours=2)
IDLE_OTHERS = timedelta(hours=8)

#: How long after its end a session still says whose typing it was that came too late.
LAPSED_FOR = timedelta(days=3)

#: How exactly the last sign of life is noted.
SEEN_EVERY = timedelta(minutes=5)

REGISTRATION_LINK = timedelta(hours=48)
SIGN_IN_LINK = timedelta(hours=1)
PASSWORD_LINK = timedelta(hours=2)
EMAIL_LINK = timedelta(hours=24)
CLOSING_LINK = timedelta(hours=1)


def session_length(*, kept: bool) -> timedelta:
    return KEPT_FOR if kept else AT_MOST


def idle_limit(*, is_staff: bool, kept: bool) -> timedelta:
    if is_staff:
        return IDLE_STAFF
    return KEPT_FOR if kept else IDLE_OTHERS
