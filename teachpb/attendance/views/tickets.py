"""The ticket of a place: whoever has its address has the ticket."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from teachpb.attendance import queries
from teachpb.attendance.pictures import qr_svg
from teachpb.cpd.models import Place
from teachpb.web.access import public
from teachpb.web.templating import absolute_url

bp = Blueprint("tickets", __name__)

#: Neither kept by anybody in between, nor found by a search, nor told to where a link leads.
NO_TRACE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


def load_ticket(_user: Any, token: str) -> Place | None:
    place = queries.place_by_ticket(token)
    return place if place is not None and place.delegate_email else None


@bp.get("/tickets/<token:token>")
@public(loader=load_ticket)
def show_ticket(place: Place) -> ResponseReturnValue:
    address = absolute_url("tickets.show_ticket", token=place.ticket_token)
    picture = qr_svg(address) if place.state in queries.ON_REGISTER else None
    return render_template("attendance/ticket.html", place=place, run=place.course_date, picture=picture), 200, NO_TRACE
