"""On what terms a place is to be had: open or not, and at which price."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from teachpb.cpd.bands import band_for
from teachpb.cpd.errors import NoPrice, NotOpen
from teachpb.cpd.models import CourseDate, Place, PlaceState, PriceBand
from teachpb.cpd.pricing import Discount, PriceLine, price_line
from teachpb.schools.models import Organisation


def still_held(*, place: Place, now: datetime) -> bool:
    return place.state is PlaceState.held and place.held_until is not None and place.held_until > now


def require_open(run: CourseDate, now: datetime) -> None:
    if not run.takes_bookings(now) or not run.course.is_public:
        raise NotOpen


def line_for(
    *, run: CourseDate, payer: Organisation | None, discount: Discount | None = None
) -> tuple[PriceBand, PriceLine]:
    """The band of this payer, and one place as a line of its invoice. Raises NoPrice where the band has none."""
    band, list_pence = price_of(run=run, payer=payer)
    return band, price_line(
        list_pence, vat_code=run.course.vat_treatment, vat_rate=run.course.vat_basis_points, discount=discount
    )


def band_of(*, payer: Organisation | None) -> PriceBand:
    """The band of this payer by the register."""
    return band_for(payer, city_code=current_app.config["SETTINGS"].local_authority_code)


def price_of(*, run: CourseDate, payer: Organisation | None) -> tuple[PriceBand, int]:
    """The band and the list price in pence, without VAT, for this payer, from the register. Raises NoPrice where the
    band has none."""
    band = band_of(payer=payer)
    price = run.price_for(band)
    if price is None:
        raise NoPrice
    return band, price
