"""The referee's pages: no account, a link from a message. A dead or foreign link is not found."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from teachpb import clock
from teachpb.db import DomainError, transaction
from teachpb.extensions import limiter
from teachpb.references import operations
from teachpb.references.documents import reference_pdf
from teachpb.references.forms.answers import packed
from teachpb.references.models import ReferenceState
from teachpb.references.views.blueprint import bp, load_open_form
from teachpb.references.wizards import REFEREE_WIZARD, OpenForm
from teachpb.web.access import public
from teachpb.web.errors import show_stale_form
from teachpb.web.wizard import Step, handle_step, show_answers
from teachpb.web.wizard.pages import step_context

FORM = "/references/<token:token>"
COPY = "reference_copy"
#: Seconds for which the browser that sent a reference may fetch its copy.
COPY_LASTS = 60 * 60
NO_TRACE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


@bp.get(FORM)
@public(loader=load_open_form)
def show_request(opened: OpenForm) -> ResponseReturnValue:
    """Who asks, about whom, what it takes; or thanks when it is done."""
    if opened.request.state is not ReferenceState.requested:
        return _thanks(opened)
    page = render_template(
        "references/show_request.html",
        **_context(opened),
        begun=bool(opened.request.answers),
        progress=REFEREE_WIZARD.progress(opened),
        wizard=REFEREE_WIZARD,
        record=opened,
    )
    return page, 200, NO_TRACE


@bp.route(f"{FORM}/form/<slug:step>", methods=["GET", "POST"])
@limiter.limit("60/minute", methods=["POST"])
@public(loader=load_open_form)
def edit_reference_step(opened: OpenForm, step: str) -> ResponseReturnValue:
    if opened.request.state is not ReferenceState.requested:
        return _thanks(opened)

    def save(page: Step, values: dict[str, Any]) -> ResponseReturnValue | None:
        with transaction():
            if values.get("can_give") is False:
                operations.decline(request=opened.request, reason=values.get("decline_reason", ""))
                return redirect(url_for(".show_request", token=opened.token))
            operations.save_answers(request=opened.request, values=packed(values))
        return None

    response = make_response(handle_step(REFEREE_WIZARD, opened, step, save=save, context=_context(opened)))
    response.headers.update(NO_TRACE)
    return response


@bp.errorhandler(CSRFError)
def keep_what_was_typed(error: CSRFError) -> ResponseReturnValue:
    """The browser has forgotten us since the page was drawn. Nothing is stored, and nothing that was typed is lost: the
    page is drawn again with it, to be sent once more."""
    where = request.view_args or {}
    opened = load_open_form(None, where["token"]) if request.endpoint == f"{bp.name}.edit_reference_step" else None
    step = REFEREE_WIZARD.find(where.get("step", ""))
    if (
        opened is None
        or opened.request.state is not ReferenceState.requested
        or step is None
        or step.form_class is None
    ):
        return show_stale_form(error)
    flash("You had been away for a while. What you typed is below: look it through and save it again.", "notice")
    form = step.form_class.from_record(opened)
    page = render_template(step.template, **step_context(REFEREE_WIZARD, opened, step, form), **_context(opened))
    return page, 400, NO_TRACE


@bp.route(f"{FORM}/check", methods=["GET", "POST"])
@limiter.limit("60/minute", methods=["POST"])
@public(loader=load_open_form)
def check_reference(opened: OpenForm) -> ResponseReturnValue:
    if opened.request.state is not ReferenceState.requested:
        return _thanks(opened)
    if request.method == "POST" and REFEREE_WIZARD.is_complete(opened):
        try:
            with transaction():
                operations.complete(request=opened.request)
        except DomainError as error:
            flash(error.message, "error")
        else:
            session[COPY] = [opened.request.id, int(clock.now().timestamp())]
        return redirect(url_for(".show_request", token=opened.token))
    context = _context(opened)
    page = make_response(
        show_answers(REFEREE_WIZARD, opened, template="references/check_reference.html", submit_text="Send", **context)
    )
    page.headers.update(NO_TRACE)
    return page


@bp.get(f"{FORM}/copy")
@public(loader=load_open_form)
def download_copy(opened: OpenForm) -> ResponseReturnValue:
    """The referee's own copy, for the browser that has just sent it."""
    if not _may_copy(opened):
        abort(404)
    response = make_response(reference_pdf(opened.request))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = 'attachment; filename="reference.pdf"'
    response.headers.update(NO_TRACE)
    return response


def _may_copy(opened: OpenForm) -> bool:
    known = session.get(COPY) or [0, 0]
    fresh = clock.now().timestamp() - known[1] < COPY_LASTS
    return opened.request.state is ReferenceState.received and known[0] == opened.request.id and fresh


def _thanks(opened: OpenForm) -> ResponseReturnValue:
    page = render_template("references/show_thanks.html", **_context(opened), may_copy=_may_copy(opened))
    return page, 200 if _may_copy(opened) else 410, NO_TRACE


def _context(opened: OpenForm) -> dict[str, Any]:
    application = opened.request.application
    return {"asked": opened.request, "application": application, "vacancy": application.vacancy, "token": opened.token}
