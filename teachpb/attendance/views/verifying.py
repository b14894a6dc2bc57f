"""Verifying a certificate: anybody who has its number, typed from paper or scanned."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from teachpb import clock
from teachpb.attendance import queries
from teachpb.attendance.forms import NumberForm
from teachpb.attendance.models import Certificate
from teachpb.attendance.presenting import initials_of
from teachpb.attendance.views.tickets import NO_TRACE
from teachpb.extensions import limiter
from teachpb.web.access import public

bp = Blueprint("certificates", __name__, url_prefix="/certificates")

#: Enough for an inspector with a pile of paper, too slow for guessing.
LIMIT = "30/minute;300/day"


def load_certificate(_user: Any, number: str) -> Certificate | None:
    return queries.certificate_by_number(number)


@bp.get("")
@limiter.limit(LIMIT, exempt_when=lambda: not request.args.get("number"))
@public
def verify_certificate() -> ResponseReturnValue:
    """Ask for a number; one that is not known is told so in the same words, whatever is wrong with it."""
    form, is_unknown = NumberForm(), False
    if typed := request.args.get("number", "").strip():
        certificate = queries.certificate_by_number(typed)
        if certificate is not None:
            return redirect(url_for(".show_certificate", number=certificate.number.lower()))
        is_unknown = True
    page = render_template("attendance/verify.html", form=form, is_unknown=is_unknown)
    return page, 404 if is_unknown else 200, NO_TRACE


@bp.get("/<slug:number>")
@limiter.limit(LIMIT)
@public(loader=load_certificate)
def show_certificate(certificate: Certificate) -> ResponseReturnValue:
    page = render_template(
        "attendance/certificate.html",
        certificate=certificate,
        initials=initials_of(certificate.place.delegate_name),
        has_expired=certificate.has_expired(clock.today()),
    )
    return page, 200, NO_TRACE
