"""Booking places: hold them, keep them longer, give them back; or stand in line."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.cpd import operations, policies, queries
from teachpb.cpd.forms import JoinLineForm, StartForm
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import CourseDate, Place
from teachpb.cpd.operations import Wish
from teachpb.db import DomainError
from teachpb.schools.acting import acting_organisation
from teachpb.web.access import allow, signed_in, signed_in_user
from teachpb.web.templating import format_date

bp = Blueprint("booking", __name__, url_prefix="/training")


def load_bookable(user: Any, course_date_id: int) -> CourseDate | None:
    return queries.date_on_show(course_date_id)


def load_own_hold(user: Any, place_id: int) -> Place | None:
    """A place this person holds, held, or has just confirmed. What a page shows comes along when one is asked for."""
    if request.method == "POST":
        return queries.own_hold(user, place_id)
    place = queries.place_visible_to(user, place_id)
    return place if place is not None and policies.is_booker(user, place) else None


@bp.get("/book/<int:course_date_id>")
@signed_in(loader=load_bookable)
def start_booking(run: CourseDate) -> ResponseReturnValue:
    return _have_already(run) or _start_page(run)


@bp.post("/book/<int:course_date_id>")
@signed_in(loader=load_bookable)
def hold_place(run: CourseDate) -> ResponseReturnValue:
    if (there := _have_already(run)) is not None:
        return there
    user, course_date_id, payer, form = signed_in_user(), run.id, _usual_payer(), StartForm()
    asked = policies.books_for_others(user) and "count" in request.form
    if asked and not form.validate():
        return _start_page(run, form=form)
    wish = Wish(form.count.data, form.together.data == "yes") if asked else None
    try:
        step = booking_transaction(
            lambda: next_step(operations.hold(actor=user, course_date_id=course_date_id, payer=payer, wish=wish))
        )
    except DomainError as error:
        return _start_page(run, error.message, form=form if asked else None), 409
    return redirect(step)


@bp.post("/holds/<int:place_id>/extend")
@allow(policies.is_booker, loader=load_own_hold)
def extend_hold(place: Place) -> ResponseReturnValue:
    step = next_step(place)
    extend(place.id)
    return redirect(step)


@bp.post("/holds/<int:place_id>/release")
@allow(policies.is_booker, loader=load_own_hold)
def release_hold(place: Place) -> ResponseReturnValue:
    user, place_id, slug = signed_in_user(), place.id, place.course_date.course.slug
    try:
        booking_transaction(lambda: operations.release(actor=user, place_id=place_id))
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("We have given your place back. Nothing was booked.")
    return redirect(url_for("cpd.show_course", slug=slug))


@bp.route("/book/<int:course_date_id>/waiting-list", methods=["GET", "POST"])
@signed_in(loader=load_bookable)
def join_line(run: CourseDate) -> ResponseReturnValue:
    user, course_date_id = signed_in_user(), run.id
    form = JoinLineForm(data={"payer": str(payer.id) if (payer := _usual_payer()) else None})
    form.offer(user, payers=queries.payers_for(user), for_others=policies.books_for_others(user))
    form.offer_dates(_other_lines(run))
    if form.validate_on_submit():
        answers = form.read(user, queries.payer_of(user, form.payer_id))
        others = list(form.other_dates.data or []) if "other_dates" in form else []
        try:
            place = booking_transaction(
                lambda: operations.join_line(
                    actor=user, course_date_id=course_date_id, answers=answers, other_dates=others
                )
            )
        except DomainError as error:
            form.add_error(error)
        else:
            return redirect(url_for("training.show_place", place_id=place.id))
    waiting = queries.availability(run).waiting
    return render_template("cpd/join_line.html", form=form, run=run, waiting=waiting, now=clock.now())


def extend(place_id: int) -> None:
    user = signed_in_user()
    try:
        booking_transaction(lambda: operations.extend(actor=user, place_id=place_id))
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("We keep the place for another 30 minutes.", "success")


def next_step(place: Place) -> str:
    return url_for("booking.check_booking" if place.is_filled_in else "booking.fill_in", place_id=place.id)


def _start_page(run: CourseDate, problem: str = "", form: StartForm | None = None) -> str:
    now, user = clock.now(), signed_in_user()
    return render_template(
        "cpd/start_booking.html",
        run=run,
        problem=problem,
        form=(form or StartForm(formdata=None, data={"count": 1, "together": "yes"}))
        if policies.books_for_others(user)
        else None,
        left=queries.availability(run, now=now),
        is_open=run.takes_bookings(now) and run.course.is_public,
    )


def _have_already(run: CourseDate) -> ResponseReturnValue | None:
    """Where somebody is sent who has a hold on the date; or a place, and only books for themselves."""
    user = signed_in_user()
    mine = queries.on_date(user, run.id, now=clock.now())
    if mine.hold is not None:
        return redirect(next_step(mine.hold))
    if mine.own is None or policies.books_for_others(user):
        return None
    flash("You have booked this date already, or stand in line for it.")
    return redirect(url_for("training.show_place", place_id=mine.own.id))


def _other_lines(run: CourseDate) -> list[tuple[int, str]]:
    """The other dates of the course that one can wait for, in words."""
    now = clock.now()
    return [
        (other.id, format_date(other.starts_at))
        for other in queries.public_dates(run.course, now=now)
        if other.id != run.id and other.has_waiting_list and other.takes_bookings(now) and other.starts_at
    ]


def _usual_payer() -> Any:
    """Whom this person acts for, where that may pay."""
    acting = acting_organisation()
    return queries.payer_of(signed_in_user(), acting.id) if acting else None
