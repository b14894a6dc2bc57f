"""The provider's desk: everybody on every date, to be searched, narrowed and taken away as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from teachpb.cpd import policies, queries
from teachpb.cpd.forms import BookingSearchForm
from teachpb.cpd.models import Place
from teachpb.cpd.views.desk import bp
from teachpb.db import db
from teachpb.web.access import allow, signed_in_user
from teachpb.web.csvfile import csv_response
from teachpb.web.pagination import paginate
from teachpb.web.spreadsheets import Sheet, xlsx_response
from teachpb.web.templating import format_date

#: What anybody needs on the day is seen on the page of the date, and taken nowhere.
COLUMNS = (
    *("Name", "Email", "State", "Course", "Starts", "Booked by", "Paid by", "Reference", "Purchase order"),
    *("Price", "Charge for cancelling", "Since"),
)


@bp.get("/bookings")
@allow(policies.runs_courses)
def list_bookings() -> ResponseReturnValue:
    form = _search()
    page = paginate(queries.bookings_run_by(signed_in_user(), form.wanted()))
    return render_template("cpd/list_bookings.html", form=form, page=page, chips=form.active_filters())


@bp.get("/bookings.<any(csv, xlsx):kind>")
@allow(policies.runs_courses)
def download_bookings(kind: str) -> ResponseReturnValue:
    wanted = _search().wanted()
    rows = [_row(place) for place in db.session.scalars(queries.bookings_run_by(signed_in_user(), wanted))]
    if kind == "csv":
        return csv_response("bookings.csv", COLUMNS, rows)
    return xlsx_response("bookings.xlsx", Sheet("Bookings", COLUMNS, rows))


def _search() -> BookingSearchForm:
    user, form = signed_in_user(), BookingSearchForm()
    form.offer(queries.courses_run_by(user), list(_dates(user)))
    return form


def _dates(user: Any) -> Iterator[tuple[int, str]]:
    for course in db.session.scalars(queries.courses_managed_by(user)).unique():
        for run in course.dates:
            if run.starts_at is not None:
                yield run.id, f"{format_date(run.starts_at)}: {course.title}"


def _row(place: Place) -> tuple[Any, ...]:
    booking, run = place.booking, place.course_date
    return (
        place.delegate_name,
        place.delegate_email,
        place.state.label,
        run.course.title,
        run.starts_at,
        booking.booker.full_name,
        booking.payer.name if booking.payer else "Delegate",
        booking.reference,
        booking.purchase_order,
        place.price_pence / 100,
        place.charge_pence / 100 if place.charge_pence is not None else None,
        place.state_entered_at,
    )
