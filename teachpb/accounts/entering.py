"""The step between proving who one is and being signed in.

``enter`` is the one way in, whatever was proven (a password, a mailed link, an invitation) and in whichever room: a
second factor asks its question here.
"""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from teachpb.accounts import signed_in
from teachpb.accounts.homes import home_for
from teachpb.accounts.models import SignInMethod, User
from teachpb.accounts.signals import account_entered
from teachpb.db import transaction
from teachpb.web.access import is_safe_target


def enter(
    user: User, *, method: SignInMethod, keep: bool = False, target: str | None = None, message: str = ""
) -> ResponseReturnValue:
    """Sign ``user`` in, in a transaction of its own, and send them where they were going, or home, with ``message``."""
    with transaction():
        signed_in.begin(user, method=method, keep=keep)
        account_entered.send(user, target=target if target and is_safe_target(target) else "")
    if message:
        flash(message, "success")
    return redirect(where_to(user, target))


def where_to(user: User, target: str | None) -> str:
    return target if target and is_safe_target(target) else home_for(user)
