"""Where one is signed in, and signing out there."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts import operations, queries, signed_in
from teachpb.accounts.models import UserSession
from teachpb.accounts.views.blueprint import bp
from teachpb.db import transaction
from teachpb.web import access


@bp.get("/account/sessions")
@access.signed_in
def list_sessions() -> ResponseReturnValue:
    user = access.signed_in_user()
    return render_template(
        "accounts/list_sessions.html", sessions=queries.sessions_of(user), present=signed_in.present_session()
    )


@bp.post("/account/sessions/<int:session_id>/end")
@access.signed_in(loader=queries.session_of)
def end_session(found: UserSession) -> ResponseReturnValue:
    present = signed_in.present_session()
    is_this = present is not None and found.id == present.id
    with transaction():
        operations.end_session(session=found)
    if is_this:
        signed_in.forget()
        return redirect(url_for(".sign_in"))
    flash("That device is signed out", "success")
    return redirect(url_for(".list_sessions"))


@bp.post("/account/sessions/end-all")
@access.signed_in
def end_all_sessions() -> ResponseReturnValue:
    with transaction():
        operations.end_all_sessions(user=access.signed_in_user())
    signed_in.forget()
    flash("You have signed out everywhere", "success")
    return redirect(url_for(".sign_in"))
