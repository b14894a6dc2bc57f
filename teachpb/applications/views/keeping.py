"""What the form's pages send by themselves, and what they send when their writer has been signed out."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, generate_csrf

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.accounts.signed_in import lapsed_user
from teachpb.applications import operations, queries
from teachpb.applications.errors import AlreadySent
from teachpb.applications.merging import MOST_SIGNS, Sent, marks_of, read_marks, read_sent, renewed
from teachpb.applications.models import Application
from teachpb.applications.views.blueprint import bp
from teachpb.db import transaction
from teachpb.web.access import signed_in_user
from teachpb.web.errors import show_stale_form
from teachpb.web.forms import BaseForm

#: Inputs of the frame, which nobody types into.
NOT_TYPED = frozenset({"csrf_token", "marks", "tab", "turn", "autosave", "save_draft", "more"})
OVERTAKEN = (
    "You had saved this page in another tab or window in the meantime. What you sent last is kept: look it through."
)
SENT = "This application has been sent already, so it cannot be changed. What you sent is below."
LAPSED = (
    "You were signed out while you were writing. What you had typed is below. It is not saved yet: look it through and"
    " save it."
)
SIGNED_OUT = "You have been signed out. What you type here is kept for you, and stored once you have signed in again."


def is_by_itself() -> bool:
    """Did the page send this without a button being pressed?"""
    return request.method == "POST" and "autosave" in request.form


def where_from() -> Sent:
    return read_sent(request.form)


def as_typed(names: list[str] | None = None, *, lapsed: bool = False) -> dict[str, Any]:
    """The posted inputs as they were typed (see ``FormPage.typed``)."""
    values = {key: texts for key, texts in request.form.lists() if key not in NOT_TYPED}
    return {"values": values, "fields": names, "marks": request.form.get("marks", "")[:MOST_SIGNS], "lapsed": lapsed}


def autosave_section(application: Application, section: str, form: BaseForm) -> ResponseReturnValue:
    """Store what can be read, and keep the rest as it was typed."""
    form.validate(partial=True)
    good = form.readable()
    unread = [name for name in form.question_fields if name not in good]
    sent = where_from()
    try:
        with transaction():
            overtook = operations.save_section(
                actor=signed_in_user(),
                application=application,
                section=section,
                values=good,
                sent=sent,
                typed=as_typed(unread) if unread else None,
            )
    except AlreadySent as error:
        return _told("sent", error.message), 409
    marks = renewed(sent.marks, good, {name: getattr(application, name) for name in good})
    return _told("overtaken" if overtook else "saved", _saved_at(), marks=marks)


def saved() -> Response:
    """The answer to a page that was stored by itself, and marks nothing."""
    return _told("saved", _saved_at())


def sent_already(application: Application) -> ResponseReturnValue:
    """Somebody writes on an application that is none any more."""
    flash(SENT, "notice")
    return redirect(url_for("applications.show_mine", application_id=application.id))


def autosave_row(application: Application, page: str, told: str = "") -> ResponseReturnValue:
    """Keep a page that is not in any list yet, or changes one of its entries, as it was typed. ``told`` is said instead
    of when it was kept."""
    try:
        with transaction():
            operations.keep_typed(
                actor=signed_in_user(), application=application, page=page, typed=as_typed(), sent=where_from()
            )
    except AlreadySent as error:
        return _told("sent", error.message), 409
    return _told("saved", told or _saved_at(), marks=request.form.get("marks", "")[:MOST_SIGNS])


def typed_here(application: Application, page: str) -> dict[str, list[str]]:
    """What was typed on ``page``: what is being sent now, or what was kept of it."""
    if request.method == "POST":
        return dict(as_typed()["values"])
    kept = queries.typed_on(application, page)
    return dict(kept["values"]) if kept is not None else {}


def restore(application: Application, page: str, form: BaseForm) -> dict[str, str]:
    """Put what was typed on ``page`` and is no answer yet into ``form``. Returns what its template wants to know:
    ``marks``, and the ``notice`` that stands above."""
    context = {"marks": marks_of(form.answers()), "notice": ""}
    typed = queries.typed_on(application, page)
    if typed is None:
        return context
    form.retype(typed["values"], typed["fields"])
    if typed["fields"] is None and read_marks(typed["marks"]):
        context["marks"] = typed["marks"]
    return {**context, "notice": LAPSED if typed["lapsed"] else ""}


def _saved_at() -> str:
    return f"Saved {clock.to_london(clock.now()):%H:%M}"


def _told(status: str, message: str, **more: str) -> Response:
    return jsonify({"status": status, "message": message, **more})


@bp.before_request
def keep_for_the_signed_out() -> ResponseReturnValue | None:
    """A page that is sent after its session ran out: what was typed waits until its writer has signed in again."""
    if request.method != "POST" or not page_asked() or signed_in_user() is not None:
        return None
    user = lapsed_user()
    return _park(user) if user is not None else None


@bp.errorhandler(CSRFError)
def keep_from_before(error: CSRFError) -> ResponseReturnValue:
    """A page that was drawn before its writer signed in anew carries the token of another session. When the browser
    itself says that the page is ours, what was typed is not thrown away."""
    user = signed_in_user() or lapsed_user()
    if user is None or not page_asked() or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return show_stale_form(error)
    if is_by_itself() and signed_in_user() is not None:
        return _told("stale", "", token=generate_csrf()), 400
    return _park(user) or show_stale_form(error)


def _park(user: User) -> ResponseReturnValue | None:
    """Keep the page and lead its writer back to it, by way of signing in; None when it is no page of theirs."""
    number = (request.view_args or {})["application_id"]
    try:
        with transaction():
            kept = operations.park(user=user, application_id=number, page=page_asked(), typed=as_typed(lapsed=True))
    except AlreadySent:
        return None
    if not kept:
        return None
    if is_by_itself():
        return _told("signed-out", SIGNED_OUT, href=url_for("accounts.sign_in", next=request.path)), 401
    return redirect(request.path if signed_in_user() else url_for("accounts.sign_in", next=request.path))


def page_asked() -> str:
    """The page of an application that is asked for (``form/declarations``, ``referees/new``); "" for what is no page
    to write on."""
    if request.endpoint in BESIDE_LISTS:
        return queries.section_page((request.view_args or {})["name"].value)
    _, _, rest = request.path.partition("/account/applications/")
    return rest.partition("/")[2] if request.endpoint in WRITTEN_ON else ""


#: The endpoints whose pages are written on.
BESIDE_LISTS = {"applications.list_entries", "applications.answer_list"}
WRITTEN_ON = {"applications.edit_step", "applications.add_entry", "applications.edit_entry"}
