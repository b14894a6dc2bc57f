"""Filling in what is held, checking it, and sending it."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import charges, operations, policies, queries
from teachpb.cpd.deadlines import approval_due, names_due
from teachpb.cpd.errors import Busy, NoPrice
from teachpb.cpd.forms import CheckForm, DelegateForm, GroupForm, from_single, group_form, stored_group
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Place
from teachpb.cpd.operations import Quote, Shown
from teachpb.cpd.places import form_places
from teachpb.cpd.views.booking import bp, extend, load_own_hold, next_step
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in_user


@bp.route("/holds/<int:place_id>", methods=["GET", "POST"])
@allow(policies.is_booker, loader=load_own_hold)
def fill_in(place: Place) -> ResponseReturnValue:
    if place.booking.submission_key:
        return redirect(where_booked(place))
    places, form = form_places(place), _form_for(place)
    if form.more_time.data:
        extend(place.id)
    elif form.add_place.data:
        form = _one_more(place, form)
    elif isinstance(form, GroupForm) and form.removed is not None:
        return _one_less(places, form.removed)
    elif form.validate_on_submit():
        user, place_id = signed_in_user(), place.id
        answers = form.read(user, queries.payer_of(user, form.payer_id))
        try:
            step = booking_transaction(
                lambda: next_step(operations.fill_in(actor=user, place_id=place_id, answers=answers))
            )
        except DomainError as error:
            form.add_error(error)
        else:
            return redirect(step)
    return _fill_in_page(place, form)


@bp.route("/holds/<int:place_id>/check", methods=["GET", "POST"])
@allow(policies.is_booker, loader=load_own_hold)
def check_booking(place: Place) -> ResponseReturnValue:
    if not place.is_filled_in:
        return redirect(url_for(".fill_in", place_id=place.id))
    form = CheckForm()
    if form.validate_on_submit():
        return _confirm(place, form)
    if place.booking.submission_key:
        return redirect(where_booked(place))
    return _check_page(place)


def where_booked(place: Place) -> str:
    """The page of what was booked: of the place, or of all of them."""
    if len(place.booking.places) > 1:
        return url_for("training.show_booking", booking_id=place.booking_id)
    return url_for("training.show_place", place_id=place.id)


def _form_for(place: Place, typed: dict[str, Any] | None = None) -> DelegateForm | GroupForm:
    """The form of what is held: of one place, or of several."""
    user, places = signed_in_user(), form_places(place)
    for_others = policies.books_for_others(user)
    colleagues = queries.colleagues_of(user) if for_others else []
    payers = queries.payers_for(user)
    offered: dict[str, Any] = {
        "payers": payers,
        "colleagues": colleagues,
        "may_recharge": any(operations.may_recharge(band=operations.band_of(payer=payer)) for payer in payers),
        "later": for_others and operations.may_name_later(run=place.course_date, now=clock.now()),
    }
    if len(places) > 1:
        kind = group_form(tuple(one.id for one in places))
        form: DelegateForm | GroupForm = (
            kind(formdata=None, data=typed) if typed else kind(data=stored_group(places, user, colleagues))
        )
        form.offer(user, **offered)
        return form
    single = DelegateForm.for_place(place, user, colleagues)
    single.suit(place.course_date)
    single.offer(user, for_others=for_others, **offered)
    return single


def _one_more(place: Place, form: DelegateForm | GroupForm) -> DelegateForm | GroupForm:
    """Hold another place; what was typed stays."""
    user, place_id = signed_in_user(), place.id
    try:
        booking_transaction(lambda: operations.enlarge(actor=user, place_id=place_id))
    except DomainError as error:
        form.add_error(error)
        return form
    if isinstance(form, DelegateForm):
        return _form_for(place, from_single(form, place_id))
    return _form_for(place)


def _one_less(places: list[Place], removed: int) -> ResponseReturnValue:
    user = signed_in_user()
    kept = next(place.id for place in places if place.id != removed)
    try:
        booking_transaction(lambda: operations.let_go(actor=user, place_id=removed))
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("We have given that place back.", "success")
    return redirect(url_for(".fill_in", place_id=kept))


def _fill_in_page(place: Place, form: DelegateForm | GroupForm) -> str:
    run = place.course_date
    return render_template(
        "cpd/fill_in_group.html" if isinstance(form, GroupForm) else "cpd/fill_in.html",
        form=form,
        place=place,
        run=run,
        can_add=policies.books_for_others(signed_in_user()),
        names_due_at=names_due(run.live_sessions[0].day) if run.live_sessions else None,
        is_held=operations.still_held(place=place, now=clock.now()),
    )


def _confirm(place: Place, form: CheckForm) -> ResponseReturnValue:
    user, place_id = signed_in_user(), place.id
    price = str(form.price.data or "")
    shown = Shown(str(form.key.data), str(form.digest.data), int(price) if price.isdecimal() else -1)
    try:
        booking_transaction(lambda: operations.submit(actor=user, place_id=place_id, shown=shown))
    except DomainError as error:
        return _check_page(place, error.message), 503 if isinstance(error, Busy) else 409
    return redirect(where_booked(place))


def _check_page(place: Place, problem: str = "") -> str:
    run, places = place.course_date, form_places(place)
    try:
        quote: Quote | None = operations.quote_for(place=place)
    except NoPrice as error:
        quote, problem = None, problem or error.message
    price = quote.price_pence if quote else place.price_pence
    form = CheckForm(
        formdata=None,
        data={
            "key": secrets.token_urlsafe(24),
            "digest": operations.digest_of(place=place, price_pence=price),
            "price": str(price),
        },
    )
    return render_template(
        "cpd/check.html",
        sending=form,
        place=place,
        places=places,
        run=run,
        quote=quote,
        price=price,
        problem=problem,
        approval_due_at=_approval_due(place),
        names_due_at=names_due(run.live_sessions[0].day) if run.live_sessions else None,
        is_held=operations.still_held(place=place, now=clock.now()),
        terms=charges.describe(charges.read_tiers(run.course.policy_tiers)),
    )


def _approval_due(place: Place) -> Any:
    """Until when a place would wait for approval if it were sent now; None where it needs none."""
    run, payer = place.course_date, place.booking.payer
    if not run.live_sessions or not operations.asks_approval(run=run, payer=payer):
        return None
    if all(policies.can_decide(signed_in_user(), one) for one in form_places(place)):
        return None
    return approval_due(clock.now(), run.live_sessions[0].day)
