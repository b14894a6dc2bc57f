"""A booking of several places: what became of each, and naming who comes. And what a school asks of bookings."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import NameForm, PayerTermsForm
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Booking, Place, PlaceState
from teachpb.cpd.pricing import PriceLine, total_of
from teachpb.cpd.views.places import bp, load_place
from teachpb.db import DomainError, transaction
from teachpb.schools.models import Organisation
from teachpb.schools.queries import organisations_for
from teachpb.web.access import allow, signed_in, signed_in_user


def load_booking(user: Any, booking_id: int) -> Booking | None:
    return queries.booking_visible_to(user, booking_id)


def load_payer(user: Any, payer_id: int) -> Organisation | None:
    return next((payer for payer in queries.payers_for(user) if payer.id == payer_id), None)


@bp.get("/bookings/<int:booking_id>")
@signed_in(loader=load_booking)
def show_booking(booking: Booking) -> ResponseReturnValue:
    return render_template(
        "cpd/show_booking.html",
        booking=booking,
        places=booking.places,
        unnamed=[place for place in booking.places if not place.is_named and place.is_active],
        counts={state: sum(place.state is state for place in booking.places) for state in PlaceState},
        totals=total_of(PriceLine.of(place) for place in booking.places if place.is_active),
    )


@bp.route("/places/<int:place_id>/name", methods=["GET", "POST"])
@allow(policies.can_name, loader=load_place)
def name_delegate(place: Place) -> ResponseReturnValue:
    user, place_id, form = signed_in_user(), place.id, NameForm()
    if place.is_named:
        return redirect(url_for(".show_place", place_id=place.id))
    form.offer(user, queries.colleagues_of(user))
    if form.validate_on_submit():
        try:
            booking_transaction(
                lambda: operations.name_delegate(actor=user, place_id=place_id, delegate=form.delegate())
            )
        except DomainError as error:
            form.add_error(error)
        else:
            flash("We know who is coming. A confirmed delegate gets the details by email.", "success")
            return redirect(url_for(".show_booking", booking_id=place.booking_id))
    return render_template("cpd/name_delegate.html", form=form, place=place, run=place.course_date)


@bp.get("/terms")
@allow(policies.books_for_others)
def list_payer_terms() -> ResponseReturnValue:
    payers = organisations_for(signed_in_user(), *policies.BOOKS_FOR_OTHERS)
    found = [payer for payer in payers if payer.kind in queries.PAYING_KINDS]
    if len(found) == 1:
        return redirect(url_for(".edit_payer_terms", payer_id=found[0].id))
    return render_template("cpd/payer_terms.html", payers=found)


@bp.route("/terms/<int:payer_id>", methods=["GET", "POST"])
@allow(policies.sets_terms, loader=load_payer)
def edit_payer_terms(payer: Organisation) -> ResponseReturnValue:
    user, form = signed_in_user(), PayerTermsForm.of(queries.settings_of(payer))
    if form.validate_on_submit():
        with transaction():
            operations.set_payer_terms(actor=user, payer=payer, terms=form.terms())
        flash("Saved. It holds for what is booked from now on.", "success")
        return redirect(url_for(".edit_payer_terms", payer_id=payer.id))
    return render_template("cpd/edit_payer_terms.html", form=form, payer=payer)
