"""My bookings, one place, cancelling it, answering an offer; and what a school has booked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import charges, operations, policies, queries
from teachpb.cpd.errors import CannotCancel
from teachpb.cpd.forms import CancelForm, OfferForm
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.serving import why_waiting
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.pagination import paginate

bp = Blueprint("training", __name__, url_prefix="/training")


def load_place(user: Any, place_id: int) -> Place | None:
    return queries.place_visible_to(user, place_id)


@bp.get("")
@signed_in
def list_my_places() -> ResponseReturnValue:
    return render_template("cpd/my_places.html", view=queries.my_places(signed_in_user()), now=clock.now())


@bp.get("/school")
@allow(policies.books_for_others)
def list_school_places() -> ResponseReturnValue:
    return render_template("cpd/school_places.html", page=paginate(queries.places_of_school(signed_in_user())))


@bp.get("/places/<int:place_id>")
@signed_in(loader=load_place)
def show_place(place: Place) -> ResponseReturnValue:
    user = signed_in_user()
    on_hold = place.state in (PlaceState.held, PlaceState.expired) and place.approval_due_at is None
    if on_hold and policies.is_booker(user, place):
        return redirect(url_for("booking.check_booking", place_id=place.id))
    return render_template(
        "cpd/show_place.html",
        place=place,
        run=place.course_date,
        sees_link=policies.is_delegate(user, place) and place.state is PlaceState.confirmed,
        sees_booking=len(place.booking.places) > 1 and policies.can_name(user, place),
        may_name=not place.is_named and place.is_active and policies.can_name(user, place),
        **_line_facts(place),
        terms=charges.describe(charges.read_tiers(place.booking.policy_tiers)),
        can_move=policies.can_cancel(user, place) and operations.can_move(place=place, moment=clock.now()),
        can_cancel=policies.can_cancel(user, place) and _charge(place) is not None,
    )


@bp.route("/places/<int:place_id>/cancel", methods=["GET", "POST"])
@allow(policies.can_cancel, loader=load_place)
def cancel_place(place: Place) -> ResponseReturnValue:
    user, place_id, form, problem = signed_in_user(), place.id, CancelForm(), ""
    if form.validate_on_submit():
        shown = str(form.charge.data or "")
        try:
            booking_transaction(
                lambda: operations.cancel_place(
                    actor=user, place_id=place_id, shown_pence=int(shown) if shown.isdecimal() else -1
                )
            )
        except DomainError as error:
            problem = error.message
        else:
            flash("The place is cancelled. We have sent an email that takes it out of the calendar.", "success")
            return redirect(url_for(".show_place", place_id=place_id))
    page = render_template("cpd/cancel_place.html", place=place, charge=_charge(place), problem=problem)
    return page, 409 if problem else 200


@bp.route("/places/<int:place_id>/offer", methods=["GET", "POST"])
@allow(policies.can_cancel, loader=load_place)
def answer_offer(place: Place) -> ResponseReturnValue:
    user, place_id, form = signed_in_user(), place.id, OfferForm()
    form.suit(place.course_date)
    if form.validate_on_submit():
        try:
            booking_transaction(lambda: operations.accept_offer(actor=user, place_id=place_id, needs=form.needs()))
        except DomainError as error:
            form.add_error(error)
        else:
            flash("The place is confirmed.", "success")
            return redirect(url_for(".show_place", place_id=place_id))
    elif _has_lapsed(place):
        return render_template("cpd/offer_lapsed.html", place=place, run=place.course_date)
    elif place.state is not PlaceState.offered:
        return redirect(url_for(".show_place", place_id=place_id))
    terms = charges.describe(charges.read_tiers(place.course_date.course.policy_tiers))
    return render_template(
        "cpd/answer_offer.html",
        form=form,
        place=place,
        together=queries.entry_of(place),
        run=place.course_date,
        terms=terms,
    )


@bp.post("/places/<int:place_id>/leave")
@allow(policies.can_cancel, loader=load_place)
def leave_line(place: Place) -> ResponseReturnValue:
    user, place_id = signed_in_user(), place.id
    try:
        booking_transaction(lambda: operations.leave_line(actor=user, place_id=place_id))
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("Done: whoever is next in line moves up.", "success")
    return redirect(url_for(".show_place", place_id=place_id))


def _line_facts(place: Place) -> dict[str, Any]:
    """Where somebody in line stands, with whom, and why they have no offer yet."""
    if place.state is not PlaceState.waiting:
        return {"position": None}
    run, now = place.course_date, clock.now()
    position, together = queries.position_in_line(place), queries.entry_of(place)
    return {
        "position": position,
        "together": together,
        "why_waiting": why_waiting(
            is_open=run.takes_bookings(now),
            free=queries.availability(run, now=now).for_line,
            ahead=position - 1,
            size=len(together),
        ),
    }


def _has_lapsed(place: Place) -> bool:
    """Was the offer not answered in time? The job that ends it may come a minute later."""
    over = place.offered_until is not None and place.offered_until <= clock.now()
    return place.state is PlaceState.offer_expired or (place.state is PlaceState.offered and over)


def _charge(place: Place) -> charges.Charge | None:
    """What cancelling costs now; None where there is nothing to cancel."""
    try:
        return operations.cancellation_charge(place=place, moment=clock.now())
    except CannotCancel:
        return None
