"""A place goes to somebody else, or to another date."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import SubstituteForm, TransferForm
from teachpb.cpd.forms.moving import moved_words
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import CourseDate, Place
from teachpb.cpd.views.places import bp, load_place
from teachpb.db import DomainError
from teachpb.web.access import allow, signed_in_user
from teachpb.web.templating import format_date, plural


@bp.route("/places/<int:place_id>/substitute", methods=["GET", "POST"])
@allow(policies.can_cancel, loader=load_place)
def substitute_place(place: Place) -> ResponseReturnValue:
    user, place_id, form = signed_in_user(), place.id, SubstituteForm()
    form.suit(place.course_date)
    if form.validate_on_submit():
        substitute = form.read()
        try:
            new_id = booking_transaction(
                lambda: operations.substitute(actor=user, place_id=place_id, substitute=substitute).id
            )
        except DomainError as error:
            form.add_error(error)
        else:
            flash(f"Done: {substitute.name} has the place now. We have written to both.", "success")
            known = queries.place_visible_to(user, new_id) is not None
            return redirect(url_for(".show_place", place_id=new_id if known else place_id))
    is_open = operations.can_move(place=place, moment=clock.now())
    return render_template("cpd/substitute_place.html", form=form, place=place, run=place.course_date, is_open=is_open)


@bp.route("/places/<int:place_id>/transfer", methods=["GET", "POST"])
@allow(policies.can_cancel, loader=load_place)
def transfer_place(place: Place) -> ResponseReturnValue:
    user, place_id, form = signed_in_user(), place.id, TransferForm()
    choices = _choices(place)
    form.offer(choices)
    if form.validate_on_submit():
        course_date_id, pence = form.chosen
        try:
            new_id = booking_transaction(
                lambda: (
                    operations.transfer(
                        actor=user, place_id=place_id, course_date_id=course_date_id, shown_pence=pence
                    ).id
                )
            )
        except DomainError as error:
            error.field = "target" if error.field == "course_date_id" else error.field
            form.add_error(error)
            form.offer(_choices(place))
        else:
            flash("The place has moved. We have sent new entries for the calendar.", "success")
            return redirect(url_for(".show_place", place_id=new_id))
    is_open = operations.can_move(place=place, moment=clock.now())
    page = {"form": form, "place": place, "run": place.course_date, "is_open": is_open, "has_choice": bool(choices)}
    return render_template("cpd/transfer_place.html", **page)


def _choices(place: Place) -> list[tuple[CourseDate, int, str, str]]:
    """The dates with a place for a walk-up, each with its price for this payer, and what that changes."""
    return [
        (run, pence, _words(run), f"{plural(left, 'place', 'places')} left. {moved_words(pence, place.price_pence)}")
        for run, left, pence in operations.dates_to_move_to(place=place, moment=clock.now())
    ]


def _words(run: CourseDate) -> str:
    day = format_date(clock.to_london(run.starts_at)) if run.starts_at else run.course.title
    return f"{day}, {run.venue.name}" if run.venue else day
