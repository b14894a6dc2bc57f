"""How long somebody must wait after failing to sign in: a delay that grows, has a ceiling, and is forgotten.

A few mistakes cost nothing. From then on each costs twice the one before, up to a quarter of an hour, so that guessing
gets nowhere while the owner of the account gets in after the wait. Nobody is ever locked out for good, and a mailed
link works all along. A network address gets far more freedom than an account: a whole school may share one.
"""

from __future__ import annotations

from datetime import timedelta

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

#: Failures that cost nothing, and how long after the last one all are forgotten.
ACCOUNT_FREE = 5
ACCOUNT_FORGOTTEN_AFTER = timedelta(hours=24)
ADDRESS_FREE = 50
ADDRESS_FORGOTTEN_AFTER = timedelta(hours=1)


def wait_after(failures: int, free: int) -> timedelta:
    """The wait that the latest of ``failures`` costs when the first ``free - 1`` are forgiven."""
    beyond = failures - free
    if beyond < 0:
        return timedelta(0)
    return LONGEST_WAIT if beyond > 10 else min(FIRST_WAIT * 2**beyond, LONGEST_WAIT)


def in_words(wait: timedelta) -> str:
    """“30 seconds”, “1 minute”, “12 minutes”: rounded up, never “0 seconds”."""
    seconds = max(1, -(-int(wait.total_seconds() * 1000) // 1000))
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
