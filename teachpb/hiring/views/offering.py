"""The offer: written by the school, read and answered by the candidate."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.accounts.models import User
from teachpb.applications.desk import own_desk, staff_desk
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.policies import is_own
from teachpb.db import DomainError, transaction
from teachpb.hiring import letter, operations, queries
from teachpb.hiring.forms import OfferAnswerForm, OfferForm
from teachpb.hiring.forms.offers import ACCEPT
from teachpb.hiring.policies import can_offer, shows_own_offer
from teachpb.hiring.views.blueprint import APPLICATION, OWN, bp, load_own, load_received
from teachpb.web.access import allow, signed_in_user

MAY_WRITE = frozenset({ApplicationState.interviewing, ApplicationState.offered})


def load_offered(user: User | None, application_id: int) -> Application | None:
    application = load_own(user, application_id)
    return application if application is not None and shows_own_offer(user, application) else None


@bp.route(f"{APPLICATION}/offer", methods=["GET", "POST"])
@allow(can_offer, loader=load_received)
def write_offer(application: Application) -> ResponseReturnValue:
    offer = queries.offer_of(application)
    form = OfferForm.of_offer(offer, application.vacancy)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.make_offer(actor=signed_in_user(), application=application, **form.answers())
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The offer is made in writing. We have emailed the candidate.", "success")
            return redirect(url_for(".write_offer", application_id=application.id))
    may_write = application.state in MAY_WRITE
    return render_template(
        "hiring/write_offer.html",
        **staff_desk(application, "Offer"),
        offer=offer,
        terms=letter.terms_of(offer) if offer else [],
        form=form if may_write or form.has_errors else None,
        may_write=may_write,
    )


@bp.get(f"{APPLICATION}/offer/letter.pdf")
@allow(can_offer, loader=load_received)
def download_letter(application: Application) -> ResponseReturnValue:
    return _letter(application)


@bp.get(f"{OWN}/answer")
@allow(is_own, loader=load_offered)
def redirect_answer(application: Application) -> ResponseReturnValue:
    """Where offers were answered before they were written down; the address stands in old mail."""
    return redirect(url_for(".show_offer", application_id=application.id), 301)


@bp.route(f"{OWN}/offer", methods=["GET", "POST"])
@allow(is_own, loader=load_offered)
def show_offer(application: Application) -> ResponseReturnValue:
    """The one place where an offer is answered: also one made before offers were written down here."""
    form = OfferAnswerForm()
    offer = queries.offer_of(application)
    is_open = application.state is ApplicationState.offered
    if form.is_submitted() and not is_open:
        return redirect(url_for(".show_offer", application_id=application.id))  # answered in another tab
    if form.validate_on_submit():
        try:
            with transaction():
                operations.answer_offer(
                    actor=signed_in_user(),
                    application=application,
                    accepts=form.answer.data == ACCEPT,
                    reason=form.reason.data or "",
                )
        except DomainError as error:
            flash(error.message, "error")
        return redirect(url_for(".show_offer", application_id=application.id))
    return render_template(
        "hiring/show_offer.html",
        **own_desk(application, "Offer"),
        offer=offer,
        terms=letter.terms_of(offer) if offer else [],
        form=form if is_open else None,
    )


@bp.get(f"{OWN}/offer/letter.pdf")
@allow(is_own, loader=load_own)
def download_own_letter(application: Application) -> ResponseReturnValue:
    return _letter(application)


def _letter(application: Application) -> Response:
    offer = queries.offer_of(application) or abort(404)
    response = Response(letter.letter_pdf(application, offer), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="offer.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
